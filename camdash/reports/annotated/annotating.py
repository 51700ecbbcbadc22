"""Any file that was read, given back as a workbook with its findings in it."""

import io
import unicodedata
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import PurePosixPath

from camdash.forms.registry import Campaign
from camdash.intake.model import FileReading
from camdash.intake.opening import Opened, open_file
from camdash.reports.annotated.marking import mark_workbook, summary_workbook
from camdash.reports.annotated.package import PackageError
from camdash.reports.annotated.rebuilt import drop_secrets, rebuilt, sheet_names
from camdash.reports.annotated.summary import Told
from camdash.words import Words


class ClassifiedError(Exception):
    """The file bears the stamp of a state secret: nothing of it is written anywhere."""


@dataclass(frozen=True, slots=True)
class Annotated:
    """A workbook to be sent back."""

    name: str
    content: bytes


def annotate(
    name: str,
    content: bytes,
    reading: FileReading,
    words: Words,
    headings: Mapping[str, str],
    *,
    campaign: Campaign,
) -> Annotated:
    """Mark a file's findings in the file itself; ClassifiedError for one that must not be handled here.

    `content` is no longer under a password. A file that is no workbook of Office's present kind comes back as one made
    from its cells; one that could not be read, or holds no form, as the sheet of findings alone. The file is parsed in
    this process: `annotate_safely` does it in a child with limits.
    """
    refuse_classified(reading)
    told = Told(reading, words, headings, campaign, datetime.now().astimezone(), {})
    opened = open_file(name, content) if reading.readable and reading.tables else None
    if not isinstance(opened, Opened) or not opened.sheets:
        return summary_alone(name, reading, words, headings, campaign)
    if opened.kind == "xlsx":
        opened.sheets.clear()  # very many cells that are needed no more
        return _in_its_look(name, opened.content or content, told)
    names = sheet_names(opened.sheets, words)
    remark = words.t(
        "A file of the kind {kind} cannot be sent back with its own look; this workbook was made from its cells.",
        kind=PurePosixPath(name).suffix or opened.kind,
    )
    told = replace(told, sheets=names, remarks=(remark,))
    drop_secrets(opened.sheets, reading)
    rows = {table.sheet: set(table.header_rows) for table in reading.tables}
    return _in_its_look(name, rebuilt(opened.sheets, names, rows), told)


def summary_alone(
    name: str, reading: FileReading, words: Words, headings: Mapping[str, str], campaign: Campaign
) -> Annotated:
    """Give a workbook of only the sheet of findings, made without looking into the file."""
    refuse_classified(reading)
    told = Told(reading, words, headings, campaign, datetime.now().astimezone(), {})
    return Annotated(annotated_name(name), summary_workbook(told))


def annotate_many(items: Iterable[Annotated]) -> bytes:
    """Put annotated workbooks into one zip, numbering those of the same name."""
    out = io.BytesIO()
    taken: set[str] = set()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for item in items:
            archive.writestr(free_name(item.name, taken), item.content)
    return out.getvalue()


def annotated_name(name: str, ending: str = ".xlsx") -> str:
    """Name the file that goes back after the one that came."""
    base = PurePosixPath(name.replace("\\", "/")).name
    stem = base.rpartition(".")[0] or base
    said = unicodedata.normalize("NFC", " - kết quả kiểm tra")
    return f"{stem.removesuffix(said)}{said}{ending}"


def free_name(name: str, taken: set[str]) -> str:
    """Give the name, numbered where it is taken already, and remember it as taken."""
    stem, dot, ending = name.rpartition(".")
    free, number = name, 1
    while free.casefold() in taken:
        number += 1
        free = f"{stem} ({number}){dot}{ending}"
    taken.add(free.casefold())
    return free


def refuse_classified(reading: FileReading) -> None:
    """Raise ClassifiedError for a file that bears the stamp of a state secret."""
    if any(p.code == "classified" for p in reading.problems):
        raise ClassifiedError(reading.file)


def _in_its_look(name: str, content: bytes, told: Told) -> Annotated:
    """Mark a workbook; where its parts do not hold together, give the sheet of findings alone."""
    try:
        marked, has_macros = mark_workbook(content, told)
    except PackageError:
        return summary_alone(name, told.reading, told.words, told.headings, told.campaign)
    return Annotated(annotated_name(name, ".xlsm" if has_macros else ".xlsx"), marked)
