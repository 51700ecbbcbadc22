"""The city's map: districts, what exists, what is needed, and an account of everything that has no dot.

Pure: answers of the analysis in, a deck out. The page draws the deck with streamlit and the legend beside it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

import pydeck as pdk

from camdash.analysis.cells import Cells
from camdash.geo.districts import SCHEMATIC_NOTE, Bounds, Districts
from camdash.geo.places import Tally, total
from camdash.maps import layers, sentences
from camdash.maps.choropleth import Choropleth
from camdash.maps.deck import MAX_PAYLOAD, CompactDeck, frame_view, make_deck
from camdash.maps.gathered import gathered_layers
from camdash.maps.legend import LegendEntry
from camdash.maps.look import Look
from camdash.maps.names import names_layers
from camdash.maps.placing import Placer
from camdash.maps.shown import Shown
from camdash.maps.single import point_layers
from camdash.maps.sums import sum_entries, sum_layers, told_of_districts
from camdash.maps.wards import WardMeasure
from camdash.maps.wedges import wedge_layers

RAW_LIMIT = 5_000
"""Up to so many points each has its own dot; above, they are gathered into hexagons."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """How a form's records stand on the map: the parts add up to `total`, which is the table's."""

    points: Tally
    cells: Tally
    wards: Tally
    districts: Tally
    nowhere: Tally
    total: Tally

    @property
    def unlocated(self) -> Tally:
        """Count what has no coordinates to be drawn at."""
        return self.wards + self.districts + self.nowhere


@dataclass(frozen=True, slots=True)
class CityMap:
    """A deck without base map, its legend, the account of existing and needed records, and the lines below it."""

    deck: CompactDeck
    legend: tuple[LegendEntry, ...]
    existing: Drawn | None
    needed: Drawn | None
    notes: tuple[str, ...]


@dataclass(slots=True)
class _Part:
    """Layers of the map with their legend and the notes on them."""

    layers: list[pdk.Layer] = field(default_factory=list)
    legend: list[LegendEntry] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def add(self, drawn: list[pdk.Layer], legend: list[LegendEntry], notes: list[str]) -> None:
        """Put more above what is there."""
        self.layers += drawn
        self.legend += legend
        self.notes += notes


def city_map(  # noqa: PLR0913 - each is one choice of the reader, named where it is given
    districts: Districts,
    look: Look,
    *,
    existing: Shown | None = None,
    needed: Shown | None = None,
    cells: Cells | None = None,
    choropleth: Choropleth | None = None,
    wards: WardMeasure | None = None,
    focus: Bounds | None = None,
    spot: tuple[float, float] | None = None,
) -> CityMap:
    """Draw the city: areas filled by a measure, hexagons (`cells`), dots of both forms, numbers for what has no dot.

    `focus` (WGS84 degrees) is framed at start, else the whole city; `spot` (lon, lat) is ringed. The deck's JSON stays
    below `MAX_PAYLOAD` bytes: where dots and wedges would not fit, less is told of them.
    """
    shown = {name: each for name, each in (("existing", existing), ("needed", needed)) if each is not None}
    view = frame_view(focus or districts.bounds, look.width, look.height)
    under = _under(districts, shown, look, choropleth)
    over = [*_over(districts, shown, look, Placer(view.zoom)), *layers.spot_layers(spot, look.colours)]
    middle = _middle(districts, shown, look, cells, wards)
    room = MAX_PAYLOAD - len(make_deck([*under, *middle.layers, *over], view, look.colours).to_json().encode())
    _dots(middle, districts, shown, look, room)
    if cells is None and any(each.points is None for each in shown.values()):
        middle.notes.append(look.words.t("Hexagons give way to the filled areas; switch on their layer to see both."))
    sums = sum_entries(shown, look) if look.sums else []
    filled = choropleth.legend(districts, look.colours, look.words) if choropleth else []
    drawn = {name: _drawn(each) for name, each in shown.items()}
    notes = [*middle.notes, *_notes(districts, shown, look, choropleth)]
    deck = make_deck([*under, *middle.layers, *over], view, look.colours)
    return CityMap(deck, (*middle.legend, *sums, *filled), drawn.get("existing"), drawn.get("needed"), tuple(notes))


def _under(
    districts: Districts, shown: Mapping[str, Shown], look: Look, choropleth: Choropleth | None
) -> list[pdk.Layer]:
    """Draw the districts; pointing at one tells its name, its measure and what is placed in it by name only."""
    plain = {each.code: look.colours.land for each in districts.districts}
    fills = choropleth.fills(look.colours) if choropleth else plain
    measured = choropleth.sentences(districts, look.words) if choropleth else {}
    by_name = told_of_districts(shown, look)
    told = {
        each.code: "\n".join(filter(None, (each.name, measured.get(each.code), by_name.get(each.code))))
        for each in districts.districts
    }
    return layers.districts_layers(districts, fills, told, look.colours)


def _over(districts: Districts, shown: Mapping[str, Shown], look: Look, placer: Placer) -> list[pdk.Layer]:
    names = names_layers(districts, placer, look.colours) if look.names else []  # first, so that numbers keep clear
    return [*(sum_layers(shown, districts, look, placer) if look.sums else []), *names]


def _middle(
    districts: Districts, shown: Mapping[str, Shown], look: Look, cells: Cells | None, wards: WardMeasure | None
) -> _Part:
    """Draw what covers areas: wards and hexagons."""
    part = _Part()
    if wards:
        part.add(*wards.draw(districts, look))
    if cells:
        part.add(*gathered_layers(cells, shown, look))
    return part


def _dots(part: _Part, districts: Districts, shown: Mapping[str, Shown], look: Look, room: int) -> None:
    """Draw what is single, wedges below dots; wedges only where they leave room for the dots."""
    single = {name: each for name, each in shown.items() if each.points is not None}
    if not single:
        return
    wedges, legend, size = wedge_layers(single, look) if look.wedges else ([], [], 0)
    dots = point_layers(single, districts, look, room - size)
    if size and dots.size + size > room:
        part.notes.append(look.words.t("Too many fields of view to draw; narrow the filter to see them."))
        wedges, legend = [], []
        dots = point_layers(single, districts, look, room)
    notes = [look.words.t("Cameras on one pole are fanned out around it; zoom in to see them.")] if dots.shared else []
    part.add([*wedges, *dots.layers], [*dots.legend, *legend], notes)


def _drawn(shown: Shown) -> Drawn:
    places = shown.places
    single, gathered = (places.located, Tally()) if shown.points is not None else (Tally(), places.located)
    return Drawn(single, gathered, places.in_wards, places.in_districts, places.nowhere, places.total)


def _notes(districts: Districts, shown: Mapping[str, Shown], look: Look, choropleth: Choropleth | None) -> list[str]:
    words = look.words
    notes = [sentences.account(name, each.places, words) for name, each in shown.items()]
    restricted = total([each.places.restricted for each in shown.values()])
    if restricted.positions:
        notes.append(
            words.t(
                "{count} of national security or defence are drawn only in the numbers of their districts.",
                count=sentences.positions(restricted.positions, words),
            )
        )
    notes += choropleth.notes(districts, words) if choropleth else []
    if not districts.official:
        notes.append(words.t(SCHEMATIC_NOTE))
    return notes
