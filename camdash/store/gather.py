"""Finding the files of an import and the day each was received, from a manifest, a given day or today."""

import csv
import os
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from camdash.store.names import Rank, plain, rank
from camdash.words import N_, Words

SPREADSHEETS = frozenset(
    {".xlsx", ".xlsm", ".xltx", ".xltm", ".xlsb", ".xls", ".xlt", ".ods", ".csv", ".tsv", ".html", ".htm"}
)
PAPERS = frozenset({".pdf", ".docx", ".doc", ".rtf", ".odt", ".jpg", ".jpeg", ".png", ".tif", ".tiff", ".bmp", ".heic"})
CONTAINERS = frozenset({".zip", ".eml", ".mbox", ".msg", ".tgz", ".tar", ".gz", ".rar", ".7z"})
TAKEN = SPREADSHEETS | PAPERS | CONTAINERS
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
    """A file to import: its name, where its bytes are, and the day it was received.

    `fixed` says that a manifest gives the day of this very file; `days` are all of that manifest's, by name, because it
    may name files within this one.
    """

    name: str
    source: Path | bytes
    received_on: date
    fixed: bool = False
    days: Mapping[str, date] = field(default_factory=dict, compare=False, repr=False)

    def day_of(self, file: str, mailed_on: str = "") -> date:
        """Tell the day of this file, or of a file in it: the manifest's, else its mail's, else that of the import."""
        listed = next((self.days[key] for key in _endings(file) if key in self.days), None)
        if listed is not None and not self.fixed:
            return listed
        return date.fromisoformat(mailed_on) if mailed_on and not self.fixed else self.received_on


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
    missing: list[str] = field(default_factory=list)

    def settle(self, files: Iterable[str]) -> None:
        """Note the lines of the manifest that name neither a file nor any of `files`, which came out of containers."""
        found = {key for file in files for key in _endings(file)}
        self.notes.extend(Note("not_found", name) for name in self.missing if name not in found)
        self.missing = []


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
    return sorted(items, key=lambda i: place(i.received_on, i.name))


def place(received_on: date, name: str) -> tuple[date, Rank, str]:
    """Tell where a file stands in the order of receipt."""
    return received_on, rank(name), _key(name)


def gather(paths: Sequence[Path], fallback: date, manifest: Path | None = None) -> Gathered:
    """Find the files at `paths`, folders searched through; ManifestError where the manifest cannot be used."""
    days = read_manifest(manifest) if manifest else {}
    found, skipped = _find(paths, manifest)
    gathered = Gathered([], skipped)
    used = set()
    for relative, path in found:
        key = next((k for k in (_key(relative), _key(path.name)) if k in days), None)
        used.add(key)
        if manifest and key is None and path.suffix.lower() not in CONTAINERS:
            gathered.notes.append(Note("not_in_manifest", relative, fallback))
        gathered.items.append(Incoming(plain(path.name), path, days[key] if key else fallback, bool(key), days))
    gathered.missing = [name for name in days if name not in used]
    if not any(i.name.lower().endswith(tuple(CONTAINERS)) for i in gathered.items):
        gathered.settle(())
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
    return path.suffix.lower() in TAKEN and not path.name.startswith(("~$", "._")) and path.is_file()


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


def _endings(file: str) -> list[str]:
    """List the ways in which a manifest may name a file: by its whole path, or by less of it, down to its name."""
    parts = _key(file).split("/")
    return ["/".join(parts[at:]) for at in range(len(parts))]
