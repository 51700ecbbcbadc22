"""The standards of planning: data with their ground, values that cannot be otherwise are refused."""

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from camdash.forms.vocabulary import vocabulary
from camdash.planning.standards import CRITERIA, LEVELS, StandardsError, default, from_json
from camdash.words import LANGUAGES, Words


def test_each_standard_tells_what_it_is_and_on_what_ground() -> None:
    """In both languages, with a unit."""
    for entry in default().entries():
        for language in LANGUAGES:
            assert entry.label(language)
            assert entry.code_label(language)
            assert entry.unit(language)
            assert len(entry.source(language)) > 10


def test_costs_and_radii_are_called_assumptions() -> None:
    """No public source tells them, and the page must say so in either language."""
    for entry in default().entries():
        assert entry.assumed == ("ASSUMPTION" in entry.source("en"))
        if entry.group in {"cost", "place", "priority"}:
            assert entry.assumed


@pytest.mark.parametrize(
    ("table", "of"), [("radius_m", "area_class"), ("importance_area", "area_class"), ("importance_purpose", "purposes")]
)
def test_codes_are_those_of_the_forms(table: str, of: str) -> None:
    """A radius for a kind of place that no form knows would never be used."""
    assert set(default().of(table)) <= {*vocabulary(of).codes, "default"}


def test_pairs_of_purposes_hold_both_ways() -> None:
    """The plan's own group of security and violations, and no other pair until the office says so."""
    assert default().compatible == {("public_security", "violations"), ("violations", "public_security")}
    wider = default().changed({"serves_too.traffic+violations": 1})
    assert ("violations", "traffic") in wider.compatible


def test_weights_sum_to_one() -> None:
    """Whatever numbers are put in."""
    weights = default().changed({"weight.gap": 60}).weights
    assert tuple(weights) == CRITERIA
    assert sum(weights.values()) == pytest.approx(1)


def test_every_level_of_capacity_is_told() -> None:
    """Low, middle and high of all that differ."""
    assert tuple(default().of("record_days")) == LEVELS


@given(
    st.dictionaries(st.sampled_from(["site_diameter_m", "radius_m.market", "cost_new_ptz_vnd"]), st.integers(5, 100))
)
def test_a_set_is_a_value_that_json_gives_back(values: dict[str, float]) -> None:
    """Equal, of one hash and repr, and never changed in place."""
    made = default().changed(values)
    again = from_json(made.to_json())
    assert (made, hash(made), repr(made)) == (again, hash(again), repr(again))
    assert (made == default()) == all(default()[name] == value for name, value in values.items())


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"colour": 1}, "no standard “colour”"),
        ({"site_diameter_m": 0}, "“Greatest diameter of a common site” must be a number from 1.0 to 100.0"),
        ({"radius_m.market": float("nan")}, "“Service radius: Markets” must be a number"),
        ({"radius_m.market": "wide"}, "must be a number"),
        ({"record_days.low": 60}, "“Retention on the common platform” are out of order"),
        ({"streams_per_server.low": 10}, "are out of order"),
        ({f"weight.{name}": 0 for name in CRITERIA}, "At least one weight"),
    ],
)
def test_what_makes_no_sense_is_refused(values: Mapping[str, float], said: str) -> None:
    """The administrator reads which and why, in either language."""
    with pytest.raises(StandardsError, match=said) as caught:
        default().changed(values)
    assert caught.value.message(Words("vi")) != caught.value.message(Words("en"))
