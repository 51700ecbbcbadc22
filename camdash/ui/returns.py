"""The parts of the progress page: figures, the strip of each form, the board of units, the questions of held forms."""

from collections.abc import Mapping, Sequence
from datetime import date

import pandas as pd
import streamlit as st

from camdash.analysis.progress import progress, progress_summary
from camdash.analysis.snapshot import Snapshot
from camdash.figures.layout import tints
from camdash.figures.stacks import Series, strip
from camdash.palette import text_on
from camdash.ui import charts, labels, loaders, tables
from camdash.ui.view import View
from camdash.words import N_, Words

STATES = (
    "on_time",
    "late",
    "voluntary",
    "nil",
    "errors",
    "held",
    "returned",
    "withdrawn",
    "overdue",
    "missing",
    "not_required",
)
FORMS = ("form1", "form2")
UNSIGNED = "unsigned"
_WIDTHS = {
    "unit": 150,
    "paper": 125,
    **{
        f"{name}-{form}": width
        for form in FORMS
        for name, width in (("standing", 148), ("came", 93), ("cameras", 82), ("errors", 50))
    },
}
_NAMES: Mapping[str, str] = {
    "on_time": N_("Received on time"),
    "late": N_("Received late"),
    "voluntary": N_("Received, not required"),
    "nil": N_("Reports none"),
    "errors": N_("Has errors"),
    "held": N_("Held"),
    "returned": N_("Sent back"),
    "withdrawn": N_("Withdrawn"),
    "overdue": N_("Overdue"),
    "missing": N_("Not sent"),
    "not_required": N_("Not required, not sent"),
    UNSIGNED: N_("Signed paper missing"),
}
_TONES: Mapping[str, str] = {"on_time": "accepted", "late": "received", "overdue": "missing"}


def board(view: View, today: date) -> pd.DataFrame:
    """Give each unit and form with where it stands, as one code of STATES in the column `standing`."""
    return loaders.ask(view.snapshot, _board, today)


def _board(snapshot: Snapshot, today: date) -> pd.DataFrame:
    frame = progress(snapshot, today)
    return frame.assign(standing=[standing(row) for row in _rows(frame)])


def standing(row: Mapping[str, object]) -> str:
    """Tell where one return stands: what needs somebody's hand comes before whether it came in time."""
    state = str(row["state"])
    if state == "missing" and row["expected"] == "invited":
        return "not_required"
    if state == "missing":
        return "missing" if tables.missing(row["days_overdue"]) else "overdue"
    if state in {"received", "accepted"} and row["expected"] == "invited":
        return "voluntary"
    if state in {"received", "accepted"}:
        return "late" if _positive(row["days_late"]) else "on_time"
    return state


def _positive(days: object) -> bool:
    return not tables.missing(days) and int(str(days)) > 0


def said_standing(row: Mapping[str, object], words: Words) -> str:
    """Say where one return stands, with the days: "Late by 3 days", "Overdue by 12 days"."""
    late = ""
    if _positive(row["days_late"]):
        late = words.n("late by {count} day", "late by {count} days", int(str(row["days_late"])))
    match row["standing"]:
        case "late":
            return late[:1].upper() + late[1:]
        case "overdue":
            return words.n("Overdue by {count} day", "Overdue by {count} days", int(str(row["days_overdue"])))
        case "not_required":
            return words.t("Not required")
        case code:
            name = words.t(_NAMES[str(code)])
            return f"{name}, {late}" if late else name


def key_figures(view: View, today: date) -> None:
    """Show how many required forms have come, on time or late, and how many are still owed; both forms together."""
    words = view.words
    total = loaders.ask(view.snapshot, progress_summary, today).drop(columns="form").sum()
    figures = (
        (N_("Required forms received"), " / ".join(words.number(int(total[n])) for n in ("received", "required"))),
        (N_("Received on time / late"), " / ".join(words.number(int(total[n])) for n in ("on_time", "late"))),
        (N_("Overdue, not sent") if total["overdue"] else N_("Not sent yet"), words.number(int(total["missing"]))),
        (N_("Held, to be decided"), words.number(int(total["held"]))),
        (N_("Units whose signed paper is missing"), words.number(len(unsigned(board(view, today))))),
    )
    charts.key_figures([(words.t(label), value, "") for label, value in figures])
    st.caption(
        words.t(
            "Deadline: {day}. A unit may send several files of one form; a form counts as received on the "
            "day its first file came.",
            day=words.date(view.campaign.deadline),
        )
    )


def unsigned(frame: pd.DataFrame) -> set[str]:
    """List the units that sent a form but no signed paper."""
    return set(frame.loc[frame["signed_paper_missing"], "unit"])


def strips(view: View, frame: pd.DataFrame) -> None:
    """Show where the returns of each form stand, one strip a form on one scale of units."""
    words = view.words
    for form, part in ((form, frame[frame["form"] == form]) for form in FORMS):
        found = part["standing"].value_counts()
        parts = [(code, int(found[code])) for code in STATES if code in found]
        series = [_part(view, code) for code, _ in parts]
        title = words.t("{form}: units", form=labels.value("progress", "form", form, view.labels))
        st.subheader(title, anchor=False)
        charts.show(
            strip([(one, n) for one, (_, n) in zip(series, parts, strict=True)], words),
            words,
            alt=title,
            key=f"strip-{form}",
        )
        charts.legend(series, [n for _, n in parts], words)


def _part(view: View, code: str) -> Series:
    if code in {"not_required", "missing"}:
        hatched = code == "not_required"
        return Series(view.words.t(_NAMES[code]), view.colours.border, view.colours.text, hatched=hatched)
    tone = _tone(view, code)
    return Series(view.words.t(_NAMES[code]), tone, text_on(tone))


def _tone(view: View, code: str) -> str:
    if code == "voluntary":
        return tints(view.colours.progress["accepted"], view.colours.ground, 3)[1]
    return view.colours.progress[_TONES.get(code, code)]


def choose(view: View, frame: pd.DataFrame) -> pd.DataFrame:
    """Ask for kinds of units and standings, and keep the units of which one form answers."""
    words, kinds = view.words, {unit.code: unit.kind for unit in view.campaign.units}
    present = [code for code in STATES if (frame["standing"] == code).any()]
    present += [UNSIGNED] if unsigned(frame) else []
    left, right = st.columns((1, 2), vertical_alignment="bottom")
    kind = left.selectbox(
        words.t("Kind of unit"),
        [None, *dict.fromkeys(kinds.values())],
        key="progress-kind",
        persist_state="session",
        format_func=lambda k: labels.kind_name(k, words) if k else words.t("All units"),
    )
    wanted = right.pills(
        words.t("Show units with a form that is"),
        present,
        selection_mode="multi",
        wrap=True,
        key="progress-standing",
        persist_state="session",
        format_func=lambda c: words.t(_NAMES[c]),
    )
    if kind:
        frame = frame[frame["unit"].map(kinds) == kind]
    if wanted:
        lacking = unsigned(frame) if UNSIGNED in wanted else set()
        frame = frame[frame["unit"].isin({*frame.loc[frame["standing"].isin(wanted), "unit"], *lacking})]
    return frame


def show(view: View, frame: pd.DataFrame) -> None:
    """Draw one row a unit: for each form where it stands, when it came, its cameras and its errors."""
    words = view.words
    table, headings = _by_unit(view, frame)
    inks = {name: _inks(view, frame, name[-5:]) for name in table.columns if name.startswith("standing")}
    inks["paper"] = {words.t(_NAMES[UNSIGNED]): view.colours.severities["warning"]}
    tables.show(
        table,
        words,
        headings,
        key="progress-units",
        alt=words.t("Progress of returns by unit"),
        look=tables.Look(("unit",), tables.height_for(len(table), 760), _WIDTHS, inks),
    )


def _by_unit(view: View, frame: pd.DataFrame) -> tuple[pd.DataFrame, dict[str, str]]:
    words, names = view.words, view.labels
    said = frame.assign(
        said=[said_standing(row, words) for row in _rows(frame)], came=pd.to_datetime(frame["received_on"])
    )
    came, cameras, errors = words.t("Received on"), words.t("Cameras"), words.t("Errors")
    order = list(dict.fromkeys(said["unit"]))
    table = pd.DataFrame({"unit": [labels.unit_name(code, names) for code in order]}, index=order)
    headings = {"unit": names.heading("unit")}
    for form, sign in ((form, labels.value("progress", "form", form, names)) for form in FORMS):
        part = said[said["form"] == form].set_index("unit")
        for name, of in (("standing", "said"), ("came", "came"), ("cameras", "cameras"), ("errors", "errors")):
            table[f"{name}-{form}"] = part[of].where(part["received_on"].notna() | (name not in {"cameras", "errors"}))
        headings |= {
            f"standing-{form}": sign,
            f"came-{form}": came,
            f"cameras-{form}": cameras,
            f"errors-{form}": errors,
        }
    table["paper"] = _papers(view, frame, order)
    headings["paper"] = words.t("Papers")
    return table, headings


def _papers(view: View, frame: pd.DataFrame, order: Sequence[str]) -> list[str]:
    """Say of each unit whether a signed paper is missing, or how many papers came."""
    words, lacking = view.words, unsigned(frame)
    came = dict(zip(frame["unit"], frame["papers"], strict=True))
    return [
        words.t(_NAMES[UNSIGNED])
        if unit in lacking
        else words.n("{count} paper", "{count} papers", int(came[unit]))
        if came[unit]
        else ""
        for unit in order
    ]


def _inks(view: View, frame: pd.DataFrame, form: str) -> dict[str, str]:
    rows = _rows(frame[frame["form"] == form])
    return {
        said_standing(row, view.words): _tone(view, str(row["standing"]))
        for row in rows
        if row["standing"] not in {"not_required", "missing", "voluntary"}
    }


def _rows(frame: pd.DataFrame) -> list[dict[str, object]]:
    return [dict(zip(frame.columns, row, strict=True)) for row in zip(*(frame[n].tolist() for n in frame), strict=True)]
