"""What a column can mean, in the words of the mapping screen, and what is wrong with a choice of meanings."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from camdash.analysis.labels import Labels
from camdash.forms.fields import fields_of
from camdash.forms.headings import PAIR, SPLIT, UNIT_PRICE, heading_book, heading_key
from camdash.intake.model import LEFT_OUT, ColumnReading, Table
from camdash.words import N_

UNDECIDED = ""
CERTAINTY: Mapping[str, str] = MappingProxyType(
    {
        "sure": N_("Sure"),
        "likely": N_("Likely"),
        "unknown": N_("Not recognised"),
        "confirmed": N_("Confirmed"),
        "secret": N_("Dropped, holds log-in data"),
    }
)
_BESIDE: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        PAIR: ("lon", N_("Coordinates (latitude and longitude in one cell)")),
        f"{SPLIT}ptz": ("quantity", N_("Number of PTZ cameras")),
        f"{SPLIT}fixed": ("quantity", N_("Number of fixed cameras")),
        UNIT_PRICE: ("cost_vnd", N_("Unit price")),
    }
)
"""The targets that are no field of their own: after which field they stand, and their names."""


def targets(form: str) -> list[str]:
    """List what a column of a form can be read as, in the order of the form."""
    known = set(heading_book().targets[form].values())
    order = []
    for field in fields_of(form):
        order += [field.name, *(name for name, (beside, _) in _BESIDE.items() if beside == field.name)]
    return [name for name in order if name in known]


def target_name(target: str, labels: Labels, form: str = "form1") -> str:
    """Name what a column is read as."""
    words = labels.words
    if target == UNDECIDED:
        return words.t("Not decided")
    if target == LEFT_OUT:
        return words.t("Do not read this column")
    if target in _BESIDE:
        return words.t(_BESIDE[target][1])
    return labels.heading(target, form) if target != "unit" else words.t("Name of the unit")


def open_columns(table: Table) -> list[ColumnReading]:
    """List the columns that a person can settle: likely or not recognised, of a heading that no other column has."""
    return [r for r in table.readings if r.confidence in {"likely", "unknown"} and not namesake(r, table)]


def namesake(reading: ColumnReading, table: Table) -> str:
    """Give the letters of the column that has the same heading and is the one that is read; "" where there is none."""
    if reading.target:
        return ""
    key = heading_key(reading.known_as)
    return next((r.letters for r in table.readings if r.target and heading_key(r.known_as) == key), "")


@dataclass(frozen=True, slots=True)
class Clash:
    """Two columns that cannot both be so: both read as `target`, or of one heading and read differently."""

    first: str
    second: str
    target: str

    def message(self, labels: Labels, form: str) -> str:
        """Say what to do."""
        if self.target:
            return labels.words.t(
                "Columns {first} and {second} are both read as “{meaning}”. Choose another meaning for one of them, or "
                "do not read it.",
                first=self.first,
                second=self.second,
                meaning=target_name(self.target, labels, form),
            )
        return labels.words.t(
            "Columns {first} and {second} have the same heading and can only be remembered with the same meaning. "
            "Choose the same for both, or ask the unit to name them differently.",
            first=self.first,
            second=self.second,
        )


def clash_in(readings: Sequence[ColumnReading], chosen: Mapping[str, str]) -> Clash | None:
    """Find the first two columns that cannot both be so; `chosen` is by the column's letters."""
    by_target: dict[str, str] = {}
    for reading in readings:
        meant = chosen.get(reading.letters, reading.target)
        if meant not in {UNDECIDED, LEFT_OUT}:
            first = by_target.setdefault(meant, reading.letters)
            if first != reading.letters:
                return Clash(first, reading.letters, meant)
    return _clash_of_headings(readings, chosen)


def _clash_of_headings(readings: Sequence[ColumnReading], chosen: Mapping[str, str]) -> Clash | None:
    """Find two columns of one heading with two meanings, of which one would be remembered for both."""
    remembered = {heading_key(heading) for heading in to_remember(readings, chosen)}
    seen: dict[str, tuple[str, str]] = {}
    for reading in readings:
        key, meant = heading_key(reading.known_as), chosen.get(reading.letters, reading.target)
        if key not in remembered or meant == UNDECIDED:
            continue
        letters, before = seen.setdefault(key, (reading.letters, meant))
        if before != meant:
            return Clash(letters, reading.letters, "")
    return None


def to_remember(readings: Iterable[ColumnReading], chosen: Mapping[str, str]) -> dict[str, str]:
    """Give the meaning of each heading that a person settled: of guessed columns all, of others those changed."""
    settled = {}
    for reading in readings:
        meant = chosen.get(reading.letters, UNDECIDED)
        changed = reading.confidence in {"likely", "unknown"} or meant != reading.target
        if meant != UNDECIDED and changed:
            settled[reading.known_as] = meant
    return settled
