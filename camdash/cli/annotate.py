"""`camdash annotate`: give units' workbooks back with every finding at its cell and a first sheet that lists them."""

import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import click

from camdash.cli.campaigns import campaign_option, find_campaign
from camdash.cli.read import password_option
from camdash.intake.model import FileReading
from camdash.intake.pool import ReaderPool
from camdash.reports.annotated import Annotated, Annotator, ClassifiedError, annotate_many, free_name
from camdash.reports.annotated.summary import counts_in_words
from camdash.words import Words


@click.command()
@click.argument(
    "files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="FILE..."
)
@click.option("-o", "--output", required=True, metavar="OUT", help="A workbook, a .zip, or a folder (ends with /).")
@password_option
@campaign_option
def annotate(files: tuple[Path, ...], *, output: str, passwords: tuple[str, ...], campaign: str) -> None:
    """Mark the findings in copies of FILEs; several, or a container of several, go to a .zip or a folder."""
    found = find_campaign(campaign)
    with ExitStack() as stack:
        pool = stack.enter_context(ReaderPool(found, passwords=passwords))
        marking = _Marking(stack.enter_context(Annotator(found)), Words())
        results = marking.results(pool, files)
        try:
            _write(Path(output), results, folder=output.endswith(("/", "\\")) or Path(output).is_dir())
        except OSError as error:
            raise click.FileError(output, error.strerror or "") from error
    sys.exit(0 if marking.readable else 1)


class _Marking:
    """Reads and marks files one after another, telling of each; `readable` becomes False with the first that is not."""

    def __init__(self, annotator: Annotator, words: Words) -> None:
        self.annotator = annotator
        self.words = words
        self.readable = True

    def results(self, pool: ReaderPool, files: tuple[Path, ...]) -> Iterator[Annotated]:
        """Yield what goes back for each file that is a form, or was meant to be one."""
        for name, content, reading in pool.map((path.name, path) for path in files):
            self.readable = self.readable and (reading.readable or reading.paper is not None)
            marked = self._marked(name, content, reading)
            if marked is not None:
                yield marked

    def _marked(self, name: str, content: bytes, reading: FileReading) -> Annotated | None:
        if reading.paper is not None and not reading.tables:
            click.echo(f"{name}: {self.words.t('a paper, not a form; nothing to mark')}")
            return None
        try:
            marked = self.annotator.annotate(name, content, reading)
        except ClassifiedError:
            click.echo(f"{name}: {reading.problems[0].message(self.words)}", err=True)
            return None
        click.echo(f"{name}: {counts_in_words(reading, self.words)} → {marked.name}")
        return marked


def _write(out: Path, results: Iterator[Annotated], *, folder: bool) -> None:
    if folder:
        _write_folder(out, results)
    elif out.suffix.lower() == ".zip":
        content = annotate_many(results)
        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_bytes(content)
    else:
        _write_one(out, results)


def _write_folder(out: Path, results: Iterator[Annotated]) -> None:
    out.mkdir(parents=True, exist_ok=True)
    taken: set[str] = set()
    for result in results:
        (out / free_name(result.name, taken)).write_bytes(result.content)


def _write_one(out: Path, results: Iterator[Annotated]) -> None:
    """Write the one workbook, with macros under the ending that lets them be opened."""
    result = next(results, None)
    if next(results, None) is not None:
        raise click.UsageError("several workbooks go to a .zip or a folder: give -o OUT.zip or -o OUT/")
    if result is None:
        return
    out.parent.mkdir(parents=True, exist_ok=True)
    out.with_suffix(Path(result.name).suffix).write_bytes(result.content)
