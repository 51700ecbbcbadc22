"""The corpus of messy files: each is read as a careful officer would read it, right or flagged."""

import io
import zipfile
from collections import Counter, defaultdict
from functools import cache

import msoffcrypto
import pytest
from python_calamine import CalamineWorkbook

from camdash.forms.registry import default_campaign
from camdash.intake.containers import unpack
from camdash.intake.model import Context, FileReading
from camdash.intake.reader import read_bytes
from tests.case_build import build
from tests.case_expected import Judge
from tests.case_files import Case, Formula, Page, load_all

CASES = load_all()
KINDS = range(1, 42)
ENOUGH = 60
UNSTEADY = ("docProps/", "settings.xml", "meta.xml")

every_case = pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)


@cache
def reading_of(case_name: str) -> FileReading:
    """Read a case's file once."""
    case = next(c for c in CASES if c.name == case_name)
    return read(case)


def read(case: Case) -> FileReading:
    """Read a case's file as it would come in; of an archive or a mail, the one file in it."""
    (member,) = unpack(case.file, case.path.read_bytes())
    context = Context(passwords=tuple(case.told.get("passwords", [])), sender=member.sender)
    return read_bytes(member.name, member.content, default_campaign(), context=context)


@every_case
def test_file_is_read_as_expected(case: Case) -> None:
    """Tables, records, skipped rows, totals and problems are those that the case tells."""
    assert [str(d) for d in Judge(case, reading_of(case.name)).differences()] == []


def test_nothing_is_wrong_and_silent() -> None:
    """Over all cases no field is wrong without a problem that tells of it."""
    wrong = [
        f"{case.name}: {difference}"
        for case in CASES
        for difference in Judge(case, reading_of(case.name)).differences()
        if difference.silent
    ]
    assert wrong == []


@pytest.mark.parametrize("case", [c for c in CASES if c.path.suffix != ".docx"], ids=lambda case: case.name)
def test_no_row_is_dropped(case: Case) -> None:
    """Every row of a sheet with a form is a heading, a record or a skipped row with its reason, or a problem tells.

    In a Word file the rows count its paragraphs too, so they are not the rows of the case's table.
    """
    lost = {page.name: rows_lost(page, reading_of(case.name)) for page in case.pages}
    assert {sheet: rows for sheet, rows in lost.items() if rows} == {}


def rows_lost(page: Page, reading: FileReading) -> set[int]:
    """Give the rows of a sheet, 1-based, of which the reading says nothing; one with only its number is blank."""
    tables = [t for t in reading.tables if t.sheet in {page.name, ""}]
    cells = Counter(row + 1 for (row, _), content in page.cells.items() if str(content).strip())
    texts = {row + 1 for (row, _), content in page.cells.items() if isinstance(content, str) and content.strip()}
    filled = {row for row, count in cells.items() if count > 1 or row in texts}
    for table in tables:
        filled -= {*table.header_rows, *table.skipped_rows, *(r["row"] for r in table.records)}
    return filled - {p.row for p in reading.problems} if tables else set()


def test_every_kind_of_mess_has_a_case() -> None:
    """The corpus is large and holds each kind of DOMAIN.md §2; `pytest -s` prints which case holds which."""
    cases = defaultdict(list)
    for case in CASES:
        for kind in case.kinds:
            cases[kind].append(case.name[:3])
    print("\n".join(f"{kind:>3}: {' '.join(cases[kind])}" for kind in KINDS))  # noqa: T201 - what -s asks for
    assert [kind for kind in KINDS if not cases[kind]] == []
    assert len(CASES) >= ENOUGH


@every_case
def test_file_is_what_its_case_tells(case: Case) -> None:
    """The committed file holds what `python -m tests.case_files` would write today."""
    if case.path.suffix == ".ods":
        assert values(case.path.read_bytes()) == pytest.approx(told_values(case))
    else:
        assert parts(case.path.read_bytes(), case) == parts(build(case), case)


def parts(content: bytes, case: Case) -> dict[str, bytes]:
    """Take a file apart, without what differs from one making to the next."""
    if "locked_with" in case.told:
        content = unlocked(content, case.told["locked_with"])
    if not zipfile.is_zipfile(io.BytesIO(content)) or not content.startswith(b"PK"):
        return {"": content}
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist() if not name.startswith(UNSTEADY)}


def unlocked(content: bytes, password: str) -> bytes:
    """Take a workbook out from under its password."""
    book, out = msoffcrypto.OfficeFile(io.BytesIO(content)), io.BytesIO()
    book.load_key(password=password)
    book.decrypt(out)
    return out.getvalue()


def values(content: bytes) -> dict[str, object]:
    """Give all filled cells of a workbook by sheet and place."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    found: dict[str, object] = {}
    for name in book.sheet_names:
        for r, row in enumerate(book.get_sheet_by_name(name).to_python(skip_empty_area=False)):
            found.update({f"{name} {r} {c}": cell for c, cell in enumerate(row) if cell != ""})
    return found


def told_values(case: Case) -> dict[str, object]:
    """Give the cells that a case tells, as a workbook would give them: of a formula its result."""
    told = {f"{page.name} {r} {c}": content for page in case.pages for (r, c), content in page.cells.items()}
    return {place: c.value if isinstance(c, Formula) else c for place, c in told.items()}
