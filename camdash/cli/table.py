"""`table`: the frames of the analysis headless, as csv, json, xlsx, Parquet or points for maps (FORMS.md §8)."""

import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import click
import pandas as pd

from camdash.analysis.columns import FORM_TABLES, TABLES, columns, stored_columns
from camdash.analysis.filters import Filter, FilterError
from camdash.analysis.inventory import counts, records
from camdash.analysis.labels import Labels
from camdash.analysis.progress import problem_counts, problems, progress, progress_counts
from camdash.analysis.snapshot import CLOCK, Snapshot, load_snapshot
from camdash.cli.campaigns import campaign_option
from camdash.reports.facts import NEEDED_OF_POINTS, PLACED, facts_of
from camdash.reports.geojson import frame_to_geojson
from camdash.reports.kml import frame_to_kml
from camdash.reports.tables import BOM, frame_to_csv, frame_to_json, frame_to_parquet, frame_to_xlsx, table_notes
from camdash.settings import Settings
from camdash.store import Store, StoreError
from camdash.words import Words

FORMATS = ("csv", "json", "xlsx", "parquet", "geojson", "kml")
_POINTS = frozenset({"geojson", "kml"})
_BINARY = frozenset({"xlsx", "parquet"})
_MEASURES = ("positions", "excluded_positions", "cameras")


@click.command()
@click.argument("name", type=click.Choice(TABLES))
@click.option("--by", metavar="FIELD,…", default="", help="Count by these fields instead of listing the records.")
@click.option(
    "--where",
    "conditions",
    metavar="FIELD=VALUE",
    multiple=True,
    help="Keep only these; the same field twice means or, FIELD= means not told. Repeatable.",
)
@click.option("--format", "format_", type=click.Choice(FORMATS), help="Default: what OUT's name ends in, else csv.")
@click.option(
    "-o",
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    help="The file to write; without it csv and json go to standard output.",
)
@campaign_option
def table(
    *, name: str, by: str, conditions: tuple[str, ...], format_: str | None, out: Path | None, campaign: str
) -> None:
    """Give the table NAME: its records, or counts by fields.

    csv, json, Parquet, GeoJSON and KML carry field names and codes, xlsx Vietnamese headings and labels. GeoJSON and
    KML are the located records of form1 or form2 that are not sensitive.
    """
    kind = format_ or _kind_of(out)
    if kind in _POINTS and (by or name not in PLACED):
        raise click.UsageError(f"{kind} is made of the records of {' or '.join(PLACED)}, without --by")
    if out is None and kind in _BINARY:
        raise click.UsageError(f"{kind} is not text: give a file with -o")
    words = Words()
    keys = [key.strip() for key in by.split(",") if key.strip()]
    try:
        snapshot = _snapshot(campaign)
        where = Filter.parse(conditions, snapshot.campaign, name)
        content = _written(snapshot, name, keys, where, kind)
    except FilterError as error:
        raise click.UsageError(error.message(words)) from error
    except StoreError as error:
        raise click.UsageError(words.t("There is no campaign “{campaign}”.", campaign=campaign)) from error
    _give(content, out)


def _kind_of(out: Path | None) -> str:
    ending = out.suffix.removeprefix(".").lower() if out else ""
    return ending if ending in FORMATS else "csv"


def _snapshot(campaign: str) -> Snapshot:
    with Store.open(Settings.from_environment()) as store:
        return load_snapshot(store, campaign)


def _written(snapshot: Snapshot, name: str, by: Sequence[str], where: Filter, kind: str) -> bytes:
    labels = Labels(Words(), snapshot.campaign)
    if kind in _POINTS:
        return _points(snapshot, name, where, kind)
    frame = _frame(snapshot, name, by, where)
    match kind:
        case "csv":
            return frame_to_csv(frame, name, labels)
        case "json":
            return frame_to_json(frame, name, labels)
        case "parquet":
            return frame_to_parquet(frame, name, labels, facts_of(snapshot, name, labels, where))
    return frame_to_xlsx(frame, name, labels, notes=table_notes(snapshot, name, labels, where), by=by)


def _points(snapshot: Snapshot, name: str, where: Filter, kind: str) -> bytes:
    labels = Labels(Words(), snapshot.campaign)
    chosen = [column.name for column in stored_columns(name)]
    frame = records(snapshot, name, where, list(dict.fromkeys((*chosen, *NEEDED_OF_POINTS))))
    write = frame_to_kml if kind == "kml" else frame_to_geojson
    return write(frame, name, labels, facts_of(snapshot, name, labels, where), chosen=chosen)


def _frame(snapshot: Snapshot, name: str, by: Sequence[str], where: Filter) -> pd.DataFrame:
    today = datetime.now(CLOCK).date()
    if name in FORM_TABLES:
        if by:
            return counts(snapshot, name, by, where)[[*dict.fromkeys(by), *_MEASURES]]
        return records(snapshot, name, where, [column.name for column in stored_columns(name)])
    if name == "progress":
        if by:
            return progress_counts(snapshot, today, by, where)
        return progress(snapshot, today, where)[[c.name for c in columns(name).values() if not c.derived]]
    return problem_counts(snapshot, by, where) if by else problems(snapshot, where)


def _give(content: bytes, out: Path | None) -> None:
    """Write to the file, or to standard output, where a byte-order mark would be in the way of the next program."""
    if out is None:
        sys.stdout.buffer.write(content.removeprefix(BOM))
        return
    try:
        out.write_bytes(content)
    except OSError as error:
        raise click.FileError(str(out), error.strerror or "") from error
