"""What is derived from a record (FORMS.md §6, grades, remedy, reach), as DuckDB expressions over its own columns."""

from collections.abc import Mapping

from camdash.analysis import ai_answers
from camdash.analysis.columns import AGE_CLASSES, AGE_EDGES_YEARS, RESOLUTION_CLASSES, RESOLUTION_EDGES_MP
from camdash.analysis.deciding import CONNECTED_CLASS, PROTOCOL_CLASS, REACH, REMEDY, STORAGE_CLASS
from camdash.analysis.grading import criteria_expressions, usable
from camdash.analysis.thresholds import Thresholds
from camdash.forms.sensitive import AREA_CLASS, PURPOSE
from camdash.geo.projection import BOX

MAPPABLE = "mappable"
"""The internal column that tells of a record that may have a dot of its own, or stand in a cell: never null."""

_WEST, _SOUTH, _EAST, _NORTH = BOX
_MAPPABLE = f"""
    coalesce(NOT sensitive AND h3_10 IS NOT NULL AND lat BETWEEN {_SOUTH} AND {_NORTH}
             AND lon BETWEEN {_WEST} AND {_EAST}, FALSE)"""
_LOCATED = "lat IS NOT NULL AND lon IS NOT NULL"
_SENSITIVE = f"coalesce(area_class = '{AREA_CLASS}', FALSE) OR coalesce(list_contains(purposes, '{PURPOSE}'), FALSE)"
_NEED_GROUP = """
    CASE WHEN list_contains(purposes, 'defence') THEN 'defence'
         WHEN list_has_any(purposes, ['public_security', 'violations']) THEN 'security'
         WHEN len(purposes) > 0 THEN 'state_management' END"""
_WORKING = """
    CASE WHEN quantity_working IS NOT NULL THEN least(quantity_working, quantity)
         WHEN operating_state = 'working' THEN quantity END"""
_STATE_TOLD = "quantity_working IS NOT NULL OR quantity_broken IS NOT NULL OR operating_state IS NOT NULL"

_CLASSES_OF_LISTS = {
    "protocol_class": PROTOCOL_CLASS,
    "storage_class": STORAGE_CLASS,
    "connected_class": CONNECTED_CLASS,
}


def derivations(form: str, year: int, thresholds: Thresholds) -> tuple[Mapping[str, str], ...]:
    """Give the expressions of the derived columns of `form`; ages are counted at `year`, the campaign's.

    They come in layers: a layer rests on stored columns and on those that the layers before it made.
    """
    if form == "ai_needs":
        return ({"ai": _told_or_none("ai_needs", "some")},)
    places = {"located": _LOCATED, "need_group": _NEED_GROUP, "sensitive": _SENSITIVE}
    if form == "form2":
        asked = {"ai": _told_or_none("ai_needs", "some"), "resolution_class": _resolution("min_resolution_mp")}
        return ({**places, **asked}, {MAPPABLE: _MAPPABLE})
    age = f"CASE WHEN install_year <= {year} THEN {year} - install_year END"
    told = {
        "ai": _told_or_none("ai_features", "some"),
        "resolution_class": _resolution("resolution_mp"),
        "connected": _told_or_none("connected_to", "connected"),
        "working": _WORKING,
        "state_told": _STATE_TOLD,
        "age_years": age,
        "age_class": _classes(f"({age})", "<=", AGE_EDGES_YEARS, AGE_CLASSES),
    }
    return (
        {**places, **told, **criteria_expressions(thresholds, year), "reach": REACH, **_CLASSES_OF_LISTS},
        {
            "grade": usable("grade_state", "grade_resolution"),
            MAPPABLE: _MAPPABLE,
            ai_answers.COLUMN: ai_answers.answers_expression(thresholds),
        },
        {"remedy": REMEDY},
    )


def _told_or_none(name: str, some: str) -> str:
    only_none = f"len(list_distinct({name})) = 1 AND list_contains({name}, 'none')"
    return f"CASE WHEN coalesce(len({name}), 0) = 0 THEN NULL WHEN {only_none} THEN 'none' ELSE '{some}' END"


def _resolution(name: str) -> str:
    return _classes(name, "<", RESOLUTION_EDGES_MP, RESOLUTION_CLASSES)


def _classes(value: str, within: str, edges: tuple[float, ...], names: tuple[str, ...]) -> str:
    cases = " ".join(f"WHEN {value} {within} {edge} THEN '{name}'" for edge, name in zip(edges, names, strict=False))
    return f"CASE WHEN {value} IS NULL THEN NULL {cases} ELSE '{names[-1]}' END"
