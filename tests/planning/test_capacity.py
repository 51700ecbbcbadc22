"""What the common platform has to carry."""

from typing import Any

import numpy as np
import pandas as pd
import pytest

from camdash.analysis.filters import Filter
from camdash.planning.capacity import capacity, of_layout, of_survey
from camdash.planning.standards import LEVELS, default
from tests.analysis.conftest import make_snapshot, make_version

D = default()


def cameras(*rows: tuple[int, str | None, float | None, bool]) -> pd.DataFrame:
    """Make kinds of cameras: how many, class of resolution, declared bitrate, with AI."""
    frame = pd.DataFrame(rows, columns=["cameras", "resolution_class", "bitrate_mbps", "ai"])
    return frame.astype({"bitrate_mbps": float})


def test_a_thousand_cameras_for_thirty_days_at_four_mbps() -> None:
    """1,296 TB and 4 Gbps, the figures everyone can check by hand."""
    middle = capacity(cameras((1_000, "2_to_4mp", None, False)), D).set_index("level").loc["middle"]
    assert middle["storage_tb"] == pytest.approx(1_296)
    assert middle["bandwidth_gbps"] == pytest.approx(4)
    assert (middle["servers"], middle["gpus"], middle["licences"]) == (8, 0, 1_000)


def test_a_declared_bitrate_goes_before_the_table() -> None:
    """At every level; what is not told of resolution stands at the bitrate for that."""
    found = capacity(cameras((100, "from_4mp", 3.0, True), (50, None, None, False)), D)
    unknown = [D[f"bitrate_unknown_mbps.{level}"] for level in LEVELS]
    assert found["bandwidth_gbps"].tolist() == pytest.approx([(300 + 50 * mbps) / 1_000 for mbps in unknown])
    assert found["declared"].tolist() == [100, 100, 100]
    assert found["gpus"].tolist() == [4, 7, 13]


def test_levels_rise() -> None:
    """Low is never more than middle, nor middle than high."""
    found = capacity(cameras((777, "below_1mp", None, True), (333, "from_4mp", None, False)), D)
    for name in ("bandwidth_gbps", "storage_tb", "servers", "gpus", "licences"):
        assert found[name].is_monotonic_increasing


def test_money_is_worked_out_once_a_price_is_set() -> None:
    """Without one it is missing, not 0."""
    some = cameras((1_000, "2_to_4mp", None, False))
    assert capacity(some, D)["cost_vnd"].isna().all()
    priced = D.changed({"cost_server_vnd": 100, "cost_licence_vnd": 1, "cost_storage_tb_vnd": 2})
    assert capacity(some, priced)["cost_vnd"].iloc[1] == pytest.approx(8 * 100 + 1_000 + 1_296 * 2)


def test_no_cameras_take_nothing() -> None:
    """An empty plan is no fault."""
    assert capacity(cameras(), D)[["cameras", "bandwidth_gbps", "servers"]].to_numpy().sum() == 0


def test_the_cameras_of_the_survey() -> None:
    """By their way to the centre; what the line carries is no bitrate; excluded and isolated ones are left out."""
    joined: dict[str, Any] = {"connected_to": ["ioc"], "resolution_mp": 2.0, "district": "001"}
    form1 = [
        {**joined, "quantity": 3, "bandwidth_mbps": 4.0},
        {**joined, "quantity": 5, "bandwidth_mbps": 80.0, "ai_features": ["speed"]},
        {**joined, "quantity": 7, "excluded": True},
        {"quantity": 9},
        {"quantity": 2, "technology": "ip", "protocols": ["rtsp"], "transmission": "internet", "district": "002"},
    ]
    form2 = [{"quantity": 4, "min_resolution_mp": 4.0}, {"quantity": 6, "need_kind": "replace"}]
    snapshot = make_snapshot([(make_version(1), form1), (make_version(2, form="form2"), form2)])
    found = of_survey(snapshot, D)
    assert found.groupby("part")["cameras"].sum().to_dict() == {"connected": 8, "connect_now": 2, "needed": 4}
    assert found.loc[found["bitrate_mbps"].notna(), "cameras"].tolist() == [3]
    assert found.loc[found["ai"], "cameras"].tolist() == [5]
    assert of_survey(snapshot, D, Filter.of(district="002"))["cameras"].sum() == 2


def test_the_cameras_of_a_plan() -> None:
    """The class follows from the megapixels, at the same edges as everywhere."""
    plan = pd.DataFrame({"cameras": [1, 2, 3], "resolution_mp": [np.nan, 2.0, 8.0], "ai": [False, True, False]})
    found = of_layout(plan)
    assert found["resolution_class"].tolist()[1:] == ["2_to_4mp", "from_4mp"]
    assert capacity(found, D)["bandwidth_gbps"].iloc[1] == pytest.approx((4 + 2 * 4 + 3 * 8) / 1_000)
