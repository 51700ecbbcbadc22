"""Reasons as sentences: codes with figures in, what a leader reads out."""

from collections.abc import Mapping
from types import MappingProxyType

import orjson

from camdash.analysis.columns import columns
from camdash.analysis.labels import Labels
from camdash.words import N_

_MONEY = frozenset({"cost", "left", "cheapest"})
_SENTENCES: Mapping[str, str] = MappingProxyType(
    {
        "mandatory": N_("It was laid down that this must be bought. It newly serves {cameras} cameras asked for."),
        "for_floor": N_("Bought so that its district gets the least that was laid down; it newly serves nothing."),
        "for_nothing": N_("It costs nothing and newly serves {cameras} cameras asked for."),
        "before_next": N_(
            "Newly serves {cameras} cameras asked for ({needs} needs) for {cost}: {worth} points a billion đồng; the "
            "next one gives {next}."
        ),
        "last": N_(
            "Newly serves {cameras} cameras asked for ({needs} needs) for {cost}: {worth} points a billion đồng; the "
            "last one of its phase."
        ),
        "excluded": N_("It was laid down that this must not be bought."),
        "impossible": N_("Nothing is bought while the conditions cannot be met."),
        "no_room_under_floor": N_("It would give more for the money than others that a floor of their district needs."),
        "conflict": N_("It cannot stand beside a site that is bought."),
        "nothing_new": N_("Everything that it would serve is served already."),
        "less_per_dong": N_(
            "It would give {worth} points a billion đồng, less than the {least} of the least that is bought."
        ),
        "over_budget": N_("It costs {cost}, and {left} is left."),
        "nothing_left_to_cover": N_("{left} is left, because nothing that could be bought would serve more."),
        "cheapest_costs_more": N_("{left} is left: the cheapest that would serve more costs {cheapest}."),
        "only_conflicts_left": N_("{left} is left: conditions hold back what would serve more."),
        "not_searched_further": N_("{left} is left: the work ended before everything was tried."),
        "doubled": N_("Two bodies report this camera; it is counted once."),
        "stands": N_("It stands and stays as it is."),
        "waits": N_("Its state asks for this; the plan does not pay for it."),
        "mandatory_over_budget": N_("What must be bought costs more than the budget."),
        "floor": N_("{district} cannot get the least that was laid down, even with all the money."),
        "floors_over_budget": N_("The least that was laid down for all districts costs more than the budget."),
        "floors_conflict": N_("The least that was laid down for all districts cannot be met by the sites there are."),
        "floors_not_found": N_("No choice was found that gives all districts the least that was laid down."),
        "mandatory_excluded": N_("A site is both mandatory and excluded."),
        "mandatory_conflict": N_("Two sites that exclude one another must both be bought."),
    }
)


def reason(code: str, params: str, labels: Labels) -> str:
    """Say a reason; a code without a sentence says nothing."""
    if code not in _SENTENCES:
        return ""
    words = labels.words
    told = orjson.loads(params or "{}")
    said = {name: words.money(value) if name in _MONEY else _said(name, value, labels) for name, value in told.items()}
    return words.t(_SENTENCES[code], **said)


def _said(name: str, value: str | float, labels: Labels) -> str:
    """Say a district by its name, a number with no more digits than tell something."""
    if isinstance(value, str):
        return labels.value(columns("layout")[name], value) if name == "district" else value
    decimals = 0 if float(value).is_integer() or abs(value) >= 100 else 1  # noqa: PLR2004 - three digits tell enough
    return labels.words.number(value, decimals)
