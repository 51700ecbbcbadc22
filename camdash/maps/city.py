"""The city's map: districts, what exists, what is needed, and an account of everything that has no dot.

Pure: frames in, a deck out. The page draws the deck with streamlit and the legend beside it.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import pydeck as pdk

from camdash.geo.districts import SCHEMATIC_NOTE, Bounds, Districts
from camdash.geo.places import Places, Tally
from camdash.maps import layers, sentences
from camdash.maps.choropleth import Choropleth
from camdash.maps.deck import MAX_PAYLOAD, CompactDeck, frame_view, make_deck
from camdash.maps.gathered import gathered_layers
from camdash.maps.legend import LegendEntry
from camdash.maps.look import Look
from camdash.maps.names import names_layers
from camdash.maps.placing import Placer
from camdash.maps.single import point_layers
from camdash.maps.sums import sum_entries, sum_layers, told_of_districts

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


@dataclass(frozen=True, slots=True)
class _Middle:
    layers: list[pdk.Layer]
    legend: list[LegendEntry]
    notes: list[str]
    gathered: bool


def city_map(
    districts: Districts,
    look: Look,
    *,
    existing: Places | None = None,
    needed: Places | None = None,
    choropleth: Choropleth | None = None,
    focus: Bounds | None = None,
) -> CityMap:
    """Draw the city: areas filled by `choropleth`, dots or hexagons of both forms, numbers for what has no dot.

    `focus` (WGS84 degrees) is framed at start, else the whole city. The deck's JSON stays below `MAX_PAYLOAD` bytes:
    where single dots would not fit, they are gathered into hexagons.
    """
    shown = {name: each for name, each in (("existing", existing), ("needed", needed)) if each is not None}
    view = frame_view(focus or districts.bounds, look.width, look.height)
    under = _under(districts, shown, look, choropleth)
    over = _over(districts, shown, look, Placer(view.zoom))
    frame = make_deck([*under, *over], view, look.colours)
    middle = _dots_or_cells(shown, districts, look, MAX_PAYLOAD - len(frame.to_json().encode()))
    sums = sum_entries(shown, look) if look.sums else []
    areas = choropleth.legend(districts, look.colours, look.words) if choropleth else []
    drawn = {name: _drawn(places, gathered=middle.gathered) for name, places in shown.items()}
    notes = [*middle.notes, *_notes(districts, shown, look, choropleth)]
    deck = make_deck([*under, *middle.layers, *over], view, look.colours)
    return CityMap(deck, (*middle.legend, *sums, *areas), drawn.get("existing"), drawn.get("needed"), tuple(notes))


def _under(
    districts: Districts, shown: Mapping[str, Places], look: Look, choropleth: Choropleth | None
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


def _over(districts: Districts, shown: Mapping[str, Places], look: Look, placer: Placer) -> list[pdk.Layer]:
    names = names_layers(districts, placer, look.colours) if look.names else []  # first, so that numbers keep clear
    return [*(sum_layers(shown, districts, look, placer) if look.sums else []), *names]


def _dots_or_cells(shown: Mapping[str, Places], districts: Districts, look: Look, budget: int) -> _Middle:
    if sum(places.located.positions for places in shown.values()) <= RAW_LIMIT:
        dots, legend = point_layers(shown, districts, look)
        if len(make_deck(dots, pdk.ViewState(), look.colours).to_json().encode()) < budget:
            return _Middle(dots, legend, [], gathered=False)
    cells, legend, note = gathered_layers(shown, look)
    return _Middle(cells, legend, [note], gathered=True)


def _drawn(places: Places, *, gathered: bool) -> Drawn:
    points, cells = (Tally(), places.located) if gathered else (places.located, Tally())
    return Drawn(points, cells, places.in_wards, places.in_districts, places.nowhere, places.total)


def _notes(districts: Districts, shown: Mapping[str, Places], look: Look, choropleth: Choropleth | None) -> list[str]:
    words = look.words
    notes = [sentences.account(name, places, words) for name, places in shown.items()]
    restricted = sum((places.restricted for places in shown.values()), Tally())
    if restricted.positions:
        notes.append(
            words.t(
                "{count} of national security or defence are drawn only in the numbers of their districts.",
                count=sentences.positions(restricted.positions, words),
            )
        )
    if choropleth and choropleth.elsewhere:
        notes.append(
            words.t(
                "{title}: {value} outside any district.",
                title=choropleth.title,
                value=words.number(choropleth.elsewhere, choropleth.decimals),
            )
        )
    if not districts.official:
        notes.append(words.t(SCHEMATIC_NOTE))
    return notes
