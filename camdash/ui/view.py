"""What every page works with."""

from dataclasses import dataclass

from camdash.analysis.filters import Filter
from camdash.analysis.inventory import EVERYTHING
from camdash.analysis.labels import Labels
from camdash.analysis.snapshot import Snapshot
from camdash.forms.registry import Campaign
from camdash.palette import Palette
from camdash.store.store import Store
from camdash.words import Words


@dataclass(frozen=True, slots=True)
class View:
    """What a page works with: the reader's words and colours, the store, the campaign's snapshot and the filter.

    `page` is the page's own path in the URL.
    """

    words: Words
    colours: Palette
    store: Store
    snapshot: Snapshot
    where: Filter = EVERYTHING
    page: str = ""

    @property
    def campaign(self) -> Campaign:
        """The survey campaign that the reader looks at."""
        return self.snapshot.campaign

    @property
    def labels(self) -> Labels:
        """What columns and codes of this campaign are called in the reader's language."""
        return Labels(self.words, self.snapshot.campaign)
