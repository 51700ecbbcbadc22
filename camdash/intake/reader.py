"""One file to its reading: opened, each sheet's tables read, then looked at as a whole. Runs in a child process."""

import hashlib

from camdash.forms.registry import Campaign
from camdash.intake.checks import drop_duplicate_sheets
from camdash.intake.gazetteer import gazetteer_of
from camdash.intake.model import Context, FileReading
from camdash.intake.opening import Opened, open_file
from camdash.intake.papers import propose
from camdash.intake.tables import SheetReader
from camdash.problems import Problem, problem
from camdash.text.fold import fold

_IGNORED_SHEETS = ("huong dan", "danh muc", "ket qua kiem tra", "danh sach lua chon")


def read_bytes(name: str, content: bytes, campaign: Campaign, context: Context | None = None) -> FileReading:
    """Read one file's bytes within `campaign`; what is wrong with it comes back as problems, nothing is raised."""
    return read_file(name, content, campaign, context)[0]


def read_file(
    name: str, content: bytes, campaign: Campaign, context: Context | None = None
) -> tuple[FileReading, bytes]:
    """Read one file's bytes; gives with the reading the bytes to keep, which are no longer under a password."""
    context = context or Context()
    reading = FileReading(name, hashlib.sha256(content).hexdigest(), sender=context.sender)
    opened = open_file(name, content, context.passwords)
    if isinstance(opened, Problem):
        return _refuse(reading, opened), content
    _read(reading, opened, campaign, context)
    return reading, opened.content


def _read(reading: FileReading, opened: Opened, campaign: Campaign, context: Context) -> None:
    sheets = SheetReader(reading, gazetteer_of(campaign), context)
    for sheet in opened.sheets:
        if not fold(sheet.name).startswith(_IGNORED_SHEETS):
            sheets.read(sheet)
    if not reading.tables:
        _without_form(reading, opened, campaign)
        return
    _drop_blank_ai_needs(reading)
    _drop_kept_promises(reading)
    drop_duplicate_sheets(reading)
    reading.nil_return = any(t.nil for t in reading.tables) and not any(t.records for t in reading.tables)


def _without_form(reading: FileReading, opened: Opened, campaign: Campaign) -> None:
    """Keep a letter or report as a paper; refuse anything else in which there is no form."""
    if opened.paper:
        reading.paper = propose(reading.file, opened.content, opened.kind, campaign, reading.sender)
    _refuse(reading, problem("paper" if opened.paper else "no_form_found"))


def _drop_blank_ai_needs(reading: FileReading) -> None:
    """Leave out the template's table of AI needs where a unit has written nothing into it, which is no problem."""
    blank = {t.sheet for t in reading.tables if t.form == "ai_needs" and not t.records}
    blank -= {t.sheet for t in reading.tables if t.form != "ai_needs"}
    if len(reading.tables) > 1 and blank:
        reading.tables = [t for t in reading.tables if t.sheet not in blank]
        reading.problems = [p for p in reading.problems if p.code != "empty_form" or p.sheet not in blank]


def _drop_kept_promises(reading: FileReading) -> None:
    """Take back that the file name speaks of another form, where a table of that form is in the file too."""
    forms = {t.form for t in reading.tables}
    reading.problems = [
        p for p in reading.problems if p.code != "form_name_disagreement" or p.params["named"] not in forms
    ]


def _refuse(reading: FileReading, why: Problem) -> FileReading:
    reading.readable = False
    reading.tables = []
    reading.problems = [why]
    return reading
