"""`python -m camdash template`: the blank forms, of one unit or of all."""

from collections.abc import Sequence
from pathlib import Path

import click

from camdash.cli.campaigns import campaign_option, find_campaign
from camdash.forms.registry import Campaign, Unit
from camdash.reports.template import blank_form
from camdash.reports.template_words import file_name
from camdash.words import Words

FORMS = ("form1", "form2")


@click.command()
@click.option("--unit", metavar="CODE", help="The unit that fills the form in.")
@click.option("--form", type=click.Choice(FORMS), help="Which form; both where it is not said.")
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="The workbook to write.")
@click.option("--all", "everyone", is_flag=True, help="The forms of every unit of the campaign.")
@click.option("--out", "folder", type=click.Path(file_okay=False, path_type=Path), help="The folder to fill.")
@campaign_option
def template(
    *, unit: str | None, form: str | None, output: Path | None, everyone: bool, folder: Path | None, campaign: str
) -> None:
    """Write blank forms with drop-downs, instructions and the unit's name filled in."""
    found = find_campaign(campaign)
    units = _units(found, unit, everyone=everyone)
    forms = (form,) if form else FORMS
    if output is not None:
        if everyone or form is None or folder is not None:
            raise click.UsageError("-o takes one --unit and one --form; give --out DIR for several workbooks")
        _write(output, forms[0], units[0], found)
    else:
        _write_all(folder or Path(), forms, units, found)
    written = len(units) * len(forms)
    click.echo(Words().n("{count} blank form written.", "{count} blank forms written.", written))


def _units(campaign: Campaign, code: str | None, *, everyone: bool) -> Sequence[Unit]:
    if everyone == (code is not None):
        raise click.UsageError("give either --unit CODE or --all")
    if code is None:
        return campaign.units
    try:
        return (campaign.unit(code),)
    except KeyError as error:
        raise click.BadParameter(code, param_hint="--unit") from error


def _write_all(folder: Path, forms: Sequence[str], units: Sequence[Unit], campaign: Campaign) -> None:
    for unit in units:
        for form in forms:
            _write(folder / file_name(form, unit), form, unit, campaign)


def _write(path: Path, form: str, unit: Unit, campaign: Campaign) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(blank_form(form, unit, campaign))
    except OSError as error:
        raise click.FileError(str(path), error.strerror or "") from error
