"""A unit's handwriting: which columns it keeps, which headings, spellings and number styles it uses, what it omits.

A hand is drawn once for a unit and form; `settle` fits a record to what the hand can say, `cell` writes a value of it.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from random import Random
from typing import Any

from camdash.forms.fields import Field
from camdash.forms.registry import Unit, default_campaign
from camdash.forms.wards import wards_2024
from camdash.reports.template_columns import columns_of
from camdash.sample import styles, tables
from camdash.sample.scene import Record, Row
from camdash.text.fold import fold

_ALWAYS = frozenset(
    {
        "row_no",
        "position_name",
        "address",
        "ward",
        "district",
        "lat",
        "lon",
        "quantity",
        "camera_type",
        "purposes",
        "area_class",
        "field",
        "problem",
        "ai_needs",
        "need_kind",
        "operating_state",
        "note",
    }
)
_COUNTS = frozenset({"quantity_working", "quantity_broken"})
_OFTEN: Mapping[str, float] = {
    "camera_code": 0.6,
    "system_name": 0.4,
    "fov_deg": 0.15,
    "range_m": 0.25,
    "height_m": 0.5,
    "bearing_deg": 0.6,
    "bandwidth_mbps": 0.45,
    "vms": 0.5,
    "protocols": 0.55,
    "cost_vnd": 0.6,
    "sec_default_password_changed": 0.4,
    "sec_strong_password": 0.4,
    "sec_lockout": 0.4,
    "sec_firmware_updated": 0.4,
    "sec_conformity": 0.4,
}
_USUALLY, _COLUMN_KEPT = 0.9, 0.45
_RENAMED, _SAYS_UNKNOWN = 0.22, 0.25
_CARE = (0.55, 1.0)
_SLIPS, _CARELESS = 0.03, 0.25
_MAY_SAY_UNKNOWN = frozenset({"code", "codes", "bool", "text", "resolution", "retention", "year"})
_SEPARATORS = ("; ", ", ", "; ", " + ")
_WARD_FORMS = ("full", "full", "short", "bare")
_SHORT_TYPES = {"Phường ": "P. ", "Xã ": "X. ", "Thị trấn ": "TT. "}
_SHORT_DISTRICTS = {"Quận ": "Q. ", "Huyện ": "H. ", "Thị xã ": "TX. "}


@dataclass(frozen=True, slots=True)
class Manner:
    """The choices that change the table's shape: points, wards, quantities."""

    points: str
    wards: str
    quantity: str
    typed: bool
    two_counts: bool
    counted: bool

    @property
    def shared(self) -> bool:
        """Whether one row can hold two types of cameras."""
        return self.typed or self.two_counts


def manner(share: tables.Share, form: str, rng: Random) -> Manner:
    """Draw a unit's manner; what its habits in the table of units say is certain."""
    habits = share.habits
    points = next((p for p in ("pair", "comma", "dms", "no_points") if p in habits), "columns")
    wards = next((w for w in ("section", "merged") if w in habits), "column")
    drawn = rng.choice(("number", "number", "number", "padded", "pieces"))
    quantity = next((q for q in ("padded", "words") if q in habits), drawn)
    two_counts = form == "form1" and "two_counts" in habits
    alone = "typed" not in habits and not two_counts
    counted = form == "form1" and alone and rng.random() < _USUALLY
    return Manner(points, wards, quantity, "typed" in habits, two_counts, counted)


class Hand:
    """Writes the records of one unit and form."""

    def __init__(self, unit: Unit, form: str, manner: Manner, rng: Random) -> None:
        """Draw the hand's habits from `rng`, which also decides every later small slip."""
        self.unit, self.form, self.manner, self.rng = unit, form, manner, rng
        self._care = rng.uniform(*_CARE)
        self.columns = self._keep(columns_of(form))
        self._known = {f.name for f in self.columns}
        self._separator = rng.choice(_SEPARATORS)
        self._ward_form = rng.choice(_WARD_FORMS)
        self._district_short = rng.random() < _RENAMED
        self._megapixels = styles.RESOLUTIONS[rng.choice(tuple(styles.RESOLUTIONS))]
        self._resolution = {written: text for text, written in self._megapixels.values()}
        self._forgetful = _SLIPS + (1 - self._care) * _CARELESS
        self._yes, self._no = rng.choice(styles.YES_NO)
        self._unknown = rng.choice(tables.phrases()["unknown"]) if rng.random() < _SAYS_UNKNOWN else ""
        self._numbers = {name: rng.choice(choices) for name, choices in styles.NUMBERS.items()}
        self._spelled: dict[tuple[str, str], str] = {}
        self._districts = {u.code: u.name for u in default_campaign().districts}
        self._writers: dict[str, Callable[[Field, Any], styles.Cell]] = {
            "code": self._spell,
            "codes": self._list,
            "bool": lambda _, v: self._yes if v else self._no,
            "ward": lambda _, v: self._ward(v),
            "district": lambda _, v: self._district(v),
            "resolution": lambda _, v: self._resolution[v],
            "coordinate": self._coordinate,
            "text": lambda _, v: styles.plain(v),
            "retention": lambda _, v: self._numbers["retention"](v),
            "year": lambda _, v: self._numbers["install_year"](v),
        }

    def _keep(self, columns: tuple[Field, ...]) -> tuple[Field, ...]:
        left_out = {f.name for f in columns if not self._has_column(f.name)}
        taken = {fold(text) for f in columns for text in (f.vi, f.leaf, f.group)}
        return tuple(self._rename(f, taken) for f in columns if f.name not in left_out)

    def _has_column(self, name: str) -> bool:
        if name in _COUNTS:
            return self.manner.counted
        if name in {"lat", "lon"}:
            return self.manner.points != "no_points"
        if name == "ward":
            return self.manner.wards != "section"
        if name == "camera_type":
            return not self.manner.typed and not self.manner.two_counts
        return name in _ALWAYS or self.rng.random() < min(1.0, _COLUMN_KEPT + _OFTEN.get(name, _USUALLY) * self._care)

    def _rename(self, field: Field, taken: set[str]) -> Field:
        """Give the column one of the first headings seen for its field, unless another column could claim it."""
        if field.group or self.rng.random() >= _RENAMED:
            return field
        free = [s for s in field.synonyms[:2] if fold(s) not in taken and len(s) > 2 and "/" not in s]  # noqa: PLR2004
        others = {fold(s) for f in columns_of(self.form) if f.name != field.name for s in f.synonyms}
        free = [s for s in free if fold(s) not in others]
        return replace(field, vi=self.rng.choice(free)) if free else field

    def settle(self, row: Row) -> Row:
        """Fit a row's records to this hand: leave out what it does not tell, round what it writes in its own way."""
        slips = {name for name in row[0] if name not in _ALWAYS | _COUNTS and self.rng.random() < self._forgetful}
        return tuple(self._settle(record, slips) for record in row)

    def _settle(self, record: Record, slips: set[str]) -> Record:
        kept = {name: value for name, value in record.items() if name not in slips and self._tells(name)}
        for name in ("resolution_mp", "min_resolution_mp"):
            if name in kept:
                kept[name] = self._megapixels[kept[name]][1]
        if self.manner.points == "dms" and "lat" in kept:
            kept |= {axis: styles.rounded_dms(kept[axis]) for axis in ("lat", "lon")}
        return kept

    def _tells(self, name: str) -> bool:
        """Whether the table says this field: by a column, a section row, the quantity cell or the unit itself."""
        if name == "ward":
            return True
        if name == "camera_type":
            return self.manner.shared or name in self._known
        if name == "all_round":
            return "bearing_deg" in self._known
        return name in self._known

    def begin(self, rng: Random) -> None:
        """Start writing a table: the same stream writes the same cells again."""
        self.rng = rng
        self._spelled = {}

    def cell(self, field: Field, record: Record) -> styles.Cell:
        """Write one field of a record; what is not known is left blank or said to be unknown."""
        if field.name == "bearing_deg" and record.get("all_round"):
            return "360"
        value = record.get(field.name)
        if value is None:
            return self._unknown if field.kind in _MAY_SAY_UNKNOWN and self._unknown else ""
        return self._writers[field.kind](field, value) if field.kind in self._writers else self._number(field, value)

    def quantity(self, row: Row) -> styles.Cell:
        """Write the quantity of a row; one that holds two types names them."""
        if not self.manner.typed:
            quantity = row[0].get("quantity")
            return self._vague(row[0]) if quantity is None else styles.QUANTITIES[self.manner.quantity](quantity)
        parts = [f"{r['quantity']:02d} {self._spell_code('camera_type', r['camera_type'])}" for r in row]
        return " + ".join(parts)

    def _vague(self, record: Record) -> str:
        """Write something that is no number where one is owed; nothing where it may be unknown."""
        vague: list[str] = tables.phrases()["vague"]
        return self.rng.choice(vague) if record.get("excluded") else ""

    def pair(self, record: Record) -> str:
        """Write both coordinates in one cell."""
        return f"{record['lat']:.6f}, {record['lon']:.6f}" if "lat" in record else ""

    def _coordinate(self, field: Field, value: float) -> styles.Cell:
        if self.manner.points == "dms":
            return styles.dms(value, "N" if field.name == "lat" else "E")
        return styles.comma(value) if self.manner.points == "comma" else value

    def _number(self, field: Field, value: Any) -> styles.Cell:
        if field.name == "bearing_deg":
            return styles.bearing(value)
        return self._numbers.get(field.name, styles.plain)(value)

    def _spell(self, field: Field, code: str) -> str:
        return self._spell_code(field.vocabulary or "", code)

    def _list(self, field: Field, codes: list[str]) -> str:
        """Write several answers in one cell; those with a comma of their own are parted by semicolons."""
        texts = [self._spell(field, code) for code in codes]
        return ("; " if any("," in text for text in texts) else self._separator).join(texts)

    def _spell_code(self, vocabulary: str, code: str) -> str:
        """Keep to one spelling for most of a table, another one now and then."""
        key = (vocabulary, code)
        choices = tables.spellings()[vocabulary][code]
        if key not in self._spelled:
            self._spelled[key] = self.rng.choice(choices)
        return self._spelled[key] if self.rng.random() < _USUALLY else self.rng.choice(choices)

    def _ward(self, name: str) -> str:
        kind = next((k for k in _SHORT_TYPES if name.startswith(k)), "")
        if self._ward_form == "short":
            return _SHORT_TYPES.get(kind, "") + name.removeprefix(kind)
        bare = name.removeprefix(kind)
        return bare if self._ward_form == "bare" and bare not in _doubled_names() else name

    def _district(self, code: str) -> str:
        name = self._districts[code]
        for long, short in _SHORT_DISTRICTS.items():
            if self._district_short and name.startswith(long):
                return short + name.removeprefix(long)
        return name


@cache
def _doubled_names() -> frozenset[str]:
    """Find the names that a commune and a township of one district share: nobody leaves their type out."""
    typed = ((w, kind) for w in wards_2024().wards for kind in _SHORT_TYPES if w.name.startswith(kind))
    bare = Counter((ward.district, ward.name.removeprefix(kind)) for ward, kind in typed)
    return frozenset(name for (_, name), times in bare.items() if times > 1)
