"""Finding the files of an import and the day each was received, from a manifest, a given day or today."""

import csv
import os
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from camdash.store.names import plain, rank
from camdash.words import N_, Words

SPREADSHEETS = frozenset({".xlsx", ".xlsm", ".xltx", ".xltm", ".xlsb", ".xls", ".xlt", ".ods", ".csv", ".zip"})
"""What is taken from a folder; what of it cannot be read is then refused with a sentence."""

_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?")
_DAY_FIRST = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?: .*)?")
_NOTES: Mapping[str, str] = {
    "not_in_manifest": N_("{file} is not in the manifest; taken as received on {date}."),
    "not_found": N_("The manifest names {file}, which was not found."),
}


class ManifestError(ValueError):
    """A manifest cannot be used; `line` is where, 0 for its heading."""

    def __init__(self, path: Path, line: int, value: str = "") -> None:
        super().__init__(f"{path}: line {line}: {value}")
        self.path, self.line, self.value = path, line, value

    def message(self, words: Words) -> str:
        """Say what is wrong and what to do."""
        if not self.line:
            return words.t("{file}: the columns “file” and “received_on” are needed.", file=self.path.name)
        return words.t(
            "{file}, line {line}: “{value}” is not a date, or differs from one given before for the same file."
            " Write it as 2024-03-31 or 31/03/2024.",
            file=self.path.name,
            line=self.line,
            value=self.value,
        )


@dataclass(frozen=True, slots=True)
class Incoming:
    """A file to import: its name, where its bytes are, and the day it was received."""

    name: str
    source: Path | bytes
    received_on: date


@dataclass(frozen=True, slots=True)
class Note:
    """Something to know about an import as a whole."""

    code: str
    file: str
    day: date | None = None

    def message(self, words: Words) -> str:
        """Say it in one sentence."""
        return words.t(_NOTES[self.code], file=self.file, date=words.date(self.day))


@dataclass(slots=True)
class Gathered:
    """What an import will read, in order of receipt; how many files of folders it leaves out; what to know."""

    items: list[Incoming]
    skipped: int = 0
    notes: list[Note] = field(default_factory=list)


def read_day(text: str) -> date | None:
    """Read a day written as 2024-03-31 or 31/03/2024, a time after it left aside; None where it is neither.

    >>> read_day("31/03/2024"), read_day("2024-03-31 08:15"), read_day("31/3")
    (datetime.date(2024, 3, 31), datetime.date(2024, 3, 31), None)
    """
    text = text.strip()
    if iso := _ISO.fullmatch(text):
        year, month, day = iso.groups()
    elif first := _DAY_FIRST.fullmatch(text):
        day, month, year = first.groups()
    else:
        return None
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def in_order(items: Iterable[Incoming]) -> list[Incoming]:
    """Sort files by the day of receipt, then by what their names say, then by name."""
    return sorted(items, key=lambda i: (i.received_on, rank(i.name), _key(i.name)))


def gather(paths: Sequence[Path], fallback: date, manifest: Path | None = None) -> Gathered:
    """Find the files at `paths`, folders searched through; ManifestError where the manifest cannot be used."""
    days = read_manifest(manifest) if manifest else {}
    found, skipped = _find(paths, manifest)
    gathered = Gathered([], skipped)
    used = set()
    for relative, path in found:
        key = next((k for k in (_key(relative), _key(path.name)) if k in days), None)
        used.add(key)
        if manifest and key is None:
            gathered.notes.append(Note("not_in_manifest", relative, fallback))
        gathered.items.append(Incoming(plain(path.name), path, days[key] if key else fallback))
    gathered.notes.extend(Note("not_found", name) for name in days if name not in used)
    gathered.items = in_order(gathered.items)
    return gathered


def _find(paths: Sequence[Path], manifest: Path | None) -> tuple[list[tuple[str, Path]], int]:
    """List the files with their paths relative to the folder named, and count those left out of folders."""
    found: list[tuple[str, Path]] = []
    skipped = 0
    for path in paths:
        if not path.is_dir():
            found.append((path.name, path))
            continue
        inside = [Path(folder, name) for folder, _, names in os.walk(path) for name in names]
        wanted = [p for p in sorted(inside, key=_sort_key) if _is_form(p) and not (manifest and p.samefile(manifest))]
        skipped += len(inside) - len(wanted)
        found.extend((p.relative_to(path).as_posix(), p) for p in wanted)
    return found, skipped


def _sort_key(path: Path) -> str:
    return _key(path.as_posix())


def _is_form(path: Path) -> bool:
    return path.suffix.lower() in SPREADSHEETS and not path.name.startswith(("~$", "._")) and path.is_file()


def read_manifest(path: Path) -> dict[str, date]:
    """Read a manifest (CSV, UTF-8, columns file and received_on) into days by name; a blank day is as no line."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        heading = file.readline()
        file.seek(0)
        rows = csv.DictReader(file, delimiter=";" if heading.count(";") > heading.count(",") else ",")
        if not {"file", "received_on"} <= set(rows.fieldnames or ()):
            raise ManifestError(path, 0)
        return _days(path, rows)


def _days(path: Path, rows: Iterable[dict[str, str]]) -> dict[str, date]:
    days: dict[str, date] = {}
    for line, row in enumerate(rows, start=2):
        name, text = _key(row["file"] or ""), (row["received_on"] or "").strip()
        if not name or not text:
            continue
        day = read_day(text)
        if day is None or days.get(name, day) != day:
            raise ManifestError(path, line, text)
        days[name] = day
    return days


def _key(name: str) -> str:
    """Even out how systems write the same path: composed letters, forward slashes."""
    return unicodedata.normalize("NFC", name.strip()).replace("\\", "/").removeprefix("./")
