from dataclasses import dataclass
from datetime import date

from camdash.intake.model import FileReading, Table
from camdash.store.collect import Read
from camdash.store.gather import Incoming
from camdash.ui.inbox import Inbox, Item, wanted


@dataclass(frozen=True)
class Upload:
    """What the uploader gives, as far as it matters here."""

    name: str
    file_id: str = "1"


def item(*tables: Table) -> Item:
    """Make a file that was read."""
    incoming = Incoming("a.xlsx", b"", date(2024, 3, 1))
    return Item("1", Read(incoming, b"", FileReading("a.xlsx", "", tables=list(tables))))


def test_only_what_can_be_a_form_is_taken_from_a_folder() -> None:
    """Files that Office or the operating system leave behind are left out, as `camdash import` does."""
    names = ("a/Mau 1.xlsx", "a/~$Mau 1.xlsx", "a/._Mau 1.xlsx", "a/.DS_Store", "a/b/cong van.pdf", "a/b/Mau 2.XLS")
    assert [upload.name for upload in wanted(map(Upload, names))] == [
        "a/Mau 1.xlsx",
        "a/b/cong van.pdf",
        "a/b/Mau 2.XLS",
    ]  # type: ignore[arg-type]


def test_a_second_confirmation_queues_nothing_more() -> None:
    """A double click is one submission."""
    inbox = Inbox("2024", items=[item()])
    inbox.confirm(date(2024, 3, 1))
    inbox.queue.pop()
    inbox.queue.append(item())
    before = list(inbox.queue)
    inbox.confirm(date(2024, 3, 1))
    assert inbox.queue == before


def test_a_table_without_unit_asks_unless_all_rows_name_theirs() -> None:
    """Rows that carry their own unit need no answer for the whole file."""
    assert item(Table("form1", "S", None, records=[{"row": 1}])).needs_unit
    assert not item(Table("form1", "S", None, records=[{"row": 1, "unit": "001"}])).needs_unit
    assert not item(Table("form1", "S", "001", records=[{"row": 1}])).needs_unit
