"""What an arriving form is to the parts already there: FORMS.md §6."""

from collections import Counter
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from camdash.store.parts import Placement, Sheaf, place, settle


def sheaf(rows: str, day: int = 11, version: int | None = None, **changes: Any) -> Sheaf:
    """Make a form whose rows are the letters of `rows`."""
    told = {"unit": "271", "issuer": "committee", "nil": not rows, "file": "Mau 1.xlsx"} | changes
    return Sheaf(rows=Counter((letter,) for letter in rows), received_on=date(2024, 3, day), version=version, **told)


def short(placement: Placement) -> tuple[str, str, tuple[int, ...]]:
    """Give kind, reason, and what is superseded."""
    return placement.kind, placement.reason, placement.supersedes


STANDING = [sheaf("abcd", 11, version=1)]
CASES = {
    "the first file": (sheaf("ab"), [], ("stored", "", ())),
    "the first file, nil": (sheaf(""), [], ("nil_return", "", ())),
    "most rows again": (sheaf("abcx", 12), STANDING, ("new_version", "", (1,))),
    "half of the rows is not most": (sheaf("abxy", 12), STANDING, ("held", "repeats_some", ())),
    "no row again": (sheaf("xy", 12), STANDING, ("held", "repeats_none", ())),
    "an older file": (sheaf("abc", 10), STANDING, ("older_version", "", ())),
    "an older file of few of the rows": (sheaf("a", 10), STANDING, ("older_version", "", ())),
    "the same day, names tell later": (
        sheaf("abcd", 11, file="Mau 1 lan 2.xlsx"),
        STANDING,
        ("new_version", "ordered_by_name", (1,)),
    ),
    "the same day, names tell earlier": (
        sheaf("abcd", 11, file="Mau 1 nhap.xlsx"),
        STANDING,
        ("older_version", "ordered_by_name", ()),
    ),
    "the same day, names do not tell": (sheaf("abcd", 11, file="b.xlsx"), STANDING, ("held", "same_date", ())),
    "police after the committee": (sheaf("abcd", 12, issuer="police"), STANDING, ("held", "other_issuer", ())),
    "committee after the police": (
        sheaf("abcd", 12),
        [sheaf("abcd", issuer="police", version=1)],
        ("held", "other_issuer", ()),
    ),
    "an unknown letterhead speaks for the committee": (
        sheaf("abcd", 12, issuer="other"),
        STANDING,
        ("new_version", "", (1,)),
    ),
    "nil after rows": (sheaf("", 12), STANDING, ("held", "nil_after_data", ())),
    "nil received before the rows": (sheaf("", 10), STANDING, ("older_version", "", ())),
    "rows after nil": (sheaf("ab", 12), [sheaf("", version=1)], ("new_version", "", (1,))),
    "rows before nil": (sheaf("ab", 10), [sheaf("", version=1)], ("held", "older_than_nil", ())),
    "rows on the day of nil": (sheaf("ab", 11), [sheaf("", version=1)], ("held", "same_date", ())),
    "nil again": (sheaf("", 12), [sheaf("", version=1)], ("nil_return", "", (1,))),
    "unit unknown": (sheaf("ab", unit=None), [], ("held", "unit_unresolved", ())),
    "one file for two parts": (
        sheaf("abcd", 12),
        [sheaf("ab", version=1), sheaf("cd", version=2)],
        ("new_version", "", (1, 2)),
    ),
    "one part earlier, one later": (
        sheaf("abcd", 12),
        [sheaf("ab", version=1), sheaf("abcde", 13, version=2)],
        ("held", "repeats_several", ()),
    ),
}


@pytest.mark.parametrize(("arrived", "standing", "expected"), CASES.values(), ids=CASES)
def test_a_form_is_placed(arrived: Sheaf, standing: list[Sheaf], expected: tuple[str, str, tuple[int, ...]]) -> None:
    """Each case of FORMS.md §6 has one answer."""
    assert short(place(arrived, standing)) == expected


DECIDED = {
    "add": (sheaf("xy", 12), STANDING, "add", ("stored", "", ())),
    "replace": (sheaf("xy", 12), STANDING, "replace", ("new_version", "", (1,))),
    "police never replace": (sheaf("abcd", 12, issuer="police"), STANDING, "replace", ("held", "other_issuer", ())),
    "police are added": (sheaf("abcd", 12, issuer="police"), STANDING, "add", ("stored", "", ())),
    "a word does not undo what is clear": (sheaf("abcd", 12), STANDING, "add", ("new_version", "", (1,))),
    "the part with most rows in common goes": (
        sheaf("cxyz", 12),
        [sheaf("ab", version=1), sheaf("cdefg", version=2)],
        "replace",
        ("new_version", "", (2,)),
    ),
    "of several parts none in common": (
        sheaf("xyz", 12),
        [sheaf("ab", version=1), sheaf("cd", version=2)],
        "replace",
        ("held", "which_part", ()),
    ),
    "nil replaces when told": (sheaf("", 12), STANDING, "replace", ("nil_return", "", (1,))),
    "nil beside rows is no sense": (sheaf("", 12), STANDING, "add", ("held", "nil_after_data", ())),
    "two of one day need a look": (sheaf("abcd", 11, file="b.xlsx"), STANDING, "add", ("held", "same_date", ())),
    "two of one day, replaced when told": (
        sheaf("abcd", 11, file="b.xlsx"),
        STANDING,
        "replace",
        ("new_version", "", (1,)),
    ),
    "no word gives a unit": (sheaf("ab", unit=None), [], "add", ("held", "unit_unresolved", ())),
}


@pytest.mark.parametrize(("arrived", "standing", "decision", "expected"), DECIDED.values(), ids=DECIDED)
def test_a_word_answers_the_question(arrived: Sheaf, standing: list[Sheaf], decision: Any, expected: Any) -> None:
    """`--as` answers only what would be held, and never for the police against the committee."""
    assert short(place(arrived, standing, decision)) == expected


def test_a_person_may_add_what_repeats() -> None:
    """About one file a person may say anything but that the police replace the committee."""
    assert short(settle(sheaf("abcd", 12), STANDING, "add")) == ("stored", "", ())


letters = st.text("abcdef", max_size=8)
sheaves = st.builds(sheaf, letters, st.integers(10, 13), issuer=st.sampled_from(["committee", "police", "other"]))


decisions = st.sampled_from([None, "add", "replace"])


@given(sheaves, st.lists(st.tuples(letters, st.integers(10, 13)), max_size=3), decisions)
def test_nothing_is_superseded_but_by_what_counts(arrived: Sheaf, standing: list[Any], decision: Any) -> None:
    """Whatever comes, only a current form supersedes, and never one received later without a person's word."""
    there = [sheaf(rows, day, version=n) for n, (rows, day) in enumerate(standing) if rows]
    placed = place(arrived, there, decision)
    later = {s.version for s in there if s.received_on > arrived.received_on}
    assert placed.state == "current" or not placed.supersedes
    assert decision or not later & set(placed.supersedes)
