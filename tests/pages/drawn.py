"""What charts of an opened page are made of, and clicks on them and on tables."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from camdash.analysis.filters import Filter
from camdash.analysis.inventory import Headline, headline
from camdash.analysis.snapshot import load_snapshot
from camdash.settings import Settings
from camdash.store.store import Store
from camdash.ui import charts, tables


def number(text: str) -> int:
    """Read a number as the page writes it."""
    return int(text.strip().replace(".", "") or 0)


def counted(home: Path, **query: str) -> Headline:
    """Give the leading figures of a cut."""
    where = Filter.of(**{name: value or None for name, value in query.items()})
    with Store.open(Settings(home, f"sqlite:///{home / 'camdash.db'}")) as store:
        return headline(load_snapshot(store, "2024"), where)


def traces(app: AppTest) -> list[Any]:
    """Give the traces of each chart."""
    return [json.loads(chart.proto.spec)["data"] for chart in app.get("plotly_chart")]


Point = Callable[[int, int], None]


class Clicks:
    """What clicks on the charts and on the tables of the last run of a page would do, by their key's beginning."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._monkeypatch = monkeypatch
        self._charts: dict[str, Point] = {}
        self._tables: dict[str, tables.OnRow] = {}
        self._cells: dict[str, tables.OnCell] = {}
        draw, show, show_cells = charts.show_clickable, tables.show, tables.show_cells

        def noted_chart(figure: Any, on_point: Point, **others: Any) -> None:
            self._charts[others["key"]] = on_point
            draw(figure, on_point, **others)

        def noted_table(*args: Any, **others: Any) -> int | None:
            if others.get("on_row"):
                self._tables[others["key"]] = others["on_row"]
            return show(*args, **others)

        def noted_cells(*args: Any, **others: Any) -> None:
            self._cells[others["key"]] = others["on_cell"]
            show_cells(*args, **others)

        monkeypatch.setattr(tables, "show_cells", noted_cells)
        monkeypatch.setattr(charts, "show_clickable", noted_chart)
        monkeypatch.setattr(tables, "show", noted_table)

    def bar(self, app: AppTest, key: str, series: int, row: int) -> Filter:
        """Click a mark of a chart; give the filter after it."""
        act = next(self._charts[name] for name in reversed(list(self._charts)) if name.startswith(key))
        return self._do(app, lambda: act(series, row))

    def row(self, app: AppTest, key: str, place: int) -> Filter:
        """Click a row of a table; give the filter after it."""
        return self._do(app, lambda: self._tables[key](place))

    def cell(self, app: AppTest, key: str, place: int, column: str) -> Filter:
        """Click a cell of a table; give the filter after it."""
        return self._do(app, lambda: self._cells[key](place, column))

    def _do(self, app: AppTest, act: Callable[[], None]) -> Filter:
        self._charts, self._tables = {}, {**self._tables}
        with self._monkeypatch.context() as patch:
            patch.setattr("camdash.ui.filtering.st.session_state", app.session_state)
            act()
        app.run()
        assert not app.exception
        where: Filter = app.session_state["where"]
        return where
