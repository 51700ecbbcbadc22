"""The `--campaign` option of every command."""

from collections.abc import Callable
from typing import Any

import click

from camdash.forms.registry import DEFAULT_CODE, Campaign, default_campaign


def campaign_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add `--campaign CODE`, by default the 2024 survey."""
    option = click.option(
        "--campaign", default=DEFAULT_CODE, show_default=True, metavar="CODE", help="The survey campaign."
    )
    return option(command)


def find_campaign(code: str) -> Campaign:
    """Find a campaign by code; the default one needs no database, an unknown one is wrong usage."""
    if code == DEFAULT_CODE:
        return default_campaign()
    from camdash.settings import Settings  # noqa: PLC0415 - `read` must start without the store
    from camdash.store import Store  # noqa: PLC0415

    try:
        return Store.open(Settings.from_environment()).campaign(code)
    except KeyError as error:
        raise click.BadParameter(code, param_hint="--campaign") from error
