"""Cameras and positions of the records that a filter lets through, gathered by one column, as a subquery.

A list column puts a record under each of its codes, and under null where it tells none (FORMS.md §6).
"""

from collections.abc import Mapping
from types import MappingProxyType

from camdash.analysis import coding
from camdash.analysis.filters import Filter, find_column

CAMERAS = "coalesce(sum(quantity) FILTER (NOT excluded), 0)::BIGINT"
"""Cameras that count, of the records of a group."""


NO_SUMS: Mapping[str, str] = MappingProxyType({})


def narrowed(form: str, where: Filter) -> tuple[str, list[object]]:
    """Give the form's records as a subquery with its parameters; conditions on columns it lacks do not narrow it."""
    clause, params = where.only(form).sql(form)
    return f"(SELECT * FROM {form} WHERE {clause})", params


def gathered(
    form: str, by: str, where: Filter, *names: str, sums: Mapping[str, str] = NO_SUMS
) -> tuple[str, list[object]]:
    """Give a subquery of `key`, the value of `by`, the columns `names`, cameras, positions and the sums asked for.

    A list is unnested after the records were gathered by its key (camdash.analysis.coding). FilterError: no such `by`.
    """
    column = find_column(by, form)
    source, params = narrowed(form, where)
    key, also = f'"{column.name}"', "".join(f", {name}" for name in names)
    measures = {"cameras": CAMERAS, "positions": "count(*)", **sums}
    summed = ", ".join(f"{sql} AS {name}" for name, sql in measures.items())
    if column.storage != "list":
        return f"(SELECT {key} AS key{also}, {summed} FROM {source} GROUP BY ALL)", params
    again = ", ".join(f"sum({name})::BIGINT AS {name}" for name in measures)
    return (
        f"""
        (SELECT key{also}, {again} FROM (
            SELECT unnest(coalesce({coding.codes(column.name)}, [NULL])) AS key{also}, {", ".join(measures)} FROM (
                SELECT {coding.key(column.name)}{also}, {summed}
                FROM {source} GROUP BY ALL)) GROUP BY ALL)""",
        params,
    )
