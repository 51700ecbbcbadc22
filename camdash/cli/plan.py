"""`plan`: the common, overall camera positions for a budget, headless and the same for the same data."""

import dataclasses
from collections.abc import Iterable
from pathlib import Path

import click
import orjson
import pandas as pd

from camdash.analysis.filters import FilterError
from camdash.analysis.labels import Labels
from camdash.analysis.snapshot import CLOCK, Snapshot, load_snapshot
from camdash.cli.campaigns import campaign_option
from camdash.planning.building import build
from camdash.planning.decided import Decided, decided
from camdash.planning.layout import readable
from camdash.planning.plan import Plan
from camdash.planning.prepare import inputs, settled, standards_of
from camdash.planning.scenario import Scenario, ScenarioError
from camdash.planning.solving import completed, solve_plan
from camdash.planning.spoken import reason
from camdash.planning.standards import StandardsError
from camdash.reports.facts import excluded_rows
from camdash.reports.layouts import layout_facts, layout_files
from camdash.settings import Settings
from camdash.store import Store, StoreError
from camdash.words import N_, Words


@click.command()
@click.option(
    "--budget", type=click.IntRange(min=0), help="What may be spent in all, in đồng; shared by phase as before."
)
@click.option(
    "--scenario",
    "file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="The question as TOML: phases, actions, floors, mandatory and excluded sites, points, standards.",
)
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), required=True, help="The folder to write to.")
@campaign_option
def plan(*, budget: int | None, file: Path | None, out: Path, campaign: str) -> None:
    """Choose sites for a budget, and write what is bought, what is not and why, and the layout.

    The folder gets plan.json, CSV files of purchases, rejected sites, needs and the frontier, and the layout as xlsx,
    csv, GeoJSON and KML. The same data and scenario give the same files to the byte.
    """
    words = Words()
    try:
        scenario = Scenario.from_toml(file.read_text("utf-8")) if file else Scenario()
        scenario = scenario if budget is None else scenario.with_budget(budget)
        with Store.open(Settings.from_environment()) as store:
            snapshot, said = load_snapshot(store, campaign), decided(store.plans(campaign))
        solved = _solved(snapshot, said, scenario)
    except (ScenarioError, StandardsError, FilterError) as error:
        raise click.UsageError(error.message(words)) from error
    except StoreError as error:
        raise click.UsageError(words.t("There is no campaign “{campaign}”.", campaign=campaign)) from error
    labels = Labels(words, snapshot.campaign)
    name = file.stem if file else words.t(N_("{money} budget"), money=words.money(scenario.budget_vnd))
    try:
        out.mkdir(parents=True, exist_ok=True)
        _write_tables(out, solved)
        facts = layout_facts(_at_its_data(snapshot), labels, name, excluded_rows(snapshot, ("form1", "form2")))
        for each in layout_files(readable(solved, said.overrides, labels), labels, facts):
            (out / f"layout.{each.kind}").write_bytes(each.make())
    except OSError as error:
        raise click.FileError(str(out), error.strerror or "") from error
    _tell(solved, labels)
    if solved.totals["status"] == "infeasible":
        raise click.exceptions.Exit(1)


def _solved(snapshot: Snapshot, said: Decided, scenario: Scenario) -> Plan:
    made = inputs(snapshot, said, scenario.where, standards_of(said, scenario))
    question = build(made, settled(scenario, said))
    return completed(made, question, solve_plan(made, question, scenario))


def _at_its_data(snapshot: Snapshot) -> Snapshot:
    """Give the picture the moment of its newest file instead of now, which is no part of a plan."""
    newest = snapshot.query("SELECT max(stored_at) AS at FROM versions WHERE state = 'current'")["at"][0].as_py()
    return snapshot if newest is None else dataclasses.replace(snapshot, as_of=newest.astimezone(CLOCK))


def _write_tables(out: Path, solved: Plan) -> None:
    told = {"scenario": solved.scenario.to_json(), "totals": dict(solved.totals)}
    options = orjson.OPT_SORT_KEYS | orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE
    (out / "plan.json").write_bytes(orjson.dumps(told, option=options))
    for table in ("purchases", "rejected", "served", "frontier"):
        frame: pd.DataFrame = getattr(solved, table)
        (out / f"{table}.csv").write_bytes(_csv(frame))


def _csv(frame: pd.DataFrame) -> bytes:
    lists = {"units": frame["units"].map(_joined)} if "units" in frame else {}
    return frame.assign(**lists).to_csv(index=False, lineterminator="\n").encode()


def _joined(codes: object) -> str:
    return "; ".join(map(str, codes)) if isinstance(codes, Iterable) else ""


def _tell(solved: Plan, labels: Labels) -> None:
    """Say on the terminal what came of it."""
    words, totals = labels.words, solved.totals
    if totals["status"] == "infeasible":
        click.echo(reason(str(totals["why"]), str(totals["why_params"]), labels), err=True)
    click.echo(
        words.t(
            N_(
                "{share} of the need is served ({before} by what there is): {cameras} cameras at {sites} sites, {cost}."
            ),
            share=words.percent(totals["share"], 1),
            before=words.percent(totals["share_before"], 1),
            cameras=words.number(totals["cameras"]),
            sites=words.number(totals["sites"]),
            cost=words.money(totals["cost_vnd"]),
        )
    )
    click.echo(
        words.t(
            N_("No plan for this money serves more than {bound}; at most {gap} is missing."),
            bound=words.percent(totals["bound_share"], 2),
            gap=words.percent(totals["gap"], 3),
        )
    )
    if not solved.reproducible:
        click.echo(words.t(N_("The work was cut short by the clock; the same question may give another plan.")))
