"""`site`: the solver on plain points, for an analyst's own lists: which candidates cover most demand."""

import json
import sys
import time
from pathlib import Path

import click

from camdash.words import N_, Words

DISTANCES = ("spherical", "euclidean", "projected")

_STATUS = {
    "optimal": N_("Proved: nothing covers more."),
    "feasible": N_("Not proved to be the best, but no choice covers more than the bound."),
    "stopped": N_("Stopped by the time limit; running again may give another choice."),
}


@click.command()
@click.option("--demand", required=True, type=click.Path(dir_okay=False, path_type=Path), help="CSV: x, y, weight.")
@click.option("--candidates", required=True, type=click.Path(dir_okay=False, path_type=Path), help="CSV: x, y[, cost].")
@click.option("--radius-m", required=True, type=click.FloatRange(min=0), help="Service radius; its edge is covered.")
@click.option("--sites", type=click.IntRange(min=0), help="How many sites to choose.")
@click.option("--budget", type=click.FloatRange(min=0), help="What the sites may cost together.")
@click.option(
    "--distance",
    type=click.Choice(DISTANCES),
    help="spherical: degrees; euclidean: the file's own units; projected: metres. "
    "Default: spherical where both files name lon and lat, else projected.",
)
@click.option("--time-limit", type=click.FloatRange(min=0, min_open=True), help="Seconds; the result may then vary.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object instead of sentences.")
def site(
    *,
    demand: Path,
    candidates: Path,
    radius_m: float,
    sites: int | None,
    budget: float | None,
    distance: str | None,
    time_limit: float | None,
    as_json: bool,
) -> None:
    """Choose the candidates that cover the most demand weight.

    The files are CSV with a heading: x, y, weight and x, y[, cost]; lon and lat may stand for x and y. With --sites
    each site counts one; with --budget the column cost is used. Rows in the result are counted from 0.
    """
    words = Words()
    if (sites is None) == (budget is None):
        raise click.UsageError(words.t("Give either --sites or --budget."))
    from camdash.planning.siting.points import PointsError, read_points, site_points  # noqa: PLC0415 - scipy is slow

    start = time.perf_counter()
    try:
        places = read_points(demand, "weight"), read_points(candidates, "cost" if sites is None else None)
        limit = float(sites if sites is not None else budget or 0.0)
        result = site_points(*places, radius_m, limit, distance, time_limit_s=time_limit)
    except PointsError as error:
        click.echo(error.message(words), err=True)
        sys.exit(2)
    result["seconds"] = round(time.perf_counter() - start, 3)
    if as_json:
        click.echo(json.dumps(result))
        return
    _say(words, result, len(places[1].xy))


def _say(words: Words, result: dict[str, object], candidates: int) -> None:
    chosen = result["chosen"]
    assert isinstance(chosen, list)  # noqa: S101 - as it was made
    number = {name: float(str(result[name])) for name in ("objective", "bound", "gap", "total", "cost", "seconds")}
    share = number["objective"] / number["total"] if number["total"] else 0.0
    click.echo(
        words.t(
            N_("Chosen {chosen} of {candidates} candidates, cost {cost}."),
            chosen=words.number(len(chosen)),
            candidates=words.number(candidates),
            cost=words.number(number["cost"]),
        )
    )
    click.echo(
        words.t(
            N_("They cover {objective} of {total} ({share}); no choice covers more than {bound} (gap {gap})."),
            objective=words.number(number["objective"]),
            total=words.number(number["total"]),
            share=words.percent(share, 1),
            bound=words.number(number["bound"]),
            gap=words.percent(number["gap"], 3),
        )
    )
    click.echo(words.t(_STATUS[str(result["status"])]))
    rows = ", ".join(str(row) for row in chosen)
    click.echo(words.t(N_("Rows of the candidates (counted from 0): {rows}"), rows=rows or "–"))
    click.echo(words.t(N_("Seconds: {seconds}"), seconds=words.number(number["seconds"], 2)))
