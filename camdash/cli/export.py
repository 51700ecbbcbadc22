"""`export`: the whole dashboard as one workbook."""

from datetime import datetime
from pathlib import Path

import click

from camdash.analysis.columns import TABLES
from camdash.analysis.filters import Filter, FilterError
from camdash.analysis.labels import Labels
from camdash.analysis.snapshot import CLOCK, load_snapshot
from camdash.cli.campaigns import campaign_option
from camdash.reports.dashboard import dashboard_workbook
from camdash.reports.dashboard_tables import dashboard_tables
from camdash.settings import Settings
from camdash.store import Store, StoreError
from camdash.words import Words


@click.command()
@click.option(
    "-o",
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    required=True,
    help="The workbook (.xlsx) to write.",
)
@click.option(
    "--where",
    "conditions",
    metavar="FIELD=VALUE",
    multiple=True,
    help="Keep only these; the same field twice means or, FIELD= means not told. Repeatable.",
)
@campaign_option
def export(*, out: Path, conditions: tuple[str, ...], campaign: str) -> None:
    """Write every table of the dashboard as one formatted workbook.

    A condition narrows the tables that have its field; the first sheet and each other table say so.
    """
    words = Words()
    try:
        with Store.open(Settings.from_environment()) as store:
            snapshot = load_snapshot(store, campaign)
        where = Filter.parse(conditions, snapshot.campaign, *TABLES)
    except FilterError as error:
        raise click.UsageError(error.message(words)) from error
    except StoreError as error:
        raise click.UsageError(words.t("There is no campaign “{campaign}”.", campaign=campaign)) from error
    labels, today = Labels(words, snapshot.campaign), datetime.now(CLOCK).date()
    content = dashboard_workbook(snapshot, labels, where, today, dashboard_tables(snapshot, labels, where, today))
    try:
        out.write_bytes(content)
    except OSError as error:
        raise click.FileError(str(out), error.strerror or "") from error
