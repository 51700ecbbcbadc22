"""`boundaries`: install the official district shapes, or go back to the schematic."""

import sys
from pathlib import Path

import click

from camdash.cli.campaigns import campaign_option, district_campaign
from camdash.geo.boundaries import install_boundaries, remove_boundaries
from camdash.problems import Severity
from camdash.settings import Settings
from camdash.words import Words


@click.command()
@click.argument("file", required=False, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--remove", is_flag=True, help="Take the official shapes away and draw the schematic again.")
@campaign_option
def boundaries(file: Path | None, *, remove: bool, campaign: str) -> None:
    """Check FILE (GeoJSON, WGS84, the 30 units of 2024) and draw the maps with it from now on.

    Nothing changes when a check fails: each finding is printed, and the exit code is 1.
    """
    words = Words()
    district_campaign(campaign)
    if remove == (file is not None):
        raise click.UsageError("give either FILE or --remove")
    home = Settings.from_environment().home
    if file is None:
        known = remove_boundaries(home)
        removed, none = words.t("The schematic is drawn again."), words.t("No official boundaries were installed.")
        click.echo(removed if known else none)
        return
    found = install_boundaries(home, file.read_bytes())
    for each in found:
        click.echo(each.message(words), err=True)
    if any(each.severity is Severity.ERROR for each in found):
        click.echo(words.t("Nothing was installed."), err=True)
        sys.exit(1)
    click.echo(words.t("The official boundaries are installed; the maps are drawn with them from now on."))
