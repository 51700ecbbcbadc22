"""Sites of a plan on the city's map: a mark each where they are few, hexagons with what is in them where they are many.

Sensitive sites are never drawn; they are counted in the note (camdash.forms.sensitive).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd
import pydeck as pdk

from camdash.geo.cells import index
from camdash.geo.districts import SCHEMATIC_NOTE, Bounds, Districts
from camdash.maps import layers
from camdash.maps.deck import CompactDeck, Packed, frame_view, make_deck
from camdash.maps.icons import Mark
from camdash.maps.legend import LegendEntry, classify
from camdash.maps.look import Look
from camdash.maps.names import names_layers
from camdash.maps.placing import Placer
from camdash.palette import Hex, Shape, rgba
from camdash.words import N_

RAW_LIMIT = 4_000
"""Up to so many sites each has a mark of its own."""

_FEW = 800
_SIZE_FEW, _SIZE_MANY = 14, 10
_RESOLUTION = 8
_ALPHA = 225
_DECIMALS = 6


@dataclass(frozen=True, slots=True)
class Kind:
    """What a mark stands for, and how it looks."""

    label: str
    colour: Hex
    shape: Shape


@dataclass(frozen=True, slots=True)
class SitesMap:
    """A deck without base map, its legend, and the lines below it."""

    deck: CompactDeck
    legend: tuple[LegendEntry, ...]
    notes: tuple[str, ...]


def sites_map(
    sites: pd.DataFrame,
    kinds: Mapping[str, Kind],
    districts: Districts,
    look: Look,
    *,
    group: str,
    focus: Bounds | None = None,
) -> SitesMap:
    """Draw sites: rows of lat, lon (WGS84), sensitive, kind (key of `kinds`), cameras, id and told (shown at it).

    Later kinds are drawn above earlier ones; `group` heads the legend. `focus` is framed at start, else the city.
    """
    located = sites[sites["lat"].notna() & sites["lon"].notna()]
    shown = located[~located["sensitive"].fillna(value=True).astype(bool)]
    view = frame_view(focus or districts.bounds, look.width, look.height)
    ground = {each.code: look.colours.land for each in districts.districts}
    under = layers.districts_layers(districts, ground, {}, look.colours)
    over = names_layers(districts, Placer(view.zoom), look.colours) if look.names else []
    few = len(shown) <= RAW_LIMIT
    drawn, legend = _marks(shown, kinds, look, group) if few else _hexagons(shown, kinds, look, group)
    deck = make_deck([*under, *drawn, *over], view, look.colours)
    return SitesMap(deck, tuple(legend), tuple(_notes(sites, located, shown, districts, look)))


def _marks(
    shown: pd.DataFrame, kinds: Mapping[str, Kind], look: Look, group: str
) -> tuple[list[pdk.Layer], list[LegendEntry]]:
    order = {code: n for n, code in enumerate(kinds)}
    rows = shown.assign(_at=shown["kind"].map(order)).sort_values("_at", kind="stable")
    places = rows[["lon", "lat"]].astype(float).round(_DECIMALS).to_numpy().tolist()
    told = zip(places, rows["kind"].tolist(), rows["id"].tolist(), rows["told"].tolist(), strict=True)
    data = Packed.of([{"p": p, "i": kind, "r": site, "t": text} for p, kind, site, text in told])
    marks = {code: Mark(kind.shape, kind.colour, look.colours.ground) for code, kind in kinds.items()}
    size = _SIZE_FEW if len(rows) <= _FEW else _SIZE_MANY
    return [layers.points_layer("sites", data, marks, size)], _entries(shown, kinds, group)


def _entries(shown: pd.DataFrame, kinds: Mapping[str, Kind], group: str) -> list[LegendEntry]:
    """Tell what each mark means, with how many sites and cameras there are of it."""
    sites = shown["kind"].value_counts().to_dict()
    cameras = shown.groupby("kind", sort=False)["cameras"].sum().to_dict()
    return [
        LegendEntry(group, kind.label, kind.colour, kind.shape, int(sites[code]), int(cameras[code]))
        for code, kind in kinds.items()
        if code in sites
    ]


def _hexagons(
    shown: pd.DataFrame, kinds: Mapping[str, Kind], look: Look, group: str
) -> tuple[list[pdk.Layer], list[LegendEntry]]:
    """Gather sites: a hexagon's colour tells its cameras, pointing at it what they are."""
    words = look.words
    cell = index(shown["lat"].to_numpy(float), shown["lon"].to_numpy(float), _RESOLUTION)
    frame = pd.DataFrame({"cell": cell, "kind": shown["kind"].to_numpy(), "cameras": shown["cameras"].to_numpy(int)})
    table = frame.pivot_table(index="cell", columns="kind", values="cameras", aggfunc="sum", fill_value=0)
    sums = table.sum(axis=1).to_numpy(float)
    classes = classify(sums.tolist(), look.colours)
    data: list[dict[str, Any]] = []
    for place, (one, line) in enumerate(zip(table.index.tolist(), table.to_numpy(int).tolist(), strict=True)):
        parts = [f"{kinds[code].label}: {words.number(n)}" for code, n in zip(table.columns, line, strict=True) if n]
        data.append({"h": f"{one:x}", "f": rgba(classes.colour(sums[place]), _ALPHA), "t": "\n".join(parts)})
    fills = classes.entries(words.t(N_("Cameras in a hexagon")), words)
    return [layers.cells_layer(data)], [*_entries(shown, kinds, group), *fills]


def _notes(
    sites: pd.DataFrame, located: pd.DataFrame, shown: pd.DataFrame, districts: Districts, look: Look
) -> list[str]:
    """Account for what is not drawn: the rows add up to the table's."""
    words = look.words
    notes = [
        words.t(
            N_("{shown} on the map + {lost} without coordinates + {withheld} sensitive = {total} in the table"),
            shown=words.number(len(shown)),
            lost=words.number(len(sites) - len(located)),
            withheld=words.number(len(located) - len(shown)),
            total=words.number(len(sites)),
        )
    ]
    return notes if districts.official else [*notes, words.t(SCHEMATIC_NOTE)]
