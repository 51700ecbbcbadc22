"""`python -m camdash campaign`: add and list survey campaigns."""

from datetime import date
from pathlib import Path

import click

from camdash.cli.importing import Day
from camdash.forms.registry import RegistryError, read_registry
from camdash.settings import Settings
from camdash.store import Store
from camdash.store.campaigns import CampaignExistsError
from camdash.words import Words


@click.group()
def campaign() -> None:
    """Add and list survey campaigns."""


@campaign.command()
@click.argument("code")
@click.option(
    "--registry",
    required=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="CSV of the units: code, name, short, kind, form1, form2, aliases.",
)
@click.option("--deadline", required=True, type=Day(), help="Last day on which a return is on time.")
@click.option("--name", default="", help="Name of the campaign; its code where it is not said.")
def add(code: str, registry: Path, deadline: date, name: str) -> None:
    """Add a campaign with its own registry of units."""
    words = Words()
    try:
        new = read_registry(registry, code, deadline, name)
        with Store.open(Settings.from_environment()) as store:
            store.add_campaign(new)
    except RegistryError as error:
        raise click.UsageError(words.t("The registry cannot be used: {why}", why=str(error))) from error
    except CampaignExistsError as error:
        raise click.UsageError(words.t("There is already a campaign “{campaign}”.", campaign=code)) from error
    click.echo(
        words.t(
            "Campaign {campaign} was added: {units} units, due on {date}.",
            campaign=new.code,
            units=words.number(len(new.units)),
            date=words.date(new.deadline),
        )
    )


@campaign.command("list")
def list_() -> None:
    """List the campaigns, the one due last first."""
    words = Words()
    with Store.open(Settings.from_environment()) as store:
        for known in store.campaigns():
            click.echo(
                words.t(
                    "{campaign}: {name}; {units} units, due on {date}.",
                    campaign=known.code,
                    name=known.name,
                    units=words.number(len(known.units)),
                    date=words.date(known.deadline),
                )
            )
