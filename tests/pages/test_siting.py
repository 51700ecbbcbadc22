"""Choosing sites, scenarios and the layout, through the app: from a budget to a proposal and its file."""

import io
from pathlib import Path
from shutil import copytree

import openpyxl
import pytest
from streamlit.testing.v1 import AppTest

from camdash.planning.saved import load
from camdash.ui import jobs
from camdash.ui.navigation import LAYOUT, SCENARIOS, SITING
from tests.pages.conftest import Open
from tests.pages.drawn import number
from tests.pages.uploading import opened

BILLION = 1_000_000_000


@pytest.fixture
def city(small_city: Path, home: Path) -> Path:
    """Give a copy of the small city in which scenarios may be saved."""
    return Path(copytree(small_city, home, dirs_exist_ok=True))


def budget(app: AppTest, vnd: int) -> AppTest:
    """Move the slider to the budget offered that is nearest."""
    slider = ready(app).select_slider(key="plan-budget")
    offered = [int(text.split()[0].replace(".", "")) * (BILLION if "tỷ" in text else 1) for text in slider.options]
    return ready(slider.set_value(min(offered, key=lambda one: abs(one - vnd))).run())


def ready(app: AppTest) -> AppTest:
    """Wait for what is worked out in the background, as the page does by itself in a browser."""
    for _ in range(4):
        jobs.wait_for_all(60)
        app.run()
    assert not app.exception
    return app


def share(text: str) -> float:
    """Read a percentage as the page writes it."""
    return float(text.strip().removesuffix("%").replace(",", "."))


def saved(app: AppTest, name: str) -> AppTest:
    """Save what is on screen as a scenario."""
    app.text_input(key="scenario-name").set_value(name).run()
    return app.button(key="scenario-save-now").click().run()


def test_more_money_serves_more(open_page: Open, small_city: Path) -> None:
    """The share served rises with the budget, and never passes the bound told beside it."""
    app = open_page(SITING, home=small_city)
    shares = []
    for vnd in (0, 5 * BILLION, 20 * BILLION):
        budget(app, vnd)
        assert not app.exception
        shares.append(share(app.metric[0].value))
    assert shares == sorted(shares)
    assert shares[0] < shares[-1]


def test_from_a_budget_to_a_proposal(open_page: Open, city: Path) -> None:
    """Two scenarios are saved, compared, one is proposed, and the layout shows its figures."""
    app = open_page(SITING, home=city)
    saved(budget(app, 5 * BILLION), "Ít tiền")
    saved(budget(app, 20 * BILLION), "Nhiều tiền")
    assert not app.exception
    app = open_page(SCENARIOS, home=city)
    assert not app.exception
    with opened(city) as store:
        plans = store.plans("2024")
        infos = {info.name: info for info in plans.scenarios()}
        assert set(infos) == {"Ít tiền", "Nhiều tiền"}
        assert infos["Ít tiền"].summary["share"] <= infos["Nhiều tiền"].summary["share"]
        plan = load(plans, infos["Nhiều tiền"])
    app.button(key=f"propose-{infos['Nhiều tiền'].id}").click().run()
    assert not app.exception
    app = open_page(LAYOUT, home=city)
    assert not app.exception
    assert number(app.metric[3].value) == plan.layout[plan.layout["action"] == "new"]["cameras"].sum()


def test_a_site_laid_down_by_hand_is_kept_when_solved_again(open_page: Open, city: Path) -> None:
    """What must not be bought is not, and scenarios of before say that they are outdated."""
    app = saved(budget(open_page(SITING, home=city), 20 * BILLION), "A")
    with opened(city) as store:
        plans = store.plans("2024")
        site = str(load(plans, plans.scenarios()[0]).purchases["site"].iloc[0])
        plans.override(site, {"decision": "skip"}, "chưa có mặt bằng")
    app = open_page(SCENARIOS, home=city)
    assert any("ấn định thủ công" in warning.value for warning in app.warning)
    saved(budget(open_page(SITING, home=city), 20 * BILLION), "A")
    with opened(city) as store:
        plans = store.plans("2024")
        assert site not in set(load(plans, plans.scenarios()[0]).purchases["site"])


def test_pages_without_scenarios_say_what_to_do(open_page: Open, small_city: Path) -> None:
    """They lead to where sites are chosen."""
    for place in (SCENARIOS, LAYOUT):
        app = open_page(place, home=small_city)
        assert any("Lựa chọn vị trí" in info.value or "lựa chọn vị trí" in info.value for info in app.info)


def test_the_layout_as_a_file_has_the_rows_of_the_screen(open_page: Open, city: Path) -> None:
    """The workbook's cameras add up to the layout's."""
    from camdash.analysis.labels import Labels  # noqa: PLC0415
    from camdash.analysis.snapshot import load_snapshot  # noqa: PLC0415
    from camdash.planning.layout import readable  # noqa: PLC0415
    from camdash.reports.layouts import layout_facts, layout_files  # noqa: PLC0415
    from camdash.words import Words  # noqa: PLC0415

    saved(budget(open_page(SITING, home=city), 5 * BILLION), "A")
    with opened(city) as store:
        plans, snapshot = store.plans("2024"), load_snapshot(store, "2024")
        plan = load(plans, plans.scenarios()[0])
    labels = Labels(Words("vi"), snapshot.campaign)
    frame = readable(plan, (), labels)
    files = {f.kind: f.make() for f in layout_files(frame, labels, layout_facts(snapshot, labels, "A", 0))}
    sheet = openpyxl.load_workbook(io.BytesIO(files["xlsx"]))[
        openpyxl.load_workbook(io.BytesIO(files["xlsx"])).sheetnames[1]
    ]
    rows = list(sheet.iter_rows(values_only=True))
    assert len(rows) - 2 == len(frame)
    shown = frame[frame["lat"].notna() & ~frame["sensitive"]]
    assert files["geojson"].count(b'"Point"') == files["kml"].count(b"<Placemark>") == len(shown)
