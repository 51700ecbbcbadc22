"""The pictures of meeting mode: what each shows, under which filter."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from camdash.analysis.filters import Filter
from camdash.analysis.inventory import EVERYTHING
from camdash.store import SavedView
from camdash.ui import (
    ai_serving,
    city_maps,
    connecting,
    lines,
    loaders,
    navigation,
    needs,
    quality,
    remedies,
    returns,
    saved_views,
    situation,
)
from camdash.ui.view import View
from camdash.words import N_, Words


@dataclass(frozen=True, slots=True)
class Slide:
    """One picture: its key in the URL, its title (msgid, or a view's own name), what draws it, and its filter."""

    key: str
    name: str
    paint: Callable[[View], None]
    where: Filter = EVERYTHING
    named: bool = False

    def title(self, words: Words) -> str:
        """Name the picture."""
        return self.name if self.named else words.t(self.name)

    def within(self, view: View) -> "Slide":
        """Give the picture of what the page is narrowed by."""
        return replace(self, where=view.where)

    def about(self, view: View) -> str:
        """Say what the picture is narrowed by, and of which moment it is."""
        return " · ".join(filter(None, (lines.narrowed(view, self.where), lines.as_of(view))))

    def draw(self, view: View) -> None:
        """Draw the picture, large."""
        self.paint(replace(view, where=self.where))


def _overview(view: View) -> None:
    situation.key_figures(view, loaders.today())
    situation.states_strip(view)
    situation.types_strip(view)
    situation.needs_strip(view)


def _quality(view: View) -> None:
    quality.key_figures(view)
    quality.six_criteria(view)


def _connectivity(view: View) -> None:
    connecting.key_figures(view)
    connecting.strip(view)
    remedies.strip(view)


def _needs(view: View) -> None:
    needs.key_figures(view)
    needs.group_strip(view)
    needs.kind_strip(view)
    needs.priority_strip(view)


def _progress(view: View) -> None:
    returns.key_figures(view, loaders.today())
    returns.strips(view, returns.board(view, loaders.today()))


ALL: tuple[Slide, ...] = (
    Slide("overview", navigation.OVERVIEW.title, _overview),
    Slide("units", N_("Cameras by unit and operating state"), situation.units_by_state),
    Slide("quality", navigation.QUALITY.title, _quality),
    Slide("connectivity", navigation.CONNECTIVITY.title, _connectivity),
    Slide("needs", navigation.NEEDS.title, _needs),
    Slide("ai", navigation.AI.title, ai_serving.serving),
    Slide("map", navigation.MAP.title, city_maps.show),
    Slide("progress", navigation.PROGRESS.title, _progress),
)
"""The program's own pictures, in the order of a meeting."""

_OF_PAGES = {slide.key: slide for slide in ALL}


def of_view(view: View, saved: SavedView) -> Slide | None:
    """Give the picture of a view that was saved for all; None where its page has none."""
    page = _OF_PAGES.get(saved.page)
    if page is None:
        return None
    where = saved_views.where_of(view, saved)
    return replace(page, key=f"view-{saved.id}", name=saved.name, named=True, where=where)
