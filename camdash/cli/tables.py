"""`camdash read --tables`: where the tables of files stand, whatever they are about."""

from collections.abc import Iterable
from pathlib import Path

import click
import orjson

from camdash.intake.blocks.listing import FileTables
from camdash.intake.model import problem_json
from camdash.intake.pool import Item, ReaderPool
from camdash.words import Words


def print_tables(pool: ReaderPool, files: Iterable[Path], words: Words) -> bool:
    """Print one JSON object a line for each file (for each file of a container); True when all were readable."""
    readable = True
    for found in pool.tables(Item(path.name, path) for path in files):
        readable = readable and found.readable
        click.echo(orjson.dumps(_line(found, words)).decode())
    return readable


def _line(found: FileTables, words: Words) -> dict[str, object]:
    line = {"file": found.file, "sha256": found.sha256, "readable": found.readable, "tables": found.tables}
    return {**line, "problems": [problem_json(p, words, {}) for p in found.problems]}
