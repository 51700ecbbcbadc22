"""Thresholds: read from the data, changed by an administrator, refused where they make no sense."""

import dataclasses
from collections.abc import Mapping

import pytest

from camdash.analysis.thresholds import ThresholdError, Thresholds, default, function_needs
from camdash.forms.vocabulary import vocabulary
from camdash.words import Words


def test_the_data_tell_every_threshold() -> None:
    """What the code asks for stands in the file, and nothing else, each with its words, unit and source."""
    entries = default().entries()
    assert [e.name for e in entries] == [f.name for f in dataclasses.fields(Thresholds)]
    assert all(e.label(lang) and e.unit(lang) and e.source(lang) for e in entries for lang in ("vi", "en"))  # type: ignore[arg-type]


def test_defaults_are_those_of_the_survey() -> None:
    """The three figures everyone asks for."""
    d = default()
    assert (d.resolution_pass_mp, d.retention_pass_days, d.age_partial_years) == (2, 30, 8)


def test_a_cost_is_called_an_assumption() -> None:
    """No public source exists, and the page must say so."""
    assert all("GIẢ ĐỊNH" in e.source() for e in default().entries() if e.assumed)


def test_change_makes_another_set() -> None:
    """A set is a value: equal, hashable, never changed in place."""
    stricter = default().changed({"retention_pass_days": 45})
    assert (stricter.retention_pass_days, default().retention_pass_days) == (45, 30)
    assert stricter != default()
    assert hash(default().changed({})) == hash(default())
    entry = next(e for e in stricter.entries() if e.name == "retention_pass_days")
    assert (entry.value, entry.default) == (45, 30)


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"colour": 1}, "no threshold “colour”"),
        ({"age_pass_years": -1}, "“Age passes up to” must be a number from 0 on"),
        ({"age_pass_years": float("nan")}, "must be a number from 0 on"),
        ({"cost_repair_vnd": float("inf")}, "must be a number from 0 on"),
        ({"resolution_partial_mp": 3}, "“Resolution passes in part from” must not be above “Resolution passes from”"),
        ({"age_pass_years": 9}, "must not be above “Age passes in part up to”"),
    ],
)
def test_what_makes_no_sense_is_refused(values: Mapping[str, float], said: str) -> None:
    """The administrator reads which and why."""
    with pytest.raises(ThresholdError, match=said) as caught:
        default().changed(values)
    assert caught.value.message(Words("vi")) != str(caught.value)


def test_each_ai_function_has_its_needs() -> None:
    """The codes are those of the forms, the levels and types exist."""
    needs = function_needs()
    assert list(needs) == [c for c in vocabulary("ai").codes if c not in {"none", "other"}]
    assert all(default().density_px_m(n.level) > 0 and n.distance_m > 0 for n in needs.values())
    assert all(set(n.types) <= set(vocabulary("camera_type").codes) for n in needs.values())
