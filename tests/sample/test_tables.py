"""The tables the sample is made from fit the forms' data."""

import pytest

from camdash.forms.fields import all_fields
from camdash.forms.registry import default_campaign
from camdash.forms.vocabulary import vocabulary
from camdash.sample import tables
from camdash.sample.sites import spots

PLAN_CLASSES = 15


@pytest.mark.parametrize("name", sorted(tables.spellings()))
def test_every_spelling_reads_back_to_its_code(name: str) -> None:
    """What the sample's clerks write is understood as the code they mean, and nothing of it is left over."""
    known = vocabulary(name)
    for code, texts in tables.spellings()[name].items():
        assert {(text, known.read(text).codes, known.read(text).unknown) for text in texts} == {
            (text, (code,), ()) for text in texts
        }


def test_every_unit_that_must_report_has_a_share() -> None:
    """All required units of the campaign are accounted for, be it as missing; no unknown unit is."""
    units = {u.code: u for u in default_campaign().units}
    shares = {s.unit: s for s in tables.shares()}
    assert shares.keys() <= units.keys()
    assert {code for code, u in units.items() if u.form1 == "required"} <= shares.keys()
    assert {s.profile for s in shares.values()} <= tables.profiles()["profile"].keys()


def test_places_and_streets_cover_the_districts() -> None:
    """Each of the 30 districts has wards with points and streets; every known place is of a known class."""
    districts = {u.code for u in default_campaign().districts}
    assert spots().keys() == tables.streets().keys() == districts
    assert {d for d, _ in tables.places()} <= districts
    assert {a for _, a in tables.places()} <= set(vocabulary("area_class").codes)


def test_the_weights_name_known_codes() -> None:
    """Purposes and area classes of the profiles are codes of the vocabularies."""
    purposes = {p for kind in tables.profiles()["purposes"].values() for key in kind for p in key.split(";")}
    areas = {a for weights in tables.profiles()["areas"].values() for a in weights}
    assert purposes <= set(vocabulary("purposes").codes)
    assert areas <= {*vocabulary("area_class").codes, "premises"}
    assert tables.profiles()["areas"].keys() == set(vocabulary("purposes").codes)


def test_33_kinds_of_cameras_are_in_use() -> None:
    """As many models as the press counted kinds in the real survey."""
    assert len({(p.brand, p.model) for p in tables.products()}) == 33
    assert {p.technology for p in tables.products()} <= set(vocabulary("technology").codes)


def test_ai_problems_name_known_functions() -> None:
    """The codes of the AI table are codes of the vocabulary."""
    assert {c for _, _, codes in tables.ai_problems() for c in codes} <= set(vocabulary("ai").codes)
    assert all_fields()["ai_needs"].vocabulary == "ai"
