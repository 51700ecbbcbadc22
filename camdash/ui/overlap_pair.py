"""One pair: why it is suspected, both records side by side with what agrees and differs, a map, and the verdict."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from camdash.analysis.around import around
from camdash.analysis.columns import columns
from camdash.analysis.filters import Filter
from camdash.analysis.inventory import records
from camdash.analysis.snapshot import Snapshot
from camdash.maps.pair import Spot, legend, pair_map
from camdash.planning.overlap.evidence import RESOLUTION_MP, one_view
from camdash.planning.overlap.finding import FORMS
from camdash.planning.overlap.sentences import advice, why
from camdash.problems.spoken import FORM_NAMES
from camdash.ui import labels, loaders, overlap_deciding, sheets, tables
from camdash.ui.overlaps import Listed
from camdash.ui.view import View
from camdash.words import N_

_PX = 380
_AROUND_M = 150.0
_TOLD = (
    "unit", "position_name", "address", "ward", "district", "purposes", "area_class", "camera_type", "quantity",
    "bearing_deg", "resolution_mp", "min_resolution_mp", "install_year", "brand", "camera_code", "owner_unit",
    "operating_state", "connected_to", "need_kind", "priority", "cost_vnd", "note",
)  # fmt: skip
_PRESENCES = {"form1": "existing", "form2": "needed"}
_AGREE = {"same": N_("= alike"), "close": N_("≈ close"), "differs": N_("≠ differs"), "one": N_("one only")}
_TONES = {"same": "pass", "close": "pass", "differs": "fail"}
_WIDTHS = {"field": 128, "one": 190, "other": 190, "agree": 84}
_PLACED = ("lat", "lon")


def show(view: View, now: Listed, ticked: Sequence[int]) -> None:
    """Show the ticked pair, or the first of the list while none is ticked; with several ticked none is shown."""
    if len(ticked) > 1:
        return
    place = ticked[0] if ticked else 0
    words = view.words
    pair = {str(name): value for name, value in now.shown.iloc[place].to_dict().items()}
    with st.container(border=True, key="overlap-pair"):
        first = words.t("The ticked pair") if ticked else words.t("First pair of the list")
        st.subheader(first, anchor=False)
        st.markdown(f"**{why(pair, words)}** {advice(now.question, str(pair['suspicion']), words)}")
        overlap_deciding.one(view, now, place)
        if not pair["sensitive"]:
            _records(view, now, pair)


def _records(view: View, now: Listed, pair: Mapping[str, Any]) -> None:
    """Compare the two records in a table, beside them on a map."""
    forms = FORMS[now.question]
    sides = [
        loaders.ask(view.snapshot, _record, form, pair[f"{s}_id"])
        for form, s in zip(forms, ("one", "other"), strict=True)
    ]
    told, drawn = st.columns((5, 3), gap="medium")
    with told:
        _table(view, forms, sides)
        with st.container(horizontal=True):
            for number, side in enumerate(("one", "other"), start=1):
                st.button(
                    view.words.t("Open record {number}", number=number),
                    key=f"overlap-open-{side}",
                    icon=":material/open_in_new:",
                    on_click=sheets.open_record,
                    args=(str(pair[f"{side}_id"]),),
                )
    with drawn:
        _map(view, forms, sides, pair)


def _record(snapshot: Snapshot, form: str, record_id: str) -> dict[str, Any]:
    """Read what is told of one record."""
    version, _, record = record_id.partition(".")
    names = [name for name in (*_TOLD, *_PLACED) if name in columns(form)]
    where = Filter.of(version_id=int(version), record=int(record))
    frame = records(snapshot, form, where, names)
    return {str(name): value for name, value in frame.iloc[0].to_dict().items()} if len(frame) else {}


def _table(view: View, forms: tuple[str, str], sides: Sequence[Mapping[str, Any]]) -> None:
    """List field by field what both tell; what neither tells is left out."""
    words, rows = view.words, []
    for name in _TOLD:
        values = [side.get(name) for side in sides]
        if all(map(_untold, values)):
            continue
        said = [
            None if _untold(value) else labels.said(form, name, _plain(value), view.labels)
            for form, value in zip(forms, values, strict=True)
        ]
        form = forms[0] if name in columns(forms[0]) else forms[1]
        found = _agree(name, values, said)
        comparable = name != "unit" and all(name in columns(each) for each in forms)
        rows.append((view.labels.heading(name, form), *said, words.t(_AGREE[found]) if comparable else None))
    frame = pd.DataFrame(rows, columns=list(_WIDTHS))
    heads = {
        "field": words.t("Column of the form"),
        "one": f"1 · {words.t(FORM_NAMES[forms[0]])}",
        "other": f"2 · {words.t(FORM_NAMES[forms[1]])}",
        "agree": words.t("Compared"),
    }
    tones = view.colours.grades
    inks = {"agree": {words.t(_AGREE[code]): tones[tone] for code, tone in _TONES.items()}}
    look = tables.Look(("field",), tables.height_for(len(frame), 640), _WIDTHS, inks)
    tables.show(frame, words, heads, key="overlap-fields", alt=words.t("Both records side by side"), look=look)


def _agree(name: str, values: Sequence[Any], said: Sequence[str | None]) -> str:
    """Compare as the finder does: readings of one view or one resolution need not be the same number."""
    one, other = said
    if one is None or other is None:
        return "one"
    if one.casefold() == other.casefold():
        return "same"
    if name == "bearing_deg":
        return "close" if one_view(*values) else "differs"
    close = name == "resolution_mp" and abs(values[0] - values[1]) <= RESOLUTION_MP
    return "close" if close else "differs"


def _untold(value: Any) -> bool:
    return not isinstance(value, list | tuple) and not hasattr(value, "tolist") and tables.missing(value)


def _plain(value: Any) -> Any:
    return value.tolist() if hasattr(value, "tolist") else value


def _map(view: View, forms: tuple[str, str], sides: Sequence[Mapping[str, Any]], pair: Mapping[str, Any]) -> None:
    """Draw the two and what else stands around, as far as both have a place; nothing sensitive is among it."""
    words = view.words
    if any(_untold(side.get(name)) for side in sides for name in _PLACED) or tables.missing(pair["distance_m"]):
        st.caption(words.t("There is no map of this pair: one of the two has no coordinates."))
        return
    spots = [
        Spot((side["lon"], side["lat"]), _PRESENCES[form], _told(view, side["unit"], side.get("position_name")))
        for form, side in zip(forms, sides, strict=True)
    ]
    ids = {str(pair["one_id"]), str(pair["other_id"])}
    lat, lon = (sum(side[name] for side in sides) / 2 for name in _PLACED)
    others = [
        Spot((row["lon"], row["lat"]), presence, _told(view, row["unit"], row["said"]))
        for form, presence in _PRESENCES.items()
        for row in loaders.ask(view.snapshot, around, form, lat, lon, _AROUND_M)
        if not (form in forms and row["id"] in ids)
    ]
    deck = pair_map(spots[0], spots[1], others, view.colours, words, pixels=_PX)
    frame = st.container(border=True, key="overlap-map-frame")
    frame.pydeck_chart(
        deck, height=_PX, key=f"overlap-map-{pair['one_id']}-{pair['other_id']}", alt=words.t("Map of the pair")
    )
    st.caption(legend(words))


def _told(view: View, unit: Any, said: Any) -> str:
    name = view.words.t(sheets.NAMELESS) if _untold(said) else str(said)
    return f"{labels.unit_name(None if _untold(unit) else str(unit), view.labels)}\n{name}"
