"""Filters: written, read, linked, and what they let through."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from camdash.analysis.columns import FORM_TABLES, columns
from camdash.analysis.filters import Filter, FilterError, Value, known_values
from camdash.analysis.inventory import counts
from camdash.analysis.snapshot import Snapshot
from camdash.forms.registry import default_campaign
from camdash.words import Words

MakeForm = Callable[..., Snapshot]
CAMPAIGN = default_campaign()


def positions(snapshot: Snapshot, *texts: str) -> int:
    """Count the positions that the written conditions let through."""
    where = Filter.parse(texts, CAMPAIGN, "form1")
    return int(counts(snapshot, "form1", where=where)["positions"].iloc[0])


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        ((), 4),
        (("camera_type=ptz",), 1),
        (("camera_type=ptz", "camera_type=fixed"), 3),
        (("camera_type=",), 1),
        (("camera_type=", "camera_type=ptz"), 2),
        (("camera_type=fixed", "night_vision=true"), 1),
        (("purposes=traffic",), 2),
        (("purposes=traffic", "purposes=violations"), 3),
        (("purposes=",), 1),
        (("purposes=", "purposes=violations"), 3),
        (("quantity=3",), 1),
        (("resolution_mp=2,07",), 1),
        (("excluded=true",), 1),
        (("night_vision=false",), 0),
        (("received_on=2024-03-20",), 4),
        (("ward=Phường Đội Cấn",), 1),
        (("ward=", "ward=Phường Đội Cấn"), 4),
        (("install_year=2020", "install_year=2021"), 1),
        (("grade_age=pass",), 1),
        (("record=3",), 1),
        (("problem_state=none",), 4),
    ],
)
def test_what_a_condition_lets_through(form: MakeForm, texts: tuple[str, ...], expected: int) -> None:
    """The same field twice is or, different fields are and, empty is not told, a list contains."""
    snapshot = form(
        "form1",
        [
            {"quantity": 3, "camera_type": "ptz", "purposes": ["traffic"], "resolution_mp": 2.07},
            {
                "quantity": 1,
                "camera_type": "fixed",
                "purposes": ["traffic", "violations"],
                "night_vision": True,
                "ward": "Phường Đội Cấn",
            },
            {"excluded": True, "camera_type": "fixed", "purposes": ["violations"]},
            {"quantity": 1, "purposes": [], "install_year": 2020},
        ],
    )
    assert positions(snapshot, *texts) == expected


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("colour=red", "no field “colour”"),
        ("camera_type=round", "“round” is not a value of “camera_type”. Values: fixed, ptz"),
        ("unit=999", "“999” is not a value of “unit”"),
        ("district=CATP", "“CATP” is not a value of “district”"),
        ("quantity=many", "“many” cannot be a value of “quantity”"),
        ("excluded=maybe", "“maybe” cannot be a value of “excluded”"),
        ("received_on=31/3", "“31/3” cannot be a value of “received_on”"),
        ("camera_type", "“camera_type” is not a condition"),
    ],
)
def test_what_does_not_exist_is_named(text: str, said: str) -> None:
    """A wrong field or value is told with those there are."""
    with pytest.raises(FilterError, match=said):
        Filter.parse([text], CAMPAIGN, "form1")


def test_the_refusal_is_said_in_vietnamese() -> None:
    """The clerk reads it in his language."""
    with pytest.raises(FilterError) as caught:
        Filter.parse(["colour=red"], CAMPAIGN, "form1")
    assert caught.value.message(Words("vi")).startswith("Không có trường “colour”")


def test_order_does_not_make_another_filter() -> None:
    """Filters that mean the same are equal, and so is their hash."""
    one = Filter.of(unit=["002", "001"], camera_type=None)
    two = Filter.of(camera_type=[None], unit=["001", "002", "001"])
    assert one == two
    assert hash(one) == hash(two)


def test_a_field_without_a_value_narrows_nothing() -> None:
    """An empty choice on a page is no condition."""
    assert Filter.of(unit=[]) == Filter()


def test_a_condition_is_dropped_for_a_table_without_its_column() -> None:
    """A page that shows both forms narrows each by what it has."""
    where = Filter.of(need_kind="new", unit="001")
    assert where.only("form1") == Filter.of(unit="001")
    assert where.only("form1", "form2") == where


_OF_STORAGE: dict[str, st.SearchStrategy[Value]] = {
    "int": st.integers(-9, 9),
    "float": st.floats(allow_nan=False, allow_infinity=False),
    "bool": st.booleans(),
    "date": st.dates(),
    "string": st.text(st.characters(exclude_categories=("C", "Z")), min_size=1),
}


@given(st.data())
def test_a_link_opens_the_same_view(data: st.DataObject) -> None:
    """What `to_query` writes, `from_query` reads."""
    table = data.draw(st.sampled_from(FORM_TABLES))
    chosen = data.draw(st.lists(st.sampled_from(list(columns(table).values())), unique=True, max_size=4))
    values = {
        c.name: data.draw(
            st.lists(
                st.one_of(
                    st.none(),
                    st.sampled_from(known) if (known := known_values(c, CAMPAIGN)) else _OF_STORAGE[c.storage],
                )
            )
        )
        for c in chosen
    }
    where = Filter.of(**values)
    assert Filter.from_query(where.to_query(), CAMPAIGN, table) == where
