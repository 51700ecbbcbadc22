"""The city's layout as files: xlsx and csv for readers, GeoJSON and KML for maps, without a sensitive point."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import pandas as pd

from camdash.analysis.columns import columns
from camdash.analysis.labels import Labels
from camdash.analysis.snapshot import Snapshot
from camdash.reports.facts import Facts
from camdash.reports.geojson import frame_to_geojson
from camdash.reports.kml import frame_to_kml
from camdash.reports.tables import frame_to_csv, frame_to_xlsx
from camdash.words import N_

LAYOUT = "layout"
KINDS = ("xlsx", "csv", "geojson", "kml")
_NOT_TOLD = frozenset({"lat", "lon", "sensitive"})
"""What points say by where they stand, or by standing there."""


@dataclass(frozen=True, slots=True)
class LayoutFile:
    """A layout as a file of one kind: what makes its bytes."""

    kind: str
    make: Callable[[], bytes]


def layout_facts(snapshot: Snapshot, labels: Labels, scenario: str, excluded_rows: int, where: str = "") -> Facts:
    """Give what a layout's file is of: the scenario's name stands in its title."""
    title = labels.words.t(N_("Common, overall camera positions: {scenario}"), scenario=scenario)
    return Facts(LAYOUT, title, snapshot.campaign.name, snapshot.as_of, snapshot.files, excluded_rows, where)


def layout_files(frame: pd.DataFrame, labels: Labels, facts: Facts) -> list[LayoutFile]:
    """Give the files of a layout (columns of the table "layout")."""
    told = [name for name in columns(LAYOUT) if name not in _NOT_TOLD]
    words = labels.words
    notes = [
        (words.t(N_("Survey")), facts.survey),
        (words.t(N_("As of")), words.moment(facts.as_of)),
        (words.t(N_("Files counted")), words.number(facts.files)),
        (words.t(N_("Positions not counted")), words.number(facts.excluded_rows)),
        (words.t(N_("Filter")), facts.where or words.t(N_("None: everything is in the table"))),
    ]
    totals = {
        "cameras": int(frame["cameras"].sum()),
        "cost_vnd": int(frame["cost_vnd"].fillna(0).sum()),
    }
    return [
        LayoutFile(
            "xlsx", partial(frame_to_xlsx, frame, LAYOUT, labels, notes=notes, totals=totals, made_at=facts.as_of)
        ),
        LayoutFile("csv", partial(frame_to_csv, frame, LAYOUT, labels)),
        LayoutFile("geojson", partial(frame_to_geojson, frame, LAYOUT, labels, facts, chosen=told, headings="labels")),
        LayoutFile("kml", partial(frame_to_kml, frame, LAYOUT, labels, facts, chosen=told, headings="labels")),
    ]
