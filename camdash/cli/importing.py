"""`python -m camdash import`: store files, and say what became of each."""

import os
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Any

import click

from camdash.cli.campaigns import campaign_option
from camdash.cli.read import password_option
from camdash.settings import Settings
from camdash.store import Outcome, Store, StoreError
from camdash.store.collect import Means, Say, import_files
from camdash.store.gather import Gathered, ManifestError, gather, read_day
from camdash.words import N_, Words

KINDS: Mapping[str, str] = MappingProxyType(
    {
        "stored": N_("Stored"),
        "new_version": N_("Replaced the version before"),
        "nil_return": N_("Nil returns"),
        "paper": N_("Letters and reports, kept as attachments"),
        "older_version": N_("Older versions, kept, not counted"),
        "same_file": N_("Received before, nothing changed"),
        "held": N_("Held, to be decided"),
        "no_table": N_("Without rows"),
        "unreadable": N_("Could not be read"),
    }
)


class Day(click.ParamType[date]):
    """A day on the command line, as 2024-03-31 or 31/03/2024."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Read the day; anything else is wrong usage."""
        day = value if isinstance(value, date) else read_day(str(value))
        if day is None:
            why = Words().t("“{value}” is not a date. Write 2024-03-31 or 31/03/2024.", value=str(value))
            self.fail(why, param, ctx)
        return day


@click.command("import")
@click.argument("paths", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option(
    "--received-at",
    type=Day(),
    help="Day on which files were received; today where it is not said. Mails tell their own.",
)
@click.option(
    "--manifest",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="CSV with the columns file and received_on.",
)
@click.option(
    "--as",
    "decision",
    type=click.Choice(["replace", "add"]),
    help="What a file does that repeats little of what its unit sent before; without this it is held.",
)
@password_option
@campaign_option
@click.option("--unit", help="Code of the unit whose files these are.")
@click.option("--verbose", is_flag=True, help="Say a line for each form as soon as it is stored.")
def import_(
    paths: tuple[Path, ...], received_at: date | None, manifest: Path | None, *, verbose: bool, **said: Any
) -> None:
    """Store files, those of folders, archives and mails among them, and say what became of each."""
    words = Words()
    try:
        gathered = gather(paths, received_at or date.today(), manifest)
        with Store.open(Settings.from_environment()) as store:
            saved = _import(store, gathered, verbose=verbose, words=words, **said)
    except ManifestError as error:
        raise click.UsageError(error.message(words)) from error
    except StoreError as error:
        raise click.UsageError(_refusal(words, **said)) from error
    _summarise(words, gathered, saved)
    sys.exit(0 if all(o.readable for outcomes in saved for o in outcomes) else 1)


def _import(
    store: Store,
    gathered: Gathered,
    *,
    verbose: bool,
    words: Words,
    campaign: str,
    unit: str | None,
    decision: Any,
    passwords: tuple[str, ...],
) -> list[list[Outcome]]:
    """Import with a progress bar; of each file only its outcomes are kept."""
    if unit is not None and unit not in {u.code for u in store.campaign(campaign).units}:
        raise StoreError(unit)
    say = Say(os.environ.get("USER") or os.environ.get("USERNAME") or "", decision, unit)
    saved: list[list[Outcome]] = []
    files: set[str] = set()
    bar = click.progressbar(length=len(gathered.items), file=sys.stderr, hidden=not sys.stderr.isatty())
    with bar as progress:
        means = Means(passwords=passwords)
        for one in import_files(store, campaign, gathered.items, say, means, watch=lambda _: progress.update(1)):
            if verbose:
                for outcome in one.outcomes:
                    click.echo(outcome.message(words))
            saved.append(one.outcomes)
            files.add(one.reading.file)
    gathered.settle(files)
    return saved


def _refusal(words: Words, campaign: str, unit: str | None, **_: Any) -> str:
    if unit is None:
        return words.t("There is no campaign “{campaign}”.", campaign=campaign)
    return words.t("There is no campaign “{campaign}” with a unit “{unit}”.", campaign=campaign, unit=unit)


def _summarise(words: Words, gathered: Gathered, saved: Sequence[Sequence[Outcome]]) -> None:
    """Count the outcomes, then say everything that asks for a look."""
    outcomes = [o for of_file in saved for o in of_file]
    counts: Counter[str] = Counter(o.kind for o in outcomes)
    click.echo(words.n("{count} file was received.", "{count} files were received.", len(saved)))
    for kind, label in KINDS.items():
        if counts[kind]:
            click.echo(f"  {words.t(label)}: {words.number(counts[kind])}")
    if gathered.skipped:
        aside = gathered.skipped
        click.echo(words.n("{count} other file was left aside.", "{count} other files were left aside.", aside))
    for note in gathered.notes:
        click.echo(note.message(words))
    for outcome in filter(_asks, outcomes):
        click.echo(f"- {outcome.message(words)}")


def _asks(outcome: Outcome) -> bool:
    return bool(outcome.reason) or outcome.kind in {"held", "unreadable", "no_table"}
