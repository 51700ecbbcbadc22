"""A few hundred files made to harm, by hand and by chance; `python -m benchmarks hostile` reads ten thousand."""

from collections.abc import Iterator
from itertools import chain

import pytest

from benchmarks import hostile
from benchmarks._nasties import nasties
from benchmarks._seeds import seeds
from camdash.forms.registry import Campaign
from camdash.intake.pool import Item, ReaderPool


@pytest.fixture(scope="module")
def pool(campaign: Campaign) -> Iterator[ReaderPool]:
    """Give one child that knows the password."""
    with ReaderPool(campaign, workers=1, passwords=("123",)) as opened:
        yield opened


@pytest.mark.parametrize("name", sorted(seeds()))
def test_the_good_files_are_good(pool: ReaderPool, name: str) -> None:
    """Before they are spoilt each gives its five cameras, or is the letter that it is."""
    read = [result.reading for result in pool.stream([Item(name, seeds()[name])])]
    forms = [sum(t.computed_total for t in r.tables) for r in read if r.tables]
    assert forms == [] if name == "letter.pdf" else set(forms) == {5}
    assert all(r.tables or r.paper or r.problems for r in read)


@pytest.mark.timeout(300)
def test_files_made_to_harm_harm_nothing() -> None:
    """Each gives a reading that is readable or says why not, and the good files between them are read as alone."""
    good = (hostile.GOOD, seeds()["form.xlsx"])
    told = hostile.run(chain.from_iterable((made, good) for made in nasties(heavy=False)))
    assert (told.faults, told.ended) == ([], [])


@pytest.mark.timeout(300)
def test_spoilt_files_harm_nothing() -> None:
    """Bytes flipped, cut and repeated, members exchanged, numbers blown up: the same files in every run."""
    told = hostile.run(hostile.corpus(150, seed=7, by_hand=False))
    assert (told.faults, told.files) == ([], 166)
