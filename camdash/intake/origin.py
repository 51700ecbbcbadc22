"""Whose table it is and which form: by column, letterhead, title, sheet and file name, in that order of trust."""

import re
from collections import Counter
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from camdash.forms.headings import heading_book, text_key
from camdash.forms.registry import COMMITTEE_KINDS
from camdash.forms.units import speaks_for_police
from camdash.intake.gazetteer import Gazetteer
from camdash.intake.layout import Heading
from camdash.intake.mapping import Columns, map_columns
from camdash.intake.model import Context, Issuer
from camdash.intake.workbook import Cell, Sheet
from camdash.problems import Problem, problem
from camdash.text.fold import clean, fold

_TITLE_MARKS = (
    "mau so",
    "bieu",
    "phu luc",
    "tong hop",
    "hien trang",
    "nhu cau",
    "thong ke",
    "danh sach",
    "bang",
    "kem theo",
    "khao sat",
)
_MOTTO = ("cong hoa xa hoi", "doc lap tu do")
_DECISIVE = 3
_FORM_NUMBER = re.compile(r"(?:^|[^0-9a-z])(?:mau(?: so)?|bieu(?: so)?|m) ?0?([12])(?![0-9])")


@dataclass(slots=True)
class Surroundings:
    """The texts around a table, by where they stand; `letterhead` and `titles` come from the rows above it.

    `folder` names the containers and folders the file came in, `sender` who sent the mail.
    """

    file: str
    sheet: str
    sender: str = ""
    folder: str = ""
    letterhead: list[str] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)


def surroundings(file: str, sheet: Sheet, start: int, stop: int, sender: str = "") -> Surroundings:
    """Collect the texts of the rows from `start` to `stop` (0-based, half-open) above a heading."""
    path = PurePosixPath(file.replace("\\", "/"))
    around = Surroundings(path.stem, sheet.name, sender, " / ".join(reversed(path.parts[:-1])))
    for row in sheet.rows[start:stop]:
        for cell in row:
            if isinstance(cell, str) and cell.strip():
                _sort(around, cell)
    return around


def _sort(around: Surroundings, cell: str) -> None:
    folded = fold(cell)
    if any(mark in folded for mark in _MOTTO) or folded.startswith(("ha noi ngay", "ha noi thang")):
        return
    if around.titles or any(folded.startswith(mark) or f" {mark} " in folded for mark in _TITLE_MARKS):
        around.titles.append(clean(cell))
    else:
        around.letterhead.append(clean(cell))


@dataclass(slots=True)
class Origin:
    """The unit of a table (None where unresolved), who issued it, and findings on both.

    `text` is what a person's answer on the unit is remembered by: the first place around the table that says anything.
    """

    unit: str | None
    issuer: Issuer
    problems: list[Problem]
    text: str = ""


Named = tuple[str, frozenset[str], str]


def origin_of(
    around: Surroundings, columns: Columns, rows: list[list[Cell]], gazetteer: Gazetteer, context: Context
) -> Origin:
    """Resolve a table's unit by the most trusted place that names one; disagreements are said.

    What a person says of the file goes before all of them; what was said of a like one counts where none names a unit.
    """
    letterhead, titles = " / ".join(around.letterhead), " / ".join(around.titles)
    places = [
        ("column", _column_codes(columns, rows, gazetteer), ""),
        ("letterhead", _letterhead_codes(around, gazetteer), letterhead),
        ("title", _codes(around.titles, gazetteer), titles),
        ("sheet", _codes([around.sheet], gazetteer), around.sheet),
        ("file", _codes([around.file], gazetteer), around.file),
        ("folder", _innermost(around.folder, gazetteer), around.folder),
        ("sender", gazetteer.senders.resolve(around.sender), around.sender),
    ]
    named = [place for place in places if place[1]]
    text = next((t for t in (letterhead, around.sender, around.file, titles) if t), "")
    told = context.unit
    unit = told or next((next(iter(codes)) for _, codes, _ in named if len(codes) == 1), None)
    unit = unit or context.meanings.units.get(text_key(text))
    if unit is None:
        return Origin(None, "other", [_unresolved(around, named, gazetteer)], text)
    findings = [] if told else _disagreements(unit, named, around, gazetteer)
    return Origin(unit, _issuer(unit, around, gazetteer), findings, text)


def _disagreements(unit: str, named: list[Named], around: Surroundings, gazetteer: Gazetteer) -> list[Problem]:
    """Say which letterhead, title or file name speaks of another unit."""
    return [
        problem(
            "unit_disagreement",
            sheet=around.sheet,
            field="unit",
            value=text,
            chosen=gazetteer.campaign.unit(unit).name,
            where=where,
            other="; ".join(gazetteer.campaign.unit(c).name for c in sorted(codes)),
        )
        for where, codes, text in named
        if where in {"letterhead", "title", "file"} and unit not in codes
    ]


def _unresolved(around: Surroundings, named: list[Named], gazetteer: Gazetteer) -> Problem:
    if not named:
        return problem("unit_unresolved", sheet=around.sheet, field="unit")
    _, codes, text = named[0]
    names = "; ".join(gazetteer.campaign.unit(c).name for c in sorted(codes))
    return problem("unit_ambiguous", sheet=around.sheet, field="unit", value=text, candidates=names)


def _issuer(unit: str, around: Surroundings, gazetteer: Gazetteer) -> Issuer:
    """Tell a committee's return from its police's, which letterhead or file name give away."""
    if gazetteer.campaign.unit(unit).kind not in COMMITTEE_KINDS:
        return "other"
    own_lines = [t for t in around.letterhead if gazetteer.units.resolve(t) == {unit}]
    return "police" if any(speaks_for_police(t) for t in (*own_lines, around.file)) else "committee"


def _column_codes(columns: Columns, rows: list[list[Cell]], gazetteer: Gazetteer) -> frozenset[str]:
    """Name the unit that most rows of the unit column name; none where there is no such column."""
    column = columns.fields.get("unit")
    if column is None:
        return frozenset()
    texts = Counter(clean(str(r[column])) for r in rows if column < len(r) and r[column] != "")
    votes: Counter[str] = Counter()
    for text, count in texts.items():
        codes = gazetteer.units.resolve(text)
        if len(codes) == 1:
            votes[next(iter(codes))] += count
    return frozenset({votes.most_common(1)[0][0]}) if votes else frozenset()


def _letterhead_codes(around: Surroundings, gazetteer: Gazetteer) -> frozenset[str]:
    """In a letterhead the superior body stands first, the issuing body last: the last line that names a unit wins."""
    for text in reversed(around.letterhead):
        mentions = gazetteer.units.mentions(text)
        if mentions:
            return mentions[-1].codes
    return frozenset()


def _innermost(folders: str, gazetteer: Gazetteer) -> frozenset[str]:
    """Name the unit of the innermost folder that names one."""
    named = (_codes([folder], gazetteer) for folder in folders.split(" / "))
    return next((codes for codes in named if codes), frozenset())


def _codes(texts: list[str], gazetteer: Gazetteer) -> frozenset[str]:
    return frozenset().union(*(gazetteer.units.resolve(t) for t in texts))


@dataclass(slots=True)
class Form:
    """The form a table was read as, its columns under that form, and findings on the choice."""

    name: str
    columns: Columns
    problems: list[Problem]


def form_of(heading: Heading, rows: list[list[Cell]], around: Surroundings) -> Form:
    """Choose the form whose headings fit best; title, sheet and file name decide where the headings leave it open."""
    mapped = {name: map_columns(heading, name, rows) for name in ("form1", "form2", "ai_needs")}
    if _is_ai_needs(mapped["ai_needs"], mapped["form2"]):
        return Form("ai_needs", mapped["ai_needs"], [])
    fit = mapped["form2"].known - mapped["form1"].known
    said = said_form([*around.titles, around.sheet]) or said_form([around.file])
    fitting = "form2" if fit > 0 else "form1"
    name = fitting if abs(fit) >= _DECISIVE or not said else said
    findings = []
    named = said_form([around.file])
    if named and named != name:
        findings.append(problem("form_name_disagreement", sheet=around.sheet, form=name, named=named))
    if fit == 0 and not said:
        findings.append(problem("form_unsure", sheet=around.sheet, form=name))
    return Form(name, mapped[name], findings)


def _is_ai_needs(ai: Columns, form2: Columns) -> bool:
    """Recognise an AI-needs table: it asks for a sector or a problem to solve and knows no positions."""
    asks = {"field", "problem"} & ai.fields.keys() and {"problem", "ai_needs"} & ai.fields.keys()
    return bool(asks) and not {"position_name", "address", "lat", "ward"} & form2.fields.keys()


def said_form(texts: list[str]) -> str:
    """Name the form that the texts name: by its number first, then by words such as "hiện trạng"."""
    folded = [fold(t.replace("_", " ")) for t in texts]
    numbers = {m for t in folded for m in _FORM_NUMBER.findall(t)}
    if len(numbers) == 1:
        return f"form{numbers.pop()}"
    words = {
        name
        for name, spellings in heading_book().form_words.items()
        for t in folded
        if any(f" {s} " in f" {t} " for s in spellings)
    }
    return words.pop() if len(words) == 1 else ""
