"""Writes a whole synthetic survey into a folder: the units' workbooks, a manifest of their arrival, and its totals."""

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from camdash.sample.plan import CAMERAS, NEEDS
from camdash.sample.sheet import workbook_of
from camdash.sample.survey import Return, survey
from camdash.sample.totals import totals_of

MANIFEST, TOTALS = "SUBMISSIONS.csv", "TOTALS.json"
Progress = Callable[[int, int, str], None]


def write_sample(
    out: Path,
    cameras: int = CAMERAS,
    needs: int = NEEDS,
    seed: int = 1,
    progress: Progress | None = None,
) -> dict[str, Any]:
    """Write the sample city into `out` (made if missing) and give its totals; `progress(done, total, file)` is told.

    The same numbers and seed give the same bytes.
    """
    out.mkdir(parents=True, exist_ok=True)
    returns = survey(cameras, needs, seed)
    for done, sent in enumerate(returns):
        if progress:
            progress(done, len(returns), sent.file)
        (out / sent.file).write_bytes(workbook_of(sent, seed))
    totals = {"seed": seed, "files": len(returns), **totals_of(returns)}
    _write_manifest(out / MANIFEST, returns)
    (out / TOTALS).write_text(json.dumps(totals, ensure_ascii=False, indent=1), encoding="utf-8")
    if progress:
        progress(len(returns), len(returns), MANIFEST)
    return totals


def _write_manifest(path: Path, returns: list[Return]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("file", "received_on", "unit", "form", "remark"))
        writer.writerows((r.file, r.received_on.isoformat(), r.unit.code, r.form, r.remark) for r in returns)
