"""`python -m camdash sample`: a whole synthetic survey in a folder, labelled as such."""

import json
from pathlib import Path
from typing import Any

import click

from camdash.cli.campaigns import campaign_option, district_campaign
from camdash.sample.generate import write_sample
from camdash.sample.plan import CAMERAS, NEEDS
from camdash.words import Words


@click.command()
@click.option("--out", required=True, type=click.Path(file_okay=False, path_type=Path), help="The folder to fill.")
@click.option("--cameras", type=click.IntRange(min=0), default=CAMERAS, show_default=True, help="Existing cameras.")
@click.option("--needs", type=click.IntRange(min=0), default=NEEDS, show_default=True, help="Needed cameras.")
@click.option("--seed", type=int, default=1, show_default=True, help="The same seed writes the same files.")
@click.option("--json", "as_json", is_flag=True, help="Print the totals as JSON, for programs.")
@campaign_option
def sample(*, out: Path, cameras: int, needs: int, seed: int, as_json: bool, campaign: str) -> None:
    """Write the workbooks of a synthetic survey (GIẢ LẬP), the days they arrived on, and its totals.

    The units are those of 2024, so the campaign must be one in which districts report.
    """
    district_campaign(campaign)
    try:
        with click.progressbar(length=100, hidden=as_json) as bar:
            totals = write_sample(out, cameras, needs, seed, lambda done, of, _: bar.update(100 * done // of - bar.pos))
    except OSError as error:
        raise click.FileError(str(out), error.strerror or "") from error
    click.echo(json.dumps(totals, ensure_ascii=False) if as_json else _summary(totals, out, Words()))


def _summary(totals: dict[str, Any], out: Path, words: Words) -> str:
    existing, needed = totals["form1"], totals["form2"]
    types, groups = existing["by"]["camera_type"], needed["by"]["need_group"]
    told = {
        "positions": words.number(existing["positions"]),
        "cameras": words.number(existing["cameras"]),
        "ptz": words.number(_cameras(types, "ptz")),
        "fixed": words.number(_cameras(types, "fixed")),
        "working": words.number(existing["working"]),
    }
    asked = {
        "positions": words.number(needed["positions"]),
        "cameras": words.number(needed["cameras"]),
        **{group: words.number(_cameras(groups, group)) for group in ("security", "defence", "state_management")},
    }
    return "\n".join(
        (
            words.t(
                "Simulated survey: {files} files in {folder}", files=words.number(totals["files"]), folder=str(out)
            ),
            words.t(
                "Existing: {cameras} cameras at {positions} positions ({ptz} PTZ, {fixed} fixed), {working} working",
                **told,
            ),
            words.t(
                "Needed: {cameras} cameras at {positions} positions (security and violations {security}, "
                "defence {defence}, state management {state_management})",
                **asked,
            ),
        )
    )


def _cameras(by: dict[str, dict[str, int]], key: str) -> int:
    return by.get(key, {"cameras": 0})["cameras"]
