"""`camdash read`: read files without storing them and print what was understood, one JSON object a line."""

import sys
from pathlib import Path

import click
import orjson

from camdash.cli.campaigns import campaign_option, find_campaign
from camdash.cli.tables import print_tables
from camdash.forms.fields import headings
from camdash.intake.model import FileReading
from camdash.intake.pool import ReaderPool
from camdash.problems.spoken import FORM_NAMES
from camdash.words import Words

password_option = click.option(
    "--password",
    "passwords",
    multiple=True,
    metavar="PASSWORD",
    help="Tried on protected files; may be given several times.",
)


@click.command()
@click.argument(
    "files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="FILE..."
)
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line, for programs.")
@click.option("--tables", "only_tables", is_flag=True, help="Only where the tables stand, as JSON lines.")
@password_option
@campaign_option
def read(
    files: tuple[Path, ...], *, as_json: bool, only_tables: bool, passwords: tuple[str, ...], campaign: str
) -> None:
    """Read FILEs, and the files in archives and mails, storing nothing; exit 1 when one of them was not readable."""
    with ReaderPool(find_campaign(campaign), passwords=passwords) as pool:
        printed = print_tables(pool, files, Words()) if only_tables else _print_readings(pool, files, as_json=as_json)
    sys.exit(0 if printed else 1)


def _print_readings(pool: ReaderPool, files: tuple[Path, ...], *, as_json: bool) -> bool:
    """Print what was understood of each file; True when all were readable."""
    words, named = Words(), headings()
    readable = True
    for _, _, reading in pool.map((path.name, path) for path in files):
        readable = readable and reading.readable
        line = orjson.dumps(reading.to_json(words, named)).decode() if as_json else summary(reading, words, named)
        click.echo(line)
    return readable


def summary(reading: FileReading, words: Words, named: dict[str, str]) -> str:
    """Tell a person what one file holds: its tables, then each finding on a line."""
    lines = [reading.file]
    for table in reading.tables:
        unit = table.unit or words.t("unit not recognised")
        lines.append(
            "  "
            + words.t(
                "{form}, unit {unit}: {rows} rows, {cameras} cameras",
                form=words.t(FORM_NAMES[table.form]),
                unit=unit,
                rows=words.number(len(table.records)),
                cameras=words.number(table.computed_total),
            )
        )
    if reading.nil_return:
        lines.append("  " + words.t("The unit reports that it has none."))
    lines += [f"  - {p.message(words, named.get(p.field, ''))}" for p in reading.problems]
    return "\n".join(lines)
