"""The small map of two records that may be one."""

import json

from camdash.maps.pair import Spot, legend, pair_map
from camdash.palette import palette
from camdash.words import Words

HERE, THERE, BESIDE = (105.85, 21.03), (105.8501, 21.03), (105.8503, 21.0301)


def drawn(one: Spot, other: Spot, *others: Spot) -> dict[str, object]:
    """Give the layers' data by their names."""
    deck = json.loads(pair_map(one, other, others, palette(), Words("en"), pixels=380).to_json())
    return {layer["id"]: layer["data"] for layer in deck["layers"]}


def test_both_records_and_what_stands_around_are_drawn() -> None:
    """Cameras and needs by their marks, the numbers away from each other, whichever lies in the east."""
    one, other = Spot(HERE, "needed", "a"), Spot(THERE, "existing", "b")
    layers = drawn(one, other, Spot(BESIDE, "existing", "c"))
    assert layers["pair-needed-points"] == [{"p": list(HERE), "i": "needed", "t": "a"}]
    assert layers["pair-existing-points"] == [{"p": list(THERE), "i": "existing", "t": "b"}]
    assert layers["around-points"] == [{"p": list(BESIDE), "i": "existing", "t": "c"}]
    for first, second in ((one, other), (other, one)):
        numbers = drawn(first, second)["numbers"]
        assert isinstance(numbers, list)
        west, east = sorted(numbers, key=lambda label: label["p"][0])
        assert west["o"][0] < 0 < east["o"][0]


def test_two_records_at_one_point_fit_the_map() -> None:
    """Nothing is divided by no distance."""
    spot = Spot(HERE, "existing", "a")
    deck = json.loads(pair_map(spot, spot, (), palette(), Words("en"), pixels=380).to_json())
    assert 16 < deck["initialViewState"]["zoom"] <= 19.5
    assert "rings: needs" in legend(Words("en"))
