"""The parts of the quality page that tell how good the cameras are: figures, six criteria, units by criteria."""

from collections.abc import Sequence
from functools import partial
from operator import add

import pandas as pd
import streamlit as st

from camdash.analysis import quality
from camdash.analysis.filters import Filter, Value
from camdash.analysis.labels import UNKNOWN as NOT_TOLD
from camdash.analysis.quality import CRITERIA
from camdash.figures.matrix import Cell, Line, Tones, heat_matrix
from camdash.figures.shares import Whole, share_bars
from camdash.palette import GRADES, UNKNOWN
from camdash.ui import charts, criteria, filtering, labels, loaders, navigation, panels, pictures, showing, tables
from camdash.ui.panels import Cut
from camdash.ui.view import View
from camdash.words import N_

USABLE = Cut("form1", "grade", N_("Cameras by whether they are usable now"))
WORST_FIRST = N_("Units by criterion, worst first: share that fails of the cameras told of")
MEGAPIXELS = N_("Megapixels stand for what a camera can tell apart; its lens and distance are not known.")
LITTLE_KNOWN = N_(
    "Of more than half of the cameras state or resolution is not told: "
    "these figures say little yet of how good the cameras are as a whole."
)
_USABLE = {
    "pass": (N_("Usable now"), N_("state and resolution both pass")),
    "partial": (N_("Usable in part"), N_("one of both passes in part only")),
    "fail": (N_("Not usable"), N_("one of both fails")),
}
_FIRST_UNITS = 25
_ALL_UNITS = "quality-all-units"
_PARTS = ("pass", "partial", "fail", "unknown")


def graded(view: View) -> pd.DataFrame:
    """Count the cameras of each unit by criterion and grade (camdash.analysis.quality.matrix)."""
    return loaders.ask(view.snapshot, quality.matrix, view.where.only("form1"))


def key_figures(view: View) -> None:
    """Show how many cameras are usable, and of how many nobody told; the first four sum to all cameras."""
    words, found = view.words, panels.by_code(view, USABLE)
    whole, unknown = sum(found.values()), found.get(UNKNOWN, 0)
    figures = [_usable(view, code, found.get(code, 0), whole - unknown) for code in GRADES if code != UNKNOWN]
    share = words.percent(unknown / whole if whole else None, 1)
    note = words.t("{share} · state or resolution; never counted as bad", share=share)
    figures.append((words.t(NOT_TOLD), words.number(unknown), note))
    told = _sums(view)
    every, untold = sum(map(sum, told.values())), sum(parts[-1] for parts in told.values())
    share = words.percent(untold / every if every else None, 1)
    note = words.n("of six answers on {count} camera", "of six answers on each of {count} cameras", whole)
    charts.key_figures([*figures, (words.t("Share without information"), share, note)])
    if unknown > whole - unknown:
        st.info(words.t(LITTLE_KNOWN), icon=":material/info:")


def _usable(view: View, code: str, cameras: int, known: int) -> tuple[str, str, str]:
    """Say how many cameras are usable, in part or not, as a share of those of which it is known."""
    words, (label, why) = view.words, _USABLE[code]
    share = words.percent(cameras / known if known else None, 1)
    part = words.t("{share} of {known} known", share=share, known=words.number(known))
    return words.t(label), words.number(cameras), f"{part} · {words.t(why)}"


def _sums(view: View) -> dict[str, tuple[int, ...]]:
    """Sum the grades of all units for each criterion, in the order of `_PARTS`."""
    frame = graded(view)
    sums = {criterion: [0] * len(_PARTS) for criterion in CRITERIA} if len(frame) else {}
    for criterion, *parts in zip(frame["criterion"].tolist(), *(frame[name].tolist() for name in _PARTS), strict=True):
        sums[criterion] = list(map(add, sums[criterion], parts))
    return {criterion: tuple(parts) for criterion, parts in sums.items()}


def six_criteria(view: View) -> None:
    """Show each criterion as one bar of 100 %, with what it is judged by; a click narrows to a grade."""
    words, sums = view.words, _sums(view)
    title = words.t(N_("Cameras by the six criteria"))
    st.subheader(title, anchor=False)
    if not any(map(sum, sums.values())):
        charts.show(None, words, alt="", key="criteria")
        return
    shown = [code for code in GRADES if any(sums[c][GRADES.index(code)] for c in sums)]
    places = [GRADES.index(code) for code in shown]
    series = [panels.part_of(view, USABLE, code, view.colours.grade(code)) for code in shown]
    rows = [
        Whole(
            criteria.name(c, words),
            () if showing.is_on() else criteria.judged_by(c, view.snapshot.thresholds, words),
            tuple(parts[place] for place in places),
            words.t("{count} fail", count=words.number(parts[_PARTS.index("fail")])),
        )
        for c, parts in sums.items()
    ]
    charts.legend_names(series)
    pick = partial(_narrow_to_grade, shown, list(sums))
    figure = share_bars(rows, series, words)
    charts.show_clickable(figure, pick, alt=title, key=f"criteria-{'-'.join(shown)}")
    if showing.is_on():
        return
    st.caption(words.t(MEGAPIXELS))
    with st.container(horizontal=True):
        navigation.link(navigation.THRESHOLDS, words.t("Thresholds, and the ground they stand on"))
        query = filtering.query_of(view.where.only("form1"))
        navigation.link(navigation.TABLES, words.t("As a table"), table="form1", by="grade", **query)
        pictures.offer(view, lambda: figure, title, words.t(MEGAPIXELS), key="criteria", where=view.where)


def _narrow_to_grade(codes: Sequence[str], order: Sequence[str], series: int, row: int) -> None:
    code = codes[series] if series < len(codes) else "fail"  # the text at the end tells the fails
    filtering.toggle(f"grade_{order[row]}", None if code == UNKNOWN else code)


def units_matrix(view: View) -> None:
    """Show the share that fails by unit and criterion; a click narrows to the unit, or to its fails."""
    words, frame = view.words, graded(view)
    title = words.t(WORST_FIRST)
    st.subheader(title, anchor=False)
    keys, lines = _lines(view, frame)
    if not any(line.count for line in lines):
        charts.show(None, words, alt="", key="matrix")
        return
    most = len(lines) if st.session_state.get(_ALL_UNITS) else _FIRST_UNITS
    shown = lines[:most]
    heads = [words.t(head) for head in _HEADS]
    tones = Tones(view.colours.grade("fail"), view.colours.surface, view.colours.border)
    figure = heat_matrix(shown, heads, words, tones)
    cells = [[cell.share for cell in line.cells] for line in shown]
    key = f"matrix-{len(shown)}"
    charts.show_clickable(figure, partial(_narrow_to_cell, keys, cells), alt=title, key=key)
    if len(lines) > _FIRST_UNITS:
        st.toggle(words.n("All units ({count})", "All units ({count})", len(lines)), key=_ALL_UNITS)
    pictures.offer(view, lambda: figure, title, words.t(MEGAPIXELS), key="matrix", where=view.where)
    st.caption(f"{words.t(_HOW_TO_READ)} {words.t(_FEW_LAST, count=words.number(quality.FEW))}")


_HEADS = (
    N_("All six"),
    N_("Working order"),
    N_("Resolu- tion"),
    N_("Reten- tion"),
    N_("Age"),
    N_("Connec- tion"),
    N_("Security"),
    N_("Cameras"),
)
_HOW_TO_READ = N_(
    "“?” hatched: nothing is known. “?” beside a number: more than half is not known. "
    "What is not known is never counted as bad. "
    "Click “All six” to narrow to the unit, another cell to narrow to its cameras that fail there."
)
_FEW_LAST = N_("Units with fewer than {count} cameras follow the others: their shares swing with every single camera.")


def _lines(view: View, frame: pd.DataFrame) -> tuple[list[Value], list[Line]]:
    """Turn the counts, six rows a unit, into the lines of the matrix and the unit of each."""
    keys, lines = list[Value](), list[Line]()
    units = [None if tables.missing(unit) else str(unit) for unit in frame["unit"].tolist()]
    parts = list(zip(*(frame[name].tolist() for name in _PARTS), strict=True))
    for start in range(0, len(units), len(CRITERIA)):
        own = parts[start : start + len(CRITERIA)]
        summed = tuple(sum(part) for part in zip(*own, strict=True))
        cells = (_cell(view, N_("All six criteria"), summed), *_cells(view, own))
        keys.append(units[start])
        lines.append(Line(labels.unit_name(units[start], view.labels), cells, sum(own[0])))
    return keys, lines


def _cells(view: View, own: Sequence[tuple[int, ...]]) -> list[Cell]:
    return [_cell(view, criteria.NAMES[c], parts) for c, parts in zip(CRITERIA, own, strict=True)]


def _cell(view: View, name: str, parts: tuple[int, ...]) -> Cell:
    words = view.words
    good, partly, bad, unknown = parts
    known = good + partly + bad
    told = words.t(
        "{name}: {bad} of {known} known fail; not told: {unknown}",
        name=words.t(name),
        bad=words.number(bad),
        known=words.number(known),
        unknown=words.number(unknown),
    )
    return Cell(bad / known if known else None, told, doubtful=unknown > known)


def _narrow_to_cell(keys: Sequence[Value], cells: Sequence[Sequence[float | None]], series: int, row: int) -> None:
    """Narrow to a unit and, where a criterion was clicked, to its fails or its unknown; once more frees both."""
    where = filtering.now()
    wanted = Filter.of(unit=[keys[row]])
    share = cells[row][series] if series < len(cells[row]) else 0.0
    if 0 < series <= len(CRITERIA) and share != 0:
        wanted = wanted.having(f"grade_{CRITERIA[series - 1]}", [None if share is None else "fail"])
    names = [name for name, _ in wanted.where]
    if all(where.values(name) == wanted.values(name) for name in names):
        filtering.free(*names)
    else:
        filtering.put(where.without(*names).both(wanted))
