"""What each table of the analysis holds: the columns one can filter by, cut by and export, and what is derived.

A record's columns are the fields of its form, where it came from, and what FORMS.md §6, the grades and the remedies
derive from them. `version_id` with `record`, its ordinal in the version from 0, names a record for good.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Literal

from camdash.analysis.deciding import CONNECTED_CLASSES, PROTOCOL_CLASSES, REACHES, REMEDIES, STORAGE_CLASSES
from camdash.analysis.grading import CRITERIA, GRADES
from camdash.forms.fields import all_fields, fields_of
from camdash.problems import CODES, Severity

Storage = Literal["string", "int", "float", "bool", "date", "list"]

FORM_TABLES = ("form1", "form2", "ai_needs")
TABLES = (*FORM_TABLES, "progress", "problems")

RESOLUTION_EDGES_MP = (1.0, 2.0, 4.0)
"""Classes of resolution: below 1 MP poor, from 2 MP good, from 4 MP fit for plates and faces (DOMAIN.md §5)."""

AGE_EDGES_YEARS = (5, 8)
"""Classes of age: up to 5 years good, up to 8 fair, above 8 worn out (DOMAIN.md §5)."""

RESOLUTION_CLASSES = ("below_1mp", "1_to_2mp", "2_to_4mp", "from_4mp")
AGE_CLASSES = ("up_to_5", "6_to_8", "above_8")
NEED_GROUPS = ("defence", "security", "state_management")
PROBLEM_STATES = ("error", "warning", "info", "none")
"""The worst finding on a record's row, `none` where there is no finding."""

LAYOUT_ACTIONS = ("keep", "connect", "repair", "upgrade", "replace", "new", "remove")
"""What is done at a site of the city's layout, the least first; what is reported twice is removed from the count."""

STATES = ("missing", "received", "errors", "returned", "held", "accepted", "nil", "withdrawn")


@dataclass(frozen=True, slots=True)
class Column:
    """One column: how it is stored, and what its codes are.

    `vocabulary` names one of camdash.forms; `codes` lists the answers of a column that has none there.
    """

    name: str
    storage: Storage
    vocabulary: str | None = None
    codes: tuple[str, ...] = ()
    derived: bool = False


_ORIGIN = (
    Column("file", "string"),
    Column("sheet", "string"),
    Column("row", "int"),
    Column("excluded", "bool"),
    Column("received_on", "date"),
)
_DERIVED_EVERYWHERE = (
    Column("version_id", "int", derived=True),
    Column("record", "int", derived=True),
    Column("problem_state", "string", codes=PROBLEM_STATES, derived=True),
    Column("ai", "string", codes=("some", "none"), derived=True),
)
_DERIVED_OF_PLACES = (
    Column("located", "bool", derived=True),
    Column("need_group", "string", codes=NEED_GROUPS, derived=True),
    Column("sensitive", "bool", derived=True),
    Column("resolution_class", "string", codes=RESOLUTION_CLASSES, derived=True),
)
_DERIVED_OF_EXISTING = (
    Column("connected", "string", codes=("connected", "none"), derived=True),
    Column("working", "int", derived=True),
    Column("state_told", "bool", derived=True),
    Column("age_years", "int", derived=True),
    Column("age_class", "string", codes=AGE_CLASSES, derived=True),
    *(Column(f"grade_{criterion}", "string", codes=GRADES, derived=True) for criterion in CRITERIA),
    Column("grade", "string", codes=GRADES, derived=True),
    Column("reach", "string", codes=REACHES, derived=True),
    Column("remedy", "string", codes=REMEDIES, derived=True),
    Column("protocol_class", "string", codes=PROTOCOL_CLASSES, derived=True),
    Column("storage_class", "string", codes=STORAGE_CLASSES, derived=True),
    Column("connected_class", "string", codes=CONNECTED_CLASSES, derived=True),
)
_DERIVED: Mapping[str, tuple[Column, ...]] = MappingProxyType(
    {
        "form1": (*_DERIVED_EVERYWHERE, *_DERIVED_OF_PLACES, *_DERIVED_OF_EXISTING),
        "form2": (*_DERIVED_EVERYWHERE, *_DERIVED_OF_PLACES),
        "ai_needs": _DERIVED_EVERYWHERE,
    }
)
_LAYOUT = (
    Column("order", "int"),
    Column("phase_label", "string"),
    Column("action", "string", codes=LAYOUT_ACTIONS),
    Column("position_name", "string"),
    Column("district", "string"),
    Column("ward", "string"),
    Column("lat", "float"),
    Column("lon", "float"),
    Column("area_class", "string", "area_class"),
    Column("purposes", "list", "purposes"),
    Column("functions", "list", "ai"),
    Column("priority", "string", "priority"),
    Column("cameras", "int"),
    Column("units", "list"),
    Column("owners", "list"),
    Column("cost_vnd", "int"),
    Column("funding", "list", "funding"),
    Column("why", "string"),
    Column("overridden", "bool"),
    Column("note", "string"),
    Column("sensitive", "bool"),
    Column("site", "string"),
)
"""The columns of the city's layout (camdash.planning.layout) as readers get it."""

_OTHERS: Mapping[str, tuple[Column, ...]] = MappingProxyType(
    {
        "progress": (
            Column("unit", "string"),
            Column("form", "string", codes=("form1", "form2")),
            Column("expected", "string", codes=("required", "invited")),
            Column("state", "string", codes=STATES),
            Column("received_on", "date"),
            Column("days_late", "int"),
            Column("parts", "int"),
            Column("positions", "int"),
            Column("cameras", "int"),
            Column("errors", "int"),
            Column("warnings", "int"),
            Column("excluded_positions", "int", derived=True),
            Column("days_overdue", "int", derived=True),
            Column("papers", "int", derived=True),
            Column("signed_paper_missing", "bool", derived=True),
        ),
        "problems": (
            Column("unit", "string"),
            Column("form", "string", codes=FORM_TABLES),
            Column("file", "string"),
            Column("sheet", "string"),
            Column("cell", "string"),
            Column("row", "int"),
            Column("field", "string", codes=tuple(all_fields())),
            Column("code", "string", codes=tuple(CODES)),
            Column("severity", "string", codes=tuple(s.value for s in Severity)),
            Column("value", "string"),
        ),
        "layout": _LAYOUT,
    }
)
_SOURCES = ("wgs84", "dms", "vn2000_tm3", "utm48", "map_link", "repaired", "none")


@cache
def columns(table: str) -> Mapping[str, Column]:
    """Give the columns of one of TABLES, or of the layout, in their order; another name raises KeyError."""
    found = _OTHERS[table] if table in _OTHERS else (*stored_columns(table), *_DERIVED[table])
    return MappingProxyType({column.name: column for column in found})


@cache
def stored_columns(form: str) -> tuple[Column, ...]:
    """Give the columns of a form's records as they are stored: unit, the form's fields, where the row stood."""
    fields = tuple(_of_field(f.name, f.column, f.vocabulary) for f in fields_of(form) if f.name != "unit")
    return (Column("unit", "string"), *fields, *_ORIGIN)


def _of_field(name: str, storage: Storage, vocabulary: str | None) -> Column:
    codes = _SOURCES if name == "coordinate_source" else ()
    return Column(name, storage, vocabulary, codes)
