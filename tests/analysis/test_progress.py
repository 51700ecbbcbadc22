"""Who has sent what: states, lateness, parts, and the list of problems."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pandas as pd
import pytest

from camdash.analysis.filters import Filter
from camdash.analysis.progress import problem_counts, problems, progress, progress_counts, progress_summary
from camdash.analysis.snapshot import Snapshot
from camdash.problems import problem
from camdash.store import VersionInfo
from camdash.words import Words

Make = Callable[..., Any]
TODAY = date(2024, 4, 10)


def row_of(snapshot: Snapshot, unit: str = "001", form: str = "form1") -> dict[str, Any]:
    """Give one line of the progress, None for what is missing."""
    line = progress(snapshot, TODAY, Filter.of(unit=unit, form=form)).iloc[0].to_dict()
    return {name: None if pd.isna(value) else value for name, value in line.items()}


def test_every_unit_has_a_line_for_each_form(picture: Make) -> None:
    """A survey in which nobody has sent anything is a list of missing forms."""
    frame = progress(picture(), TODAY)
    campaign = picture().campaign
    assert list(frame["unit"]) == [u.code for u in campaign.units for _ in range(2)]
    assert set(frame["state"]) == {"missing"}


@pytest.mark.parametrize(
    ("changes", "state"),
    [
        ([{}], "received"),
        ([{"errors": 2}], "errors"),
        ([{"errors": 2, "review": "accepted"}], "accepted"),
        ([{"errors": 2, "review": "returned"}], "returned"),
        ([{"nil": True}], "nil"),
        ([{"nil": True}, {}], "received"),
        ([{"state": "held"}], "held"),
        ([{}, {"state": "held"}], "held"),
        ([{"state": "withdrawn"}], "withdrawn"),
        ([{"state": "superseded", "errors": 3}, {}], "received"),
        ([{"review": "accepted"}, {}], "received"),
    ],
)
def test_the_state_of_a_return(picture: Make, version: Make, changes: list[dict[str, Any]], state: str) -> None:
    """What asks for somebody's attention is said first."""
    parts = [(version(n, **change), []) for n, change in enumerate(changes)]
    assert row_of(picture(parts))["state"] == state


@pytest.mark.parametrize(
    ("day", "late"),
    [
        (date(2024, 3, 31), 0),
        (date(2024, 4, 1), 1),
        (date(2024, 4, 5), 5),
        (date(2024, 1, 2), 0),
    ],
)
def test_lateness_is_counted_from_the_deadlines_day(picture: Make, version: Make, day: date, late: int) -> None:
    """On or before the day is on time."""
    assert row_of(picture([(version(1, received_on=day), [])]))["days_late"] == late


def test_a_correction_does_not_make_a_unit_late(picture: Make, version: Make) -> None:
    """The day of receipt is that of the first version."""
    first = version(1, state="superseded", received_on=date(2024, 3, 11))
    line = row_of(picture([(first, []), (version(2, received_on=date(2024, 4, 9)), [])]))
    assert (line["received_on"], line["days_late"]) == (date(2024, 3, 11), 0)


def test_what_is_not_sent_is_overdue_and_not_late(picture: Make) -> None:
    """Ten days after the deadline, nothing received."""
    line = row_of(picture())
    assert (line["received_on"], line["days_late"], line["days_overdue"]) == (None, None, 10)


def test_an_invited_unit_is_never_late(picture: Make, version: Make) -> None:
    """Neither late when it sends, nor overdue when it does not."""
    line = row_of(picture([(version(1, "BTLTD", received_on=TODAY), [])]), "BTLTD")
    assert (line["expected"], line["days_late"]) == ("invited", 0)
    assert row_of(picture(), "BTLTD")["days_overdue"] is None


def test_parts_add_up_and_ai_needs_are_part_of_form_2(picture: Make, version: Make) -> None:
    """Two files are two parts; a table of AI needs has no positions."""
    parts = [
        version(1, form="form2", positions=5, cameras=9, sha256="a"),
        version(2, form="ai_needs", positions=3, cameras=70, sha256="a", warnings=1),
        version(3, form="form2", positions=1, cameras=1, sha256="b", part=2),
    ]
    line = row_of(picture([(v, []) for v in parts]), form="form2")
    assert [line[k] for k in ("parts", "positions", "cameras", "warnings")] == [2, 6, 10, 1]


def test_a_file_with_ai_needs_only_is_form_2_received(picture: Make, version: Make) -> None:
    """The unit has answered Form 2."""
    assert row_of(picture([(version(1, form="ai_needs"), [])]), form="form2")["state"] == "received"


def test_what_is_held_is_counted_neither_way(picture: Make, version: Make) -> None:
    """Its cameras are not in the sums."""
    assert row_of(picture([(version(1, state="held", cameras=9, part=None), [])]))["cameras"] == 0


def test_the_summary_never_passes_the_whole(picture: Make, version: Make) -> None:
    """Invited units that send stand beside the required ones, not among them."""
    units = picture().campaign.units
    parts = [(version(n, u.code, received_on=TODAY), []) for n, u in enumerate(units)]
    line = progress_summary(picture(parts), TODAY).set_index("form").loc["form1"]
    assert line["received"] == line["required"] == line["late"]
    assert line["invited_received"] == len(units) - line["required"]
    assert line["missing"] == 0


def test_forms_counted_by_state(picture: Make, version: Make) -> None:
    """Returns and cameras by state."""
    frame = progress_counts(picture([(version(1, cameras=7, errors=1), [])]), TODAY, ["state"])
    line = frame.set_index("state").loc["errors"]
    assert (line["returns"], line["cameras"]) == (1, 7)


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ([], (0, True)),
        ([{}], (1, False)),
        ([{"signed": False}], (1, True)),
        ([{"signed": False}, {"sha256": "b"}], (2, False)),
        ([{}, {}], (1, False)),
        ([{"state": "withdrawn"}], (0, True)),
        ([{"unit": "002"}, {"unit": None}], (0, True)),
    ],
)
def test_a_return_wants_a_signed_paper(
    picture: Make, version: Make, paper: Make, changes: list[Any], told: tuple[int, bool]
) -> None:
    """Of its unit, not withdrawn; the same bytes are one paper, and a text document is not signed."""
    shot = picture([(version(1), [])], papers=[paper(**change) for change in changes])
    line = row_of(shot)
    assert (line["papers"], line["signed_paper_missing"]) == told
    assert row_of(shot, form="form2")["signed_paper_missing"] is False


def test_what_was_not_sent_wants_no_paper(picture: Make, version: Make) -> None:
    """Neither what never came nor what was withdrawn; what is held does."""
    assert row_of(picture())["signed_paper_missing"] is False
    assert row_of(picture([(version(1, state="withdrawn"), [])]))["signed_paper_missing"] is False
    assert row_of(picture([(version(1, state="held"), [])]))["signed_paper_missing"] is True


def found(version: Callable[..., VersionInfo], picture: Make) -> Snapshot:
    """Make a picture with two problems in one current version."""
    wrong = problem("quantity_unreadable", sheet="Mau 1", cell="F12", row=12, field="quantity", value="vài cái")
    other = problem("place_missing", sheet="Mau 1", row=13)
    snapshot: Snapshot = picture([(version(1), [])], [(1, wrong), (1, other)])
    return snapshot


def test_a_problem_says_where_and_what(picture: Make, version: Make) -> None:
    """File, sheet, cell and the Vietnamese sentence."""
    line = problems(found(version, picture), Filter.of(code="quantity_unreadable")).iloc[0]
    assert (line["unit"], line["file"], line["cell"], line["row"]) == ("001", "001-form1.xlsx", "F12", 12)
    assert line["message"].startswith("Ô F12 (Số lượng")
    assert "vài cái" in line["message"]


def test_problems_in_english(picture: Make, version: Make) -> None:
    """The sentence follows the reader's language."""
    frame = problems(found(version, picture), words=Words("en"))
    assert list(frame["message"].str.split(":").str[0]) == ["Cell F12 (Cameras)", "Row 13"]


def test_problems_counted_by_code(picture: Make, version: Make) -> None:
    """One line a kind."""
    frame = problem_counts(found(version, picture), ["code"])
    assert dict(zip(frame["code"], frame["problems"], strict=True)) == {"quantity_unreadable": 1, "place_missing": 1}
