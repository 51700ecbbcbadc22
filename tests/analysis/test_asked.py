from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from camdash.analysis.asked import NEW_OR_UNTOLD, TOTAL, cuts
from camdash.analysis.filters import Filter
from camdash.analysis.inventory import counts, headline
from camdash.analysis.needs import against_existing
from camdash.analysis.snapshot import Snapshot
from camdash.analysis.spending import told

MakeForm = Callable[..., Snapshot]
NAMES = ("need_group", "need_kind", "priority")
ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "quantity": st.integers(1, 40),
            "excluded": st.sampled_from([None, True]),
            "need_kind": st.sampled_from([None, "new", "replace", "integrate"]),
            "priority": st.sampled_from([None, "high", "low"]),
            "purposes": st.sampled_from([None, ["traffic"], ["defence", "traffic"]]),
            "district": st.sampled_from([None, "001", "282"]),
            "cost_vnd": st.none() | st.integers(0, 10**10),
        }
    ),
    max_size=12,
)
FILTERS = st.builds(Filter.of, priority=st.lists(st.sampled_from([None, "high"]), max_size=2))


@settings(max_examples=25)
@given(rows=ROWS, where=FILTERS)
def test_every_cut_sums_to_the_leading_figures(form: MakeForm, rows: list[dict[str, Any]], where: Filter) -> None:
    """By group, kind and priority, and place by place: nothing is lost and nothing doubled."""
    snapshot = form("form2", rows)
    found, head = cuts(snapshot, NAMES, where), headline(snapshot, where).needed
    for name in (TOTAL, *NAMES):
        parts = found[name].values()
        assert (sum(p.new for p in parts), sum(p.other for p in parts)) == (head.cameras, head.other_cameras)
    places = against_existing(snapshot, where)
    assert (places["needed_new"].sum(), places["needed_other"].sum()) == (head.cameras, head.other_cameras)


@settings(max_examples=25)
@given(rows=ROWS)
def test_money_is_that_of_the_rows_that_count(form: MakeForm, rows: list[dict[str, Any]]) -> None:
    """Both ways of summing agree, and where no row tells there is no sum."""
    snapshot = form("form2", rows)
    counted = [row["cost_vnd"] for row in rows if not row["excluded"] and row["cost_vnd"] is not None]
    found = cuts(snapshot, NAMES)[TOTAL][None]
    sums = told(snapshot, "form2")
    assert found.cost_vnd == sums.cost_vnd == (sum(counted) if counted else None)
    assert found.cost_positions == sums.told_rows == len(counted)
    assert sums.rows == len(rows)


def test_new_or_untold_is_what_leads(form: MakeForm) -> None:
    """The filter of the leading figure's rows gives its cameras."""
    rows = [{"quantity": 5, "need_kind": "new"}, {"quantity": 3}, {"quantity": 2, "need_kind": "upgrade"}]
    snapshot = form("form2", rows)
    assert counts(snapshot, "form2", where=NEW_OR_UNTOLD)["cameras"].iloc[0] == 8


def test_a_list_cannot_be_cut_by(form: MakeForm) -> None:
    """Under a list a need stands several times, so its parts would not sum to the whole."""
    with pytest.raises(ValueError, match="funding"):
        cuts(form("form2", [{"quantity": 1}]), ("funding",))
