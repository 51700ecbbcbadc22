"""Saving files: receipts, bytes, versions and what is told of them."""

from datetime import date
from typing import Any

import pytest

from camdash.forms.fields import FORMS
from camdash.intake.model import FileReading, Record, Table
from camdash.problems import problem
from camdash.store import Store, StoreError
from camdash.words import Words
from tests.store.making import current, made, rows, save


def test_a_file_is_kept_whole(store: Store) -> None:
    """Bytes, records, problems, counts and dates come back as they went in."""
    broken = {"row": 12, "address": "Phố Vọng", "excluded": True, "purposes": ["traffic", "environment"]}
    what = made([*rows("a", "b", quantity=2), broken], problems=[problem("quantity_missing", sheet="Sheet1", row=12)])
    told = save(store, what, 14, by="lan")
    (version,) = store.versions("2024")
    assert (told.kind, told.positions, told.cameras, told.errors) == ("stored", 3, 4, 1)
    assert (version.excluded_positions, version.received_on, version.by) == (1, date(2024, 3, 14), "lan")
    assert store.file(version.sha256) == what.content
    assert store.records(version.id).to_pylist()[2] | broken == store.records(version.id).to_pylist()[2]
    assert store.problems([version.id]) == [(version.id, what.reading.problems[0])]


def test_the_same_bytes_change_nothing_and_say_so(store: Store, words: Words) -> None:
    """The second arrival leaves a receipt only, and tells when the first came."""
    what = made(rows("a"))
    save(store, what, 11)
    before = store.revision("2024"), store.versions("2024")
    told = save(store, what, 20)
    assert (told.kind, told.since) == ("same_file", date(2024, 3, 11))
    assert "11/03/2024" in told.message(words)
    assert before == (store.revision("2024"), store.versions("2024"))
    assert [r.kind for r in store.receipts("2024")] == ["read", "same_file"]


def test_a_correction_replaces_and_a_supplement_waits(store: Store) -> None:
    """Most rows again is the next version; none is held until somebody says."""
    save(store, made(rows("a", "b", "c")), 11)
    assert save(store, made(rows("a", "b", "d", quantity=2)), 12).kind == "new_version"
    assert save(store, made(rows("x")), 13).reason == "repeats_none"
    assert current(store) == [("271", "form1", 1, 2, 6)]


def test_a_held_file_sent_again_with_the_answer_is_placed(store: Store) -> None:
    """`import FILE`, then `import FILE --as add`, is how the command line answers."""
    save(store, made(rows("a")), 11)
    supplement = made(rows("x", "y"))
    held = save(store, supplement, 12)
    added = save(store, supplement, 12, decision="add")
    assert (added.kind, added.version_id) == ("stored", held.version_id)
    assert current(store) == [("271", "form1", 1, 1, 1), ("271", "form1", 2, 1, 2)]


def test_an_added_part_has_its_own_versions(store: Store) -> None:
    """A correction of the supplement leaves the first part alone."""
    save(store, made(rows("a")), 11)
    save(store, made(rows("x", "y")), 12, decision="add")
    save(store, made(rows("x", "y", "z")), 13)
    assert current(store) == [("271", "form1", 1, 1, 1), ("271", "form1", 2, 2, 3)]


def test_a_file_over_two_parts_replaces_both(store: Store) -> None:
    """A district's own list, after its wards' lists, counts once."""
    save(store, made(rows("a", "b")), 11)
    save(store, made(rows("x", "y")), 12, decision="add")
    save(store, made(rows("a", "b", "x", "y")), 13)
    assert [(part, cameras) for _, _, part, _, cameras in current(store)] == [(1, 4)]


def test_forms_and_ai_needs_are_apart(store: Store) -> None:
    """One file may hold a table of each; each becomes a version."""
    first, needs = made(rows("a")).reading.tables[0], made(rows("b"), form="form2").reading.tables[0]
    ai = Table("ai_needs", "AI", "271", records=[{"row": 5, "field": "Giao thông", "ai_needs": ["counting"]}])
    reading = FileReading("ca ba.xlsx", "", tables=[first, needs, ai])
    told = store.save("2024", reading, b"3", received_on=date(2024, 3, 11))
    assert [(o.form, o.kind, o.positions) for o in told] == [
        ("form1", "stored", 1), ("form2", "stored", 1), ("ai_needs", "stored", 1),
    ]  # fmt: skip


def test_sheets_of_one_form_are_one_version(store: Store) -> None:
    """Ward by ward, sheet by sheet: the records keep their sheet."""
    one, two = made(rows("a")).reading.tables[0], made(rows("b")).reading.tables[0]
    one.stated_total, two.stated_total, two.sheet = 1, 1, "Sheet2"
    reading = FileReading("m.xlsx", "", tables=[one, two], problems=[problem("total_differs", sheet="Sheet2")])
    (told,) = store.save("2024", reading, b"2", received_on=date(2024, 3, 11))
    assert store.records(told.version_id or 0).column("sheet").to_pylist() == ["Sheet1", "Sheet2"]
    assert (store.versions("2024")[0].stated_total, told.warnings) == (2, 1)


def test_rows_of_several_units_are_several_versions(store: Store) -> None:
    """A column of units makes one file the return of each."""
    mixed = rows("a", "b") + rows("c", unit="250")
    told = store.save("2024", made(mixed).reading, b"x", received_on=date(2024, 3, 11))
    assert [(o.unit, o.positions) for o in told] == [("271", 2), ("250", 1)]


@pytest.mark.parametrize("nil_first", [True, False])
def test_nil_and_rows(store: Store, *, nil_first: bool) -> None:
    """Cameras after “we have none” replace it; “we have none” after cameras is a question."""
    nil, data = made(nil=True), made(rows("a"))
    first, second = (nil, data) if nil_first else (data, nil)
    save(store, first, 11)
    told = save(store, second, 12)
    assert (told.kind, told.reason) == (("new_version", "") if nil_first else ("held", "nil_after_data"))
    assert [v.nil for v in store.versions("2024") if v.state == "current"] == [False]


def test_a_refused_file_leaves_its_problem_and_no_bytes(store: Store, words: Words) -> None:
    """The receipt tells who sent what and why it was refused."""
    refusal = problem("password_protected")
    reading = FileReading("khoa.xlsx", "", readable=False, problems=[refusal])
    (told,) = store.save("2024", reading, b"locked", received_on=date(2024, 3, 11))
    (receipt,) = store.receipts("2024")
    assert (told.kind, receipt.kind, store.versions("2024")) == ("unreadable", "unreadable", [])
    assert store.receipt_problems(receipt.id) == [refusal]
    assert refusal.message(words) in told.message(words)
    with pytest.raises(StoreError):
        store.file(receipt.sha256)


def test_an_empty_form_is_no_return(store: Store) -> None:
    """Headings without rows neither count as received nor replace anything."""
    save(store, made(rows("a")), 11)
    told = save(store, made(), 12)
    assert (told.kind, told.reason, told.version_id) == ("no_table", "empty_form", None)
    assert [v.state for v in store.versions("2024")] == ["current"]


def unresolved(**options: Any) -> Any:
    """Make a reading whose unit is not known, with rows kept out for that alone, and one without quantity."""
    bad = {"row": 20, "position_name": "c", "excluded": True}
    found = [problem("unit_unresolved", sheet="Sheet1"), problem("quantity_missing", sheet="Sheet1", row=20)]
    return made([*rows("a", "b", excluded=True), bad], unit=None, problems=found, **options)


def test_a_unit_said_later_brings_the_rows_back_into_the_sums(store: Store) -> None:
    """The rows kept out for want of a unit count; the row without quantity still does not."""
    what = unresolved()
    assert save(store, what).reason == "unit_unresolved"
    told = save(store, what, unit="271")
    assert (told.kind, told.positions, told.cameras, told.errors) == ("stored", 3, 2, 1)
    assert [(v.unit, v.state) for v in store.versions("2024")] == [(None, "superseded"), ("271", "current")]
    assert save(store, what).kind == "same_file"


def test_the_same_bytes_under_two_units_are_a_question(store: Store) -> None:
    """One attachment saved under two units' names must not count twice."""
    content = b"one attachment"
    save(store, made(rows("a"), content=content))
    assert save(store, made(rows("a"), unit="250", content=content)).reason == "same_bytes_other_unit"
    assert save(store, made(unit="268", nil=True, content=content)).kind == "nil_return"


def test_police_beside_the_committee(store: Store) -> None:
    """The police's file never replaces the committee's; added, it is a part of its own."""
    save(store, made(rows("a", "b")), 11)
    police = made(rows("a", "b", quantity=5), issuer="police")
    assert save(store, police, 12, decision="replace").reason == "other_issuer"
    assert save(store, police, 12, decision="add").kind == "stored"
    assert current(store) == [("271", "form1", 1, 1, 2), ("271", "form1", 2, 1, 10)]


def test_the_polices_own_body_has_no_committee(store: Store) -> None:
    """A letterhead recognised once and not the next time does not part the city police's files."""
    save(store, made(rows("a"), unit="CATP", issuer="police"), 11)
    assert save(store, made(rows("a"), unit="CATP", issuer="other"), 12).kind == "new_version"


def test_what_the_campaign_does_not_know_is_refused(store: Store) -> None:
    """A unit or campaign that is not there stops the program, not the clerk."""
    with pytest.raises(StoreError):
        save(store, made(rows("a")), unit="999")
    with pytest.raises(StoreError):
        store.save("1999", made().reading, b"", received_on=date(2024, 3, 11))


def test_names_no_encoding_can_write_are_stored(store: Store) -> None:
    """A file from an odd disk is received like any other."""
    assert save(store, made(rows("a"), file="Mau\udce1.xlsx", content=b"odd")).kind == "stored"


def _rows_of(form: str, *names: str) -> list[Record]:
    if form != "ai_needs":
        return rows(*names)
    return [{"row": n, "field": "Giao thông", "problem": name, "ai_needs": ["lane"]} for n, name in enumerate(names, 3)]


@pytest.mark.parametrize("form", FORMS)
def test_every_form_has_second_versions_and_supplements(store: Store, form: str) -> None:
    """A longer list replaces, a list of other rows waits: in Form 1, Form 2 and the table of AI needs alike."""
    save(store, made(_rows_of(form, "a", "b"), form=form), 11)
    assert save(store, made(_rows_of(form, "a", "b", "c"), form=form), 12).kind == "new_version"
    held = save(store, made(_rows_of(form, "x", "y"), form=form), 13)
    assert (held.kind, held.reason) == ("held", "repeats_none")
    assert held.version_id is not None
    assert store.decide(held.version_id, "add", "lan").kind == "stored"
    assert sorted(v.positions for v in store.versions("2024") if v.state == "current") == [2, 3]
