"""`python -m camdash template`: one form, a unit's two, or everybody's."""

from pathlib import Path

from click.testing import CliRunner, Result

from camdash.cli.template import template
from camdash.forms.registry import default_campaign
from camdash.reports.template import blank_form

CAMPAIGN = default_campaign()


def run(*arguments: str | Path) -> Result:
    """Run the command with these arguments."""
    return CliRunner().invoke(template, [str(a) for a in arguments])


def test_one_form_goes_where_it_is_wanted(tmp_path: Path) -> None:
    """The file is the blank form of that unit."""
    out = tmp_path / "new" / "form.xlsx"
    assert run("--unit", "020", "--form", "form2", "-o", out).exit_code == 0
    assert out.read_bytes() == blank_form("form2", CAMPAIGN.unit("020"), CAMPAIGN)


def test_all_units_get_both_forms_under_names_of_their_own(tmp_path: Path) -> None:
    """Two workbooks for each unit of the campaign, none over another."""
    assert run("--all", "--out", tmp_path).exit_code == 0
    assert len(list(tmp_path.glob("*.xlsx"))) == 2 * len(CAMPAIGN.units)


def test_wrong_usage_is_said(tmp_path: Path) -> None:
    """No unit, an unknown unit, or one file name for several workbooks."""
    assert run().exit_code == 2
    assert run("--unit", "no-such-unit").exit_code == 2
    assert run("--unit", "001", "-o", tmp_path / "both.xlsx").exit_code == 2
    assert run("--all", "--form", "form1", "-o", tmp_path / "all.xlsx").exit_code == 2
    assert list(tmp_path.iterdir()) == []
