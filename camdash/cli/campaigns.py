"""The `--campaign` option of every command."""

from collections.abc import Callable
from typing import Any

import click

from camdash.forms.registry import DEFAULT_CODE, Campaign, default_campaign
from camdash.words import Words


def campaign_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add `--campaign CODE`, by default the 2024 survey."""
    option = click.option(
        "--campaign", default=DEFAULT_CODE, show_default=True, metavar="CODE", help="The survey campaign."
    )
    return option(command)


def district_campaign(code: str) -> Campaign:
    """Find a campaign in which districts report; for another one district shapes and the sample make no sense."""
    campaign = find_campaign(code)
    if not campaign.districts:
        message = Words().t("In the campaign {code} no district-level units report.", code=code)
        raise click.BadParameter(message, param_hint="--campaign")
    return campaign


def find_campaign(code: str) -> Campaign:
    """Find a campaign by code; the default one needs no database, an unknown one is wrong usage."""
    if code == DEFAULT_CODE:
        return default_campaign()
    from camdash.settings import Settings  # noqa: PLC0415 - `read` must start without the store
    from camdash.store.model import StoreError  # noqa: PLC0415
    from camdash.store.store import Store  # noqa: PLC0415

    try:
        return Store.open(Settings.from_environment()).campaign(code)
    except StoreError as error:
        message = Words().t("There is no campaign “{campaign}”.", campaign=code)
        raise click.BadParameter(message, param_hint="--campaign") from error
