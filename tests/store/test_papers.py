"""Letters, reports and scans that come beside the forms: kept, told of, corrected, and never lost."""

import hashlib
from datetime import date

import pytest

from camdash.intake.model import FileReading, Paper
from camdash.problems import problem
from camdash.store import Outcome, PaperInfo, Store, StoreError
from camdash.words import Words
from tests.store.making import Made, made, rows, save

LETTER = Paper("letter", "123", "UBND-CA", "2024-03-05", "Nguyễn Văn A", "271")


def letter(paper: Paper = LETTER, file: str = "CV 123 Ba Vi.pdf", content: bytes = b"%PDF letter") -> Made:
    """Make the reading of a paper."""
    sha256 = hashlib.sha256(content).hexdigest()
    return Made(FileReading(file, sha256, sender="bavi@hanoi.gov.vn", paper=paper), content)


def kept(store: Store, what: Made | None = None) -> PaperInfo:
    """Save a paper; give it as stored."""
    return store.paper(save(store, what or letter()).paper_id or 0)


def test_a_paper_is_kept_whole(store: Store, words: Words) -> None:
    """Bytes, what its text proposes, who sent it when: all come back, in one sentence at first."""
    told = save(store, letter(), 14, by="lan")
    (paper,) = store.papers("2024")
    assert (told.kind, told.paper_id, told.unit) == ("paper", paper.id, "271")
    assert told.message(words) == "CV 123 Ba Vi.pdf: đã lưu làm văn bản kèm theo, Huyện Ba Vì."
    said = (paper.unit, paper.kind, paper.number, paper.sign, paper.issued_on, paper.signer)
    assert said == ("271", "letter", "123", "UBND-CA", date(2024, 3, 5), "Nguyễn Văn A")
    assert (paper.received_on, paper.by, paper.sender) == (date(2024, 3, 14), "lan", "bavi@hanoi.gov.vn")
    assert store.file(paper.sha256) == letter().content
    assert [r.kind for r in store.receipts("2024")] == ["paper"]


def test_the_same_paper_again_changes_nothing(store: Store, words: Words) -> None:
    """The second arrival leaves a receipt and says when the first came."""
    save(store, letter(), 14)
    before = store.revision("2024")
    again = save(store, letter(file="copy.pdf"), 20)
    assert again.kind == "same_file"
    assert "copy.pdf: Văn bản kèm theo" in again.message(words)
    assert "14/03/2024" in again.message(words)
    assert (len(store.papers("2024")), store.revision("2024")) == (1, before)


@pytest.mark.parametrize("named", [None, "999"])
def test_a_paper_of_nobody_asks_whose_it_is(store: Store, words: Words, named: str | None) -> None:
    """It is kept, and its unit is set later, by hand or by sending it again under the unit."""
    what = letter(Paper(unit=named))
    told = save(store, what)
    assert (told.unit, told.reason) == (None, "unit_unresolved")
    assert "Hãy chọn đơn vị" in told.message(words)
    assert save(store, what).kind == "same_file"
    assert save(store, what, unit="271").kind == "paper"
    assert [p.unit for p in store.papers("2024")] == ["271"]


def test_one_letter_may_come_from_two_units(store: Store) -> None:
    """The unit the coordinator names goes before the one the text names."""
    kinds = [save(store, letter(), unit=unit).kind for unit in (None, "250", "250", "271")]
    assert kinds == ["paper", "paper", "same_file", "same_file"]
    assert [p.unit for p in store.papers("2024")] == ["271", "250"]


def test_every_change_is_remembered(store: Store) -> None:
    """Who changed what from what to what; what stays the same leaves no event, and the revision counts."""
    paper = kept(store)
    store.edit_paper(paper.id, "lan", number="124", issued_on=None, signed=False, signer="Nguyễn Văn A")
    after = store.paper(paper.id)
    assert (after.number, after.issued_on, after.signed, after.signer) == ("124", None, False, "Nguyễn Văn A")
    told = [(e.field, e.before, e.after, e.by) for e in store.paper_events(paper.id)]
    assert told == [
        ("number", "123", "124", "lan"),
        ("issued_on", "2024-03-05", "", "lan"),
        ("signed", "true", "false", "lan"),
    ]
    assert store.revision("2024") == 2


def test_a_paper_is_withdrawn_and_put_back(store: Store) -> None:
    """The bytes stay; the same file sent again does not undo what a person decided."""
    paper = kept(store)
    assert store.withdraw_paper(paper.id, "lan").state == "withdrawn"
    assert save(store, letter()).kind == "same_file"
    assert store.restore_paper(paper.id, "minh").state == "kept"
    assert [(e.field, e.after, e.by) for e in store.paper_events(paper.id)] == [
        ("state", "withdrawn", "lan"),
        ("state", "kept", "minh"),
    ]


def test_what_is_not_there_cannot_be_changed(store: Store) -> None:
    """No such paper, unit or kind."""
    paper = kept(store)
    with pytest.raises(StoreError):
        store.paper(99)
    with pytest.raises(StoreError):
        store.edit_paper(paper.id, "lan", unit="999")
    with pytest.raises(StoreError):
        store.edit_paper(paper.id, "lan", kind="poem")  # type: ignore[arg-type]


@pytest.mark.parametrize(("file", "signed"), [("a.pdf", True), ("scan.JPG", True), ("Báo cáo.DOCX", False)])
def test_a_text_document_bears_no_signature(store: Store, file: str, signed: bool) -> None:  # noqa: FBT001
    """Until the coordinator says otherwise."""
    assert kept(store, letter(file=file)).signed is signed


def test_a_paper_is_kept_though_it_is_no_form(store: Store) -> None:
    """To the reader it is a file without a form; its bytes are kept all the same."""
    what = letter()
    what.reading.readable, what.reading.problems = False, [problem("paper")]
    assert store.file(kept(store, what).sha256) == what.content
    (receipt,) = store.receipts("2024")
    assert (receipt.kind, [p.code for p in store.receipt_problems(receipt.id)]) == ("paper", ["paper"])


def test_a_report_with_a_form_in_it_is_both(store: Store) -> None:
    """The form counts, and the document is kept as a paper."""
    reading, content = made(rows("a"), file="BC.docx")
    reading.paper = LETTER
    save_all = store.save("2024", reading, content, received_on=date(2024, 3, 11))
    assert [o.kind for o in save_all] == ["stored", "paper"]
    assert [r.kind for r in store.receipts("2024")] == ["read"]


def test_of_a_secret_file_no_bytes_are_kept(store: Store) -> None:
    """Only a receipt and the sentence that refuses it."""
    reading, content = letter()
    reading.readable, reading.problems = False, [problem("classified")]
    (told,) = store.save("2024", reading, content, received_on=date(2024, 3, 11))
    assert (told.kind, store.papers("2024")) == ("unreadable", [])
    with pytest.raises(StoreError):
        store.file(hashlib.sha256(content).hexdigest())


def test_text_no_database_takes_stops_nothing(store: Store) -> None:
    """Half a surrogate pair, a NUL, a day that is none."""
    odd = letter(Paper(number="1\0", signer="A \ud83d", issued_on="2024-02-31"), file="\0a.pdf")
    paper = kept(store, odd)
    assert (paper.file, paper.number, paper.signer, paper.issued_on) == ("a.pdf", "1", "A ?", None)
    assert store.edit_paper(paper.id, "lan", note="b\0").note == "b"


def test_the_sender_of_a_mail_is_on_the_receipt(store: Store) -> None:
    """Of forms as of papers; what came without mail has none."""
    reading, content = made(rows("a"))
    reading.sender = "pv06@hanoi.gov.vn"
    store.save("2024", reading, content, received_on=date(2024, 3, 11))
    save(store, made(rows("b")))
    assert [r.sender for r in store.receipts("2024")] == ["pv06@hanoi.gov.vn", None]


def test_an_outcome_of_a_paper_names_no_version(store: Store) -> None:
    """There is nothing to decide but the unit."""
    told: Outcome = save(store, letter())
    assert (told.version_id, told.form, told.readable) == (None, None, True)
