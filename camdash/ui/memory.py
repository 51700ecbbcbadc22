"""What stays in the process for good is set apart, so that nobody's page waits for it to be looked through again.

Streamlit has Python collect garbage after each run of a page, and each time all modules, vocabularies and plotly's and
pandas' classes were walked through: more than half of a page's time. They are frozen once, when a page has run.
"""

import gc
from threading import Lock

_RUNS: dict[str, int] = {}
_LOCK = Lock()
_SETTLED = 2
"""In a page's second run all that it imports and keeps is there."""


def settle(page: str) -> None:
    """Set apart, in a page's second run in this process, all that has come to stay."""
    with _LOCK:
        _RUNS[page] = runs = _RUNS.get(page, 0) + 1
        if runs == _SETTLED:
            gc.collect()
            gc.freeze()
