"""The sentences for the codes of explanations: why a site comes now, why another does not, why nothing fits."""

from collections.abc import Callable

from camdash.planning.siting.explain import Bought, Left, Rejected
from camdash.planning.siting.problem import Why
from camdash.words import N_, Words

Name = Callable[[int], str]
"""Names a site by its row."""

REJECTED = {
    "excluded": N_("Excluded by decision."),
    "conflict": N_("Cannot stand together with {other}, which was chosen."),
    "nothing_new": N_("Everything it would serve is covered already."),
    "over_budget": N_("Costs {cost}; {left} is left."),
    "less_per_dong": N_("Would add {adds} for {cost}: less for the money than any site that was chosen."),
    "no_room_under_floor": N_(
        "Would give more for the money than {other}, but a floor of its district needs that one."
    ),
}

LEFT = {
    "all_spent": N_("The budget is spent."),
    "nothing_left_to_cover": N_("{left} is left: nothing more can be covered."),
    "only_conflicts_left": N_(
        "{left} is left: what could still be covered needs sites that cannot stand beside the chosen."
    ),
    "cheapest_costs_more": N_("{left} is left: the cheapest site that still adds something, {site}, costs {cost}."),
    "not_searched_further": N_("{left} is left: the work was stopped before {site} was tried."),
}

INFEASIBLE = {
    "mandatory_excluded": N_("{possible} sites are both mandatory and excluded. Decide for one of the two."),
    "mandatory_conflict": N_("Two mandatory sites cannot stand together. Give one of them up."),
    "mandatory_over_budget": N_(
        "The mandatory sites cost {needed}, the budget is {possible}. Raise it or give some up."
    ),
    "floor": N_("The floor of {group} cannot be met even with every candidate: {possible} of {needed}. Lower it."),
    "floors_over_budget": N_("The budget does not pay for the floors. Raise it or lower them."),
    "floors_conflict": N_("The floors cannot be met together because of sites that exclude each other. Lower a floor."),
    "floors_not_found": N_(
        "No choice that meets the floors was found within the effort. Lower a floor or raise the budget."
    ),
}


def why_now(words: Words, bought: Bought, name: Name) -> str:
    """Say why a site is bought at its turn."""
    adds, cost = words.number(bought.adds), words.money(bought.cost)
    if bought.mandatory:
        return words.t(N_("Mandatory; newly covers {adds} for {cost}."), adds=adds, cost=cost)
    if bought.runner_up is None:
        return words.t(N_("Newly covers {adds} for {cost}."), adds=adds, cost=cost)
    return words.t(
        N_("Newly covers {adds} for {cost}; the next, {site}, would add {more} for {other}."),
        adds=adds,
        cost=cost,
        site=name(bought.runner_up),
        more=words.number(bought.runner_up_adds),
        other=words.money(bought.runner_up_cost),
    )


def why_not(words: Words, rejected: Rejected, name: Name) -> str:
    """Say why a candidate was not chosen."""
    return words.t(
        REJECTED[rejected.code],
        adds=words.number(rejected.adds),
        cost=words.money(rejected.cost),
        left=words.money(rejected.left),
        other="" if rejected.other is None else name(rejected.other),
    )


def why_left(words: Words, left: Left, name: Name) -> str:
    """Say why money is left."""
    site = "" if left.site is None else name(left.site)
    return words.t(LEFT[left.code], left=words.money(left.amount), site=site, cost=words.money(left.cost))


def why_impossible(words: Words, why: Why, group: Callable[[int], str]) -> str:
    """Say why nothing fits."""
    money = why.code.endswith("_budget")
    say = words.money if money else words.number
    told = "" if why.group is None else group(why.group)
    return words.t(INFEASIBLE[why.code], group=told, needed=say(why.needed), possible=say(why.possible))
