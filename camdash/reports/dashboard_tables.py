"""The tables of the dashboard's workbook that need only the analysis: what there is, what is asked for, returns."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from camdash.analysis.columns import columns
from camdash.analysis.filters import Filter
from camdash.analysis.inventory import counts, headline
from camdash.analysis.labels import UNKNOWN as NOT_TOLD
from camdash.analysis.labels import Labels
from camdash.analysis.progress import problem_counts, progress
from camdash.analysis.snapshot import Snapshot
from camdash.palette import STATES, UNKNOWN, palette
from camdash.problems import CODES
from camdash.reports.dashboard import Sheet
from camdash.words import N_

_EXISTING: tuple[tuple[str, str], ...] = (
    ("district", N_("Cameras by district")),
    ("camera_type", N_("Cameras by type")),
    ("purposes", N_("Cameras by purpose")),
    ("area_class", N_("Cameras by area class")),
    ("transmission", N_("Cameras by transmission")),
    ("resolution_class", N_("Cameras by resolution class")),
    ("age_class", N_("Cameras by age class")),
    ("connected", N_("Cameras by connection")),
    ("funding", N_("Cameras by funding")),
    ("ai_features", N_("Cameras by AI feature")),
    ("grade", N_("Quality: grade")),
    ("grade_state", N_("Quality: operating state")),
    ("grade_resolution", N_("Quality: resolution")),
    ("grade_retention", N_("Quality: retention")),
    ("grade_age", N_("Quality: age")),
    ("grade_connectivity", N_("Quality: connection")),
    ("grade_security", N_("Quality: security")),
    ("remedy", N_("Remedies")),
    ("reach", N_("Reach from the centre")),
)
_NEEDED: tuple[tuple[str, str], ...] = (
    ("unit", N_("Needs by unit")),
    ("district", N_("Needs by district")),
    ("need_group", N_("Needs by group")),
    ("area_class", N_("Needs by area class")),
    ("need_kind", N_("Needs by kind")),
    ("priority", N_("Needs by priority")),
    ("camera_type", N_("Needs by camera type")),
    ("funding", N_("Needs by funding")),
    ("ai_needs", N_("AI functions wanted of cameras")),
)
_NEW = ("new", None)
_SEVERAL_ROWS = N_("One record can stand in several rows of a list column; the total counts it once.")
_SUMMED = ("positions", "excluded_positions", "cameras", "located_cameras")
_PLACEHOLDER = re.compile(r"\{\w+\}")


def dashboard_tables(snapshot: Snapshot, labels: Labels, where: Filter, today: date) -> list[Sheet]:
    """Give the tables in the order of the pages; a condition narrows the tables that have its column."""
    make = _Maker(snapshot, labels, where)
    return [
        make.headline(),
        make.units(),
        *(make.existing(name, title) for name, title in _EXISTING if name in columns("form1")),
        *(make.needed(name, title) for name, title in _NEEDED),
        make.unit_needs(),
        make.progress(today),
        make.problems(),
    ]


@dataclass(frozen=True, slots=True)
class _Maker:
    """Makes the tables of one picture under one filter."""

    snapshot: Snapshot
    labels: Labels
    where: Filter

    def _t(self, msgid: str) -> str:
        return self.labels.words.t(msgid)

    def headline(self) -> Sheet:
        """Make the leading figures, one a row."""
        head = headline(self.snapshot, self.where)
        existing, needed = head.existing, head.needed
        told: list[tuple[str, int | None]] = [
            (N_("Cameras the city has"), existing.cameras),
            (N_("Positions of existing cameras"), existing.positions),
            (N_("Positions of existing cameras not counted"), existing.excluded_positions),
            (N_("Units that reported existing cameras"), existing.units),
            (N_("Cameras whose state is told"), existing.state_told),
            (N_("Cameras working"), existing.working),
            (N_("Cameras with coordinates"), existing.located_cameras),
            (N_("Cameras needed (new)"), needed.cameras),
            (N_("Positions of new cameras needed"), needed.positions),
            (N_("Positions of new cameras not counted"), needed.excluded_positions),
            (N_("Units that reported needs"), needed.units),
            (N_("Other needs: to replace, upgrade, move or connect"), needed.other_cameras),
            (N_("New cameras needed with coordinates"), needed.located_cameras),
        ]
        frame = pd.DataFrame(
            {"what": [self._t(what) for what, _ in told], "count": pd.array([n for _, n in told], "Int64")}
        )
        headings = {"what": self._t(N_("Figure")), "count": self._t(N_("Value"))}
        note = N_("New cameras are those asked for as new, or without a kind.")
        return Sheet(self._t(N_("Leading figures")), self._t(note), frame, "form1", headings=headings)

    def units(self) -> Sheet:
        """Make units by operating state: one column a state, most cameras first."""
        where = self.where.only("form1")
        cut = counts(self.snapshot, "form1", ("unit", "operating_state"), where)
        total = counts(self.snapshot, "form1", ("unit",), where)[["unit", "positions", "excluded_positions", "cameras"]]
        frame, totals = total, _totals(self.snapshot, "form1", where)
        names = {**self._codes("form1", "operating_state"), UNKNOWN: self._t(NOT_TOLD)}
        state = cut["operating_state"].fillna(UNKNOWN)
        shown = [code for code in STATES if (state == code).any()]
        for code in shown:
            of_state = cut[state == code].set_index(cut.loc[state == code, "unit"].fillna(""))["cameras"]
            filled = total["unit"].fillna("").map(of_state.to_dict()).fillna(0)
            frame = frame.assign(**{code: filled.astype("Int64")})
            totals[code] = int(of_state.sum())
        return Sheet(
            self._t(N_("Cameras by unit and operating state")),
            self._t(N_("Cameras are counted by quantity; rows not counted add none until they are corrected.")),
            frame,
            "form1",
            {name: totals[name] for name in frame.columns if name in totals},
            headings={code: names[code] for code in shown},
            bars=shown,
            colours={code: palette().state(code) for code in shown},
        )

    def existing(self, name: str, title: str) -> Sheet:
        """Make the cameras there are by one column."""
        where = self.where.only("form1")
        totals = _totals(self.snapshot, "form1", where)
        frame = counts(self.snapshot, "form1", (name,), where)[[name, *_SUMMED, "working"]]
        headings, shares = {}, []
        if columns("form1")[name].storage != "list" and totals["cameras"]:
            frame = frame.assign(share=frame["cameras"].astype(float) / totals["cameras"])
            headings, shares = {"share": self._t(N_("Share of cameras"))}, ["share"]
        told = {key: value for key, value in totals.items() if key in frame.columns}
        note = self._note("form1", name)
        return Sheet(self._t(title), note, frame, "form1", told, headings=headings, shares=shares, bars=["cameras"])

    def needed(self, name: str, title: str) -> Sheet:
        """Make the cameras asked for by one column: new ones, others, all."""
        where = self.where.only("form2")
        colours = {"new": palette().presences["needed"], "cameras": palette().presences["needed"]}
        colours["other"] = palette().states["unknown"]
        frame, totals = _needs(self.snapshot, (name,), where)
        bars = ["cameras"] if name == "need_kind" else ["new", "other"]
        headings = {"new": self._t(N_("New cameras needed")), "other": self._t(N_("Other needs"))}
        note = self._note("form2", name)
        return Sheet(self._t(title), note, frame, "form2", totals, headings=headings, bars=bars, colours=colours)

    def unit_needs(self) -> Sheet:
        """Make the AI functions that units want whatever the camera."""
        where = self.where.only("ai_needs")
        totals = _totals(self.snapshot, "ai_needs", where)
        frame = counts(self.snapshot, "ai_needs", ("ai_needs",), where)[["ai_needs", "positions", "cameras"]]
        headings = {"positions": self._t(N_("Needs told")), "cameras": self._t(N_("Cameras they speak of"))}
        told = {key: value for key, value in totals.items() if key in frame.columns}
        title, note = self._t(N_("AI functions wanted by units")), self._note("ai_needs", "ai_needs")
        return Sheet(title, note, frame, "ai_needs", told, headings=headings, bars=["cameras"])

    def progress(self, today: date) -> Sheet:
        """Make the state of every unit's forms."""
        frame = progress(self.snapshot, today, self.where.only("progress"))
        sums = ("parts", "positions", "excluded_positions", "cameras", "errors", "warnings")
        title = self._t(N_("Progress of returns"))
        note = self._t(N_("The papers of a unit stand beside both of its forms."))
        return Sheet(title, note, frame, "progress", {name: int(frame[name].sum()) for name in sums})

    def problems(self) -> Sheet:
        """Make the kinds of problems with their number, the most frequent first."""
        frame = problem_counts(self.snapshot, ("severity", "form", "field", "code"), self.where.only("problems"))
        said = [_PLACEHOLDER.sub("…", self._t(CODES[code].sentence)) for code in frame["code"]]
        frame = frame.assign(what=pd.array(said, "string"))[["severity", "form", "field", "what", "problems"]]
        totals = {"problems": int(frame["problems"].sum())}
        headings = {"what": self._t(N_("Kind of problem"))}
        return Sheet(self._t(N_("Problems found")), "", frame, "problems", totals, headings=headings)

    def _codes(self, table: str, name: str) -> dict[str, str]:
        return dict(self.labels.codes(columns(table)[name]))

    def _note(self, table: str, name: str) -> str:
        return self._t(_SEVERAL_ROWS) if columns(table)[name].storage == "list" else ""


def _totals(snapshot: Snapshot, form: str, where: Filter) -> dict[str, int]:
    """Give the totals of a form under a filter, those that are known."""
    whole = counts(snapshot, form, where=where).iloc[0]
    return {str(name): int(value) for name, value in whole.items() if not pd.isna(value)}


def _needs(snapshot: Snapshot, by: Sequence[str], where: Filter) -> tuple[pd.DataFrame, dict[str, int]]:
    """Count needs by columns, and beside all of them those that are new (or of no told kind) and the others."""
    frame = counts(snapshot, "form2", by, where)[[*by, *_SUMMED]]
    totals = {name: _totals(snapshot, "form2", where)[name] for name in _SUMMED}
    if "need_kind" in by:
        return frame, totals
    cut = counts(snapshot, "form2", (*by, "need_kind"), where)
    new = cut[cut["need_kind"].fillna("new") == "new"]
    key = frame[by[0]].fillna("")
    of_new = new.groupby(new[by[0]].fillna(""))["cameras"].sum().to_dict()
    told = key.map(of_new).fillna(0).astype("Int64")
    frame = frame.assign(new=told, other=frame["cameras"] - told)
    kinds = counts(snapshot, "form2", ("need_kind",), where)
    totals["new"] = int(kinds.loc[kinds["need_kind"].fillna("new") == "new", "cameras"].sum())
    totals["other"] = totals["cameras"] - totals["new"]
    return frame[[*by, "positions", "excluded_positions", "new", "other", "cameras", "located_cameras"]], totals
