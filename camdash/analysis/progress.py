"""Who has sent what, and what is wrong with it: one row for each unit and form, and one for each problem.

A form is received on the day its unit first sent it: a correction never makes a unit late. A table of AI needs belongs
to Form 2. A unit that is only invited is never late. Problems are those of the current versions. The papers of a unit
(letters, reports, scans) belong to all its forms.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import orjson
import pandas as pd
import pyarrow as pa

from camdash.analysis.columns import columns
from camdash.analysis.filters import Filter, find_column
from camdash.analysis.frames import to_frame
from camdash.analysis.inventory import ALL_ROWS, EVERYTHING, Page
from camdash.analysis.snapshot import Snapshot
from camdash.forms.fields import headings
from camdash.problems import Problem, Severity
from camdash.words import Words

_PROGRESS = """
WITH sent AS (
    SELECT unit, CASE form WHEN 'ai_needs' THEN 'form2' ELSE form END AS form,
           count(*) FILTER (state = 'current') AS current,
           count(*) FILTER (state = 'current' AND NOT nil) AS filled,
           count(*) FILTER (state = 'held') AS held,
           count(*) FILTER (state = 'current' AND review = 'returned') AS returned,
           count(*) FILTER (state = 'current' AND review = 'accepted') AS accepted,
           min(received_on) FILTER (state <> 'withdrawn') AS received_on,
           count(DISTINCT sha256) FILTER (state = 'current') AS parts,
           sum(positions) FILTER (state = 'current' AND form <> 'ai_needs') AS positions,
           sum(excluded_positions) FILTER (state = 'current' AND form <> 'ai_needs') AS excluded_positions,
           sum(cameras) FILTER (state = 'current' AND form <> 'ai_needs') AS cameras,
           sum(errors) FILTER (state = 'current') AS errors,
           sum(warnings) FILTER (state = 'current') AS warnings
    FROM versions GROUP BY ALL),
attached AS (
    SELECT unit, count(DISTINCT sha256) AS papers, bool_or(signed) AS signed
    FROM papers WHERE state = 'kept' GROUP BY unit),
asked AS (
    SELECT place, code AS unit, 'form1' AS form, form1 AS expected FROM units
    UNION ALL SELECT place, code, 'form2', form2 FROM units)
SELECT place, unit, form, expected,
       CASE WHEN sent.unit IS NULL THEN 'missing'
            WHEN held > 0 THEN 'held'
            WHEN current = 0 THEN 'withdrawn'
            WHEN returned > 0 THEN 'returned'
            WHEN accepted = current THEN 'accepted'
            WHEN errors > 0 THEN 'errors'
            WHEN filled = 0 THEN 'nil'
            ELSE 'received' END AS state,
       CASE WHEN current > 0 OR held > 0 THEN received_on END AS received_on,
       CASE WHEN current > 0 OR held > 0
            THEN CASE expected WHEN 'required' THEN greatest(received_on - DATE '{deadline}', 0) ELSE 0 END END::BIGINT
            AS days_late,
       coalesce(parts, 0)::BIGINT AS parts,
       coalesce(positions, 0)::BIGINT AS positions,
       coalesce(cameras, 0)::BIGINT AS cameras,
       coalesce(errors, 0)::BIGINT AS errors,
       coalesce(warnings, 0)::BIGINT AS warnings,
       coalesce(excluded_positions, 0)::BIGINT AS excluded_positions,
       CASE WHEN expected = 'required' AND coalesce(current, 0) + coalesce(held, 0) = 0
            THEN nullif(greatest(DATE '{today}' - DATE '{deadline}', 0), 0) END::BIGINT AS days_overdue,
       coalesce(papers, 0)::BIGINT AS papers,
       coalesce(current, 0) + coalesce(held, 0) > 0 AND NOT coalesce(signed, FALSE) AS signed_paper_missing
FROM asked LEFT JOIN sent USING (unit, form) LEFT JOIN attached USING (unit)
"""
_SUMMED = ("parts", "positions", "excluded_positions", "cameras", "errors", "warnings")
_SUMMARY = """
SELECT form,
       count(*) FILTER (expected = 'required') AS required,
       count(*) FILTER (expected = 'required' AND sent) AS received,
       count(*) FILTER (expected = 'required' AND sent AND days_late = 0) AS on_time,
       count(*) FILTER (expected = 'required' AND sent AND days_late > 0) AS late,
       count(*) FILTER (expected = 'required' AND NOT sent) AS missing,
       count(*) FILTER (days_overdue > 0) AS overdue,
       count(*) FILTER (expected = 'invited' AND sent) AS invited_received,
       count(*) FILTER (state = 'nil') AS nil,
       count(*) FILTER (state = 'held') AS held,
       count(*) FILTER (errors > 0) AS with_errors
FROM (SELECT *, received_on IS NOT NULL AS sent FROM ({progress})) GROUP BY form ORDER BY form
"""


@dataclass(frozen=True, slots=True)
class _Cut:
    """A table, the columns it is cut by, and which of its rows are meant."""

    table: str
    by: tuple[str, ...]
    where: Filter


def progress(snapshot: Snapshot, today: date, where: Filter = EVERYTHING) -> pd.DataFrame:
    """Give the state of each unit's Form 1 and Form 2, in registry order (FORMS.md §8).

    `days_late` is missing where nothing was received; `days_overdue` is how long a required form has been wanting.
    `signed_paper_missing` tells of a form that was received without any signed paper of its unit.
    """
    clause, params = where.sql("progress")
    names = ", ".join(columns("progress"))
    sql = f"SELECT {names} FROM ({_source(snapshot, today)}) WHERE {clause} ORDER BY place, form"
    return to_frame(snapshot.query(sql, params))


def progress_counts(snapshot: Snapshot, today: date, by: Sequence[str], where: Filter = EVERYTHING) -> pd.DataFrame:
    """Count units' forms by the columns `by`: by…, returns, and the sums of parts, positions, cameras and problems."""
    sums = ", ".join(f"coalesce(sum({name}), 0)::BIGINT AS {name}" for name in _SUMMED)
    cut = _Cut("progress", tuple(by), where)
    return _counted(snapshot, cut, f"count(*) AS returns, {sums}", _source(snapshot, today))


def progress_summary(snapshot: Snapshot, today: date) -> pd.DataFrame:
    """Give, per form, how many units must report and how many have: `received` is at most `required`.

    Columns: form, required, received, on_time, late, missing, overdue (all of required units), invited_received, nil,
    held, with_errors (of all units).
    """
    return to_frame(snapshot.query(_SUMMARY.format(progress=_source(snapshot, today))))


def problems(
    snapshot: Snapshot, where: Filter = EVERYTHING, words: Words | None = None, page: Page = ALL_ROWS
) -> pd.DataFrame:
    """List what is wrong in the current versions, with the sentence in `words` (Vietnamese by default)."""
    clause, params = where.sql("problems")
    names = ", ".join(f'"{name}"' for name in columns("problems"))
    found = snapshot.query(
        f"""SELECT {names}, params FROM problems WHERE {clause}
                               ORDER BY unit NULLS LAST, form, file, sheet, "row" NULLS FIRST, cell{page.sql}""",
        params,
    )
    messages = pa.array(_messages(found, words or Words()), pa.string())
    return to_frame(found.drop_columns("params").append_column("message", messages))


def problem_counts(snapshot: Snapshot, by: Sequence[str], where: Filter = EVERYTHING) -> pd.DataFrame:
    """Count problems by the columns `by`: by…, problems."""
    return _counted(snapshot, _Cut("problems", tuple(by), where), "count(*) AS problems", "SELECT * FROM problems")


def _source(snapshot: Snapshot, today: date) -> str:
    return _PROGRESS.format(today=today.isoformat(), deadline=snapshot.campaign.deadline.isoformat())


def _counted(snapshot: Snapshot, cut: _Cut, measures: str, source: str) -> pd.DataFrame:
    """Count the rows of `source`; the first of `measures` is the count, by which the rows are sorted."""
    keys = [f'"{find_column(name, cut.table).name}"' for name in dict.fromkeys(cut.by)]
    clause, params = cut.where.sql(cut.table)
    select = ", ".join([*keys, measures])
    order = ", ".join([f"{len(keys) + 1} DESC", *(f"{key} NULLS LAST" for key in keys)])
    sql = f"SELECT {select} FROM ({source}) WHERE {clause} GROUP BY ALL ORDER BY {order}"
    return to_frame(snapshot.query(sql, params))


def _messages(found: pa.Table, words: Words) -> list[str]:
    named = headings(words.language)
    return [_problem(row).message(words, named.get(row["field"], "")) for row in found.to_pylist()]


def _problem(row: dict[str, Any]) -> Problem:
    same = {name: row[name] for name in ("code", "sheet", "cell", "row", "field", "value")}
    return Problem(severity=Severity(row["severity"]), params=orjson.loads(row["params"]), **same)
