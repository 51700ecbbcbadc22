"""The pages of needs, money and look, and the overview: their parts agree with their leading figures."""

import json
import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from camdash.ui.navigation import LOOK, MONEY, NEEDS, OVERVIEW, TABLES
from tests.pages.conftest import Open


def number(text: str) -> int:
    """Read a figure as the page writes it."""
    return int(text.replace(".", ""))


def legend_sums(app: AppTest) -> list[int]:
    """Sum the numbers of each legend of a page."""
    legends = [html.proto.body for html in app.get("html") if 'class="legend"' in html.proto.body]
    return [sum(number(part.partition("</b>")[0]) for part in body.split("<b>")[1:]) for body in legends]


def charts(app: AppTest) -> list[dict[str, object]]:
    """Give the figures of a page as plotly is told them."""
    return [json.loads(chart.proto.spec) for chart in app.get("plotly_chart")]


@pytest.mark.parametrize("query", [{}, {"priority": "high"}, {"district": "001"}])
def test_the_needs_sum_to_their_leading_figure(open_page: Open, small_city: Path, query: dict[str, str]) -> None:
    """Strips, kinds of place and the table of places all come to the figures on top, under any filter."""
    app = open_page(NEEDS, home=small_city, **query)
    new, other = number(app.metric[0].value), number(app.metric[1].value)
    group, kind, priority, *_ = legend_sums(app)
    assert (group, kind, priority) == (new, new + other, new)
    bars = next(c for c in charts(app) if c["layout"].get("barmode") == "group")  # type: ignore[attr-defined]
    assert sum(bars["data"][0]["x"]) == new  # type: ignore[index]
    places = app.dataframe[0].value
    assert int(places["needed_new"].iloc[0]) == new == int(places["needed_new"].iloc[1:].sum())


def test_wards_take_the_place_of_districts_once_one_is_chosen(open_page: Open, small_city: Path) -> None:
    """The table goes down with the filter."""
    assert "theo quận, huyện" in " ".join(h.value for h in open_page(NEEDS, home=small_city).subheader)
    narrowed = open_page(NEEDS, home=small_city, district="001")
    assert "theo phường, xã" in " ".join(h.value for h in narrowed.subheader)


def test_years_and_wear_come_to_all_cameras(open_page: Open, small_city: Path) -> None:
    """Told and not told of the year of installation, and of the year of wear, are all cameras the city has."""
    cameras = number(open_page(OVERVIEW, home=small_city).metric[0].value)
    assert legend_sums(open_page(MONEY, home=small_city))[:2] == [cameras, cameras]


def test_the_look_of_the_city_accounts_for_every_row(open_page: Open, small_city: Path) -> None:
    """Rows looked at, without coordinates and withheld make all; the distance stands in the URL."""
    app = open_page(LOOK, home=small_city, within="10")
    assert "10" in app.query_params["within"]
    looked = next(found for text in app.caption if (found := re.search(r"Đã xét ([\d.]+) dòng", text.value)))
    of = next(found for text in app.caption if (found := re.search(r"^trên ([\d.]+) dòng", text.value)))
    left_out = number(app.metric[3].value) + number(app.metric[4].value)
    assert left_out + number(looked[1]) == number(of[1])


def test_each_leading_figure_has_the_way_to_its_rows(open_page: Open, small_city: Path) -> None:
    """Five figures, five ways; that of the needs opens a table with the same total."""
    app = open_page(OVERVIEW, home=small_city)
    ways = [link for link in app.page_link if link.label == "Số này gồm những gì?"]
    assert len(ways) == len(app.metric) == 5
    tables = open_page(TABLES, home=small_city, table="form2", by="unit", need_kind=["new", ""])
    assert number(app.metric[3].value) == int(tables.dataframe[0].value["cameras"].iloc[0])


def test_at_most_three_findings_lead_to_their_rows(open_page: Open, small_city: Path) -> None:
    """Each has one way on."""
    app = open_page(OVERVIEW, home=small_city)
    assert 1 <= len([link for link in app.page_link if link.label == "Xem cụ thể"]) <= 3


def test_the_overview_keeps_its_charts_few(open_page: Open, small_city: Path) -> None:
    """A leader sees it at a glance."""
    assert len(charts(open_page(OVERVIEW, home=small_city))) <= 7
