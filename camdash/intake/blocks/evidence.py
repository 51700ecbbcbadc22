"""Whether rows that could head a table do: by what stands below them, or by their own shape where nothing does."""

from camdash.intake.blocks.grid import BLANK, NUMBER, TEXT, Grid
from camdash.intake.blocks.heading import Heading, could_head
from camdash.intake.blocks.profile import Profile, is_total_row
from camdash.intake.blocks.words import heads_running_numbers

_DENSE = 0.75
_ENOUGH_FOR_EMPTY = 4
_PAIR = 2


def heads_a_table(grid: Grid, heading: Heading, profile: Profile) -> bool:
    """Weigh a heading against the rows below it."""
    if _lower_row_heads(grid, heading, profile) or _is_among_data(grid, heading, profile):
        return False
    headed = len(heading.paths)
    rows = [row for row in profile.rows if _fill(grid, row, heading) >= min(_PAIR, headed)]
    if profile.numeric & heading.paths.keys():
        return _has_contrast(grid, heading, profile, rows)
    dense = headed >= _DENSE * len(heading.columns) and len(set(heading.paths.values())) == headed
    texts = [row for row in rows if _fill(grid, row, heading) >= 0.5 * headed]
    if len(texts) >= 2 or (len(texts) == 1 == len(profile.rows) and headed >= _ENOUGH_FOR_EMPTY):  # noqa: PLR2004 - two rows alike
        return dense and headed > _PAIR
    return dense and len(rows) <= 1 and _looks_complete(heading)


def _fill(grid: Grid, row: int, heading: Heading) -> int:
    return len(grid.filled_columns(row, heading.columns))


def _looks_complete(heading: Heading) -> bool:
    """Whether a heading is wide enough to stand without any data."""
    titles = list(heading.titles.values())
    if any(title.endswith(":") for title in titles):
        return False
    return len(titles) >= _ENOUGH_FOR_EMPTY or (len(titles) > _PAIR and heads_running_numbers(titles[0]))


def _has_contrast(grid: Grid, heading: Heading, profile: Profile, rows: list[int]) -> bool:
    """Whether numbers stand under the heading's texts, in more than a chance row."""
    if profile.running is not None:
        return len(heading.paths) > _PAIR or len(profile.rows) > 1 or bool(rows)
    if not rows:
        return len(heading.paths) > _PAIR and len(profile.rows) > _PAIR
    if len(heading.paths) == _PAIR:
        return len(rows) > 1 or is_total_row(grid, rows[0], profile)
    return True


def _lower_row_heads(grid: Grid, heading: Heading, profile: Profile) -> bool:
    """Whether a row of texts further down, before any number, is fuller and so is the heading itself."""
    for row in profile.rows if heading.number_row is None else ():
        filled = grid.touching(row, heading.columns)
        near = [c for c in filled if c in heading.columns]
        if not grid.is_text_only(row, near):
            return False
        if len(filled) >= 1.5 * len(heading.paths) and could_head(grid, row, filled):
            return True
        against = [c for c in near if c in profile.numeric and c in heading.paths]
        if len(against) > 1 and len(near) >= 0.8 * len(heading.paths) and could_head(grid, row, near):
            return True
    return False


def _is_among_data(grid: Grid, heading: Heading, profile: Profile) -> bool:
    """Whether the row above is data of the same kind, so that this row of texts is only one more of them."""
    if heading.first == 0 or not profile.numeric or heads_running_numbers(next(iter(heading.titles.values()))):
        return False
    above = dict(zip(heading.columns, grid.kinds(heading.first - 1, heading.columns), strict=True))
    full = sum(kind != BLANK for kind in above.values())
    same = sum(above[c] == NUMBER for c in profile.numeric)
    return full >= profile.narrow and same > 0.5 * len(profile.numeric) and any(k == TEXT for k in above.values())
