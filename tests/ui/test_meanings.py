import pytest

from camdash.analysis.labels import Labels
from camdash.forms.fields import FORMS
from camdash.forms.headings import heading_book
from camdash.forms.registry import default_campaign
from camdash.intake.model import LEFT_OUT, ColumnReading, Table
from camdash.ui.meanings import UNDECIDED, clash_in, namesake, open_columns, target_name, targets, to_remember
from camdash.words import Words

READINGS = [
    ColumnReading("A", "STT", "row_no", "sure"),
    ColumnReading("B", "Cam lắp chỗ nào", "position_name", "likely"),
    ColumnReading("C", "Cột 7", "", "unknown"),
    ColumnReading("D", "", "", "unknown"),
    ColumnReading("E", "Mật khẩu", "", "secret"),
    ColumnReading("F", "STT", "", "unknown"),
]
TABLE = Table("form1", "S", "001", readings=READINGS)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_meaning_has_a_name_of_its_own(form: str, language: str) -> None:
    """No code is shown, and no two meanings of a form are called the same."""
    labels = Labels(Words("en" if language == "en" else "vi"), default_campaign())
    names = [target_name(target, labels, form) for target in (UNDECIDED, *targets(form), LEFT_OUT)]
    assert len(set(names)) == len(names)
    assert not any("_" in name or ":" in name for name in names)


@pytest.mark.parametrize("form", FORMS)
def test_whatever_is_read_can_be_chosen(form: str) -> None:
    """All that a heading can mean stands in the list, but for what is never read."""
    assert set(heading_book().targets[form].values()) - {"secret", "country"} <= set(targets(form))


def test_special_meanings_stand_beside_their_fields() -> None:
    """In the order of the form; secrets and countries cannot be chosen."""
    order = targets("form1")
    assert order[order.index("lon") + 1] == "coordinates"
    assert order[order.index("quantity") + 1 : order.index("quantity") + 3] == ["quantity:ptz", "quantity:fixed"]
    assert order[order.index("cost_vnd") + 1] == "unit_price"
    assert not {"secret", "country"} & set(order)


def test_only_columns_that_can_be_remembered_are_asked_about() -> None:
    """Neither a secret nor the second of one name; one without a heading is remembered by its letters."""
    assert [reading.letters for reading in open_columns(TABLE)] == ["B", "C", "D"]
    assert namesake(READINGS[5], TABLE) == "A"


def test_guesses_are_remembered_as_confirmed_and_the_rest_where_it_changed() -> None:
    """What stays undecided is not."""
    assert to_remember(READINGS, {"A": "row_no", "B": "position_name", "C": UNDECIDED}) == {
        "Cam lắp chỗ nào": "position_name"
    }
    assert to_remember(READINGS, {"A": "camera_code"}) == {"STT": "camera_code"}


@pytest.mark.parametrize(
    ("chosen", "columns"),
    [
        ({"B": "quantity", "C": "quantity"}, ("B", "C")),
        ({"C": "row_no"}, ("A", "C")),
        ({"B": LEFT_OUT, "C": LEFT_OUT}, None),
        ({"B": "position_name", "C": UNDECIDED}, None),
        ({"A": "camera_code", "F": LEFT_OUT}, ("A", "F")),
    ],
)
def test_columns_that_cannot_both_be_so(chosen: dict[str, str], columns: tuple[str, str] | None) -> None:
    """One meaning for two columns, or two meanings for one heading."""
    clash = clash_in(READINGS, chosen)
    assert (clash and (clash.first, clash.second)) == columns
    if clash:
        assert clash.first in clash.message(Labels(Words("vi"), default_campaign()), "form1")
