"""The tables of one file, whatever they are about: what `camdash read --tables` prints."""

import hashlib
from dataclasses import dataclass, field
from typing import Any

from camdash.intake.blocks.finder import find_blocks
from camdash.intake.opening import open_file
from camdash.problems import Problem


@dataclass(slots=True)
class FileTables:
    """The tables found in a file, each as JSON with its sheet and its number there; or why there is none."""

    file: str
    sha256: str
    readable: bool = True
    tables: list[dict[str, Any]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def list_tables(name: str, content: bytes, passwords: tuple[str, ...] = ()) -> FileTables:
    """Find the tables of all sheets of a file; a file that cannot be opened gives its problem, nothing is raised."""
    found = FileTables(name, hashlib.sha256(content).hexdigest())
    opened = open_file(name, content, passwords)
    if isinstance(opened, Problem):
        found.readable, found.problems = False, [opened]
        return found
    for sheet in opened.sheets:
        for number, block in enumerate(find_blocks(sheet), start=1):
            found.tables.append({"sheet": sheet.name, "table": number, **block.to_json()})
    return found
