"""The sections and pages of the app, in the order of the work; their paths in the URL never change."""

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from camdash.words import N_, Words


@dataclass(frozen=True, slots=True)
class Place:
    """One page: its script, its path in the URL, its title and the one question it answers (msgids)."""

    script: str
    url_path: str
    title: str
    question: str


UPLOAD = Place(
    "pages/collect/upload.py", "upload", N_("Receive forms"), N_("Which forms have come in, and can they be read?")
)
PROGRESS = Place(
    "pages/collect/progress.py",
    "progress",
    N_("Progress"),
    N_("Which units have sent their forms, and which have not?"),
)
TEMPLATES = Place("pages/collect/templates.py", "templates", N_("Blank forms"), N_("Which form shall a unit fill in?"))
OVERVIEW = Place(
    "pages/situation/overview.py",
    "overview",
    N_("Overview"),
    N_("Which cameras does the city have, and which does it need?"),
)
UNITS = Place(
    "pages/situation/units.py",
    "units",
    N_("Units"),
    N_("What does each unit and place have, what does it need, and what has it sent?"),
)
QUALITY = Place(
    "pages/situation/quality.py",
    "quality",
    N_("Quality"),
    N_("How good are the cameras there are, and what is to be put right?"),
)
MAP = Place("pages/situation/map.py", "map", N_("Map"), N_("Where do the cameras stand, and where are they needed?"))
MONEY = Place(
    "pages/situation/money.py",
    "money",
    N_("Money, age of equipment"),
    N_("Who has paid for the cameras, how old are they, and when will they wear out?"),
)
LOOK = Place(
    "pages/situation/look.py",
    "look",
    N_("Look of the city"),
    N_("Where could several cameras share one pole?"),
)
CONNECTIVITY = Place(
    "pages/situation/connectivity.py",
    "connectivity",
    N_("Connecting and sharing"),
    N_("Which cameras can be connected to the city's centre, and what does it take?"),
)
AI = Place(
    "pages/needs/ai.py",
    "ai",
    N_("AI needs"),
    N_("Which unit needs AI for which problem, and which cameras serve it already?"),
)
NEEDS = Place(
    "pages/needs/cameras.py",
    "needs",
    N_("Camera needs"),
    N_("Where are more cameras needed, what for, and with whose money?"),
)
SITING = Place(
    "pages/plan/siting.py",
    "siting",
    N_("Choosing sites"),
    N_("With this budget, where should cameras stand, and what should be put right first?"),
)
SCENARIOS = Place(
    "pages/plan/scenarios.py",
    "scenarios",
    N_("Scenarios"),
    N_("What does each scenario serve for its money, and which one is proposed?"),
)
LAYOUT = Place(
    "pages/plan/layout.py",
    "layout",
    N_("Common, overall positions"),
    N_("Where do the city's cameras stand in the proposal, and what is done at each place?"),
)
REUSE = Place(
    "pages/plan/reuse.py",
    "reuse",
    N_("Reuse"),
    N_("Which needs can be met by cameras that are there, and which take new ones?"),
)
CAPACITY = Place(
    "pages/plan/capacity.py",
    "capacity",
    N_("Capacity of the platform"),
    N_("What must the common platform carry in lines, storage and servers?"),
)
TABLES = Place(
    "pages/deliver/tables.py",
    "tables",
    N_("Tables of figures"),
    N_("What are the figures, by whichever feature is asked for?"),
)
MEETING = Place(
    "pages/deliver/meeting.py",
    "meeting",
    N_("Meeting mode"),
    N_("Which pictures shall be shown in the meeting, and in which order?"),
)
REGISTRIES = Place(
    "pages/admin/registries.py",
    "registries",
    N_("Register of units"),
    N_("Which units take part in this survey, and by which names are they known?"),
)
MEANINGS = Place(
    "pages/admin/meanings.py",
    "meanings",
    N_("What is remembered"),
    N_("Which headings and which names of units have been confirmed by people?"),
)
THRESHOLDS = Place(
    "pages/admin/thresholds.py",
    "thresholds",
    N_("Thresholds of grades"),
    N_("From which values does a camera pass, and what does putting it right cost?"),
)

OVERLAPS = Place(
    "pages/plan/overlaps.py",
    "overlaps",
    N_("Overlaps"),
    N_("What has been told twice, and which needs are met already or asked for by several units?"),
)

SECTIONS: tuple[tuple[str, tuple[Place, ...]], ...] = (
    (N_("Collection"), (UPLOAD, PROGRESS, TEMPLATES)),
    (N_("Present situation"), (OVERVIEW, UNITS, QUALITY, CONNECTIVITY, MONEY, LOOK, MAP)),
    (N_("Needs"), (NEEDS, AI)),
    (N_("Common positions"), (OVERLAPS, REUSE, SITING, SCENARIOS, LAYOUT, CAPACITY)),
    (N_("Reports and data"), (TABLES, MEETING)),
    (N_("Administration"), (REGISTRIES, THRESHOLDS, MEANINGS)),
)
PLACES: tuple[Place, ...] = tuple(place for _, places in SECTIONS for place in places)


def sections(words: Words) -> dict[str, list[st.Page]]:
    """Give streamlit its pages by section, titled in the reader's language."""
    return {words.t(title): [_page(place, words) for place in places] for title, places in SECTIONS}


def _page(place: Place, words: Words) -> st.Page:
    return st.Page(
        place.script,
        title=words.t(place.title),
        url_path=place.url_path,
        default=place is OVERVIEW,
        help=words.t(place.question),
    )


def link(place: Place, text: str, **query: str | Sequence[str]) -> None:
    """Offer a way to another page, with what it shall show in the URL; language and campaign go along."""
    if query:
        query = {name: st.session_state[name] for name in ("lang", "campaign") if name in st.session_state} | query
    st.page_link(place.script, label=text, icon=":material/arrow_forward:", query_params=query or None)


def place_of(url_path: str) -> Place | None:
    """Find a page by its path in the URL; None where there is none, as in an old link."""
    return next((place for place in PLACES if place.url_path == url_path), None)
