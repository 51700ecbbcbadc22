"""What a table's figures are: which survey, as of when, from how many files, what is not counted, which filter."""

from camdash.analysis.columns import FORM_TABLES
from camdash.analysis.filters import Filter
from camdash.analysis.inventory import EVERYTHING, counts
from camdash.analysis.labels import Labels
from camdash.analysis.snapshot import Snapshot
from camdash.words import N_


def table_notes(snapshot: Snapshot, name: str, labels: Labels, where: Filter = EVERYTHING) -> list[tuple[str, str]]:
    """Say in the reader's words what stands behind the table `name` filtered by `where`."""
    words = labels.words
    notes = [
        (words.t(N_("Survey")), snapshot.campaign.name),
        (words.t(N_("As of")), words.moment(snapshot.as_of)),
        (words.t(N_("Files counted")), words.number(snapshot.files)),
        (words.t(N_("Filter")), labels.sentence(where, name) or words.t(N_("None: everything is in the table"))),
    ]
    if name in FORM_TABLES:
        total = counts(snapshot, name, where=where).iloc[0]
        notes += [
            (words.t(N_("Cameras")), words.number(int(total["cameras"]))),
            (words.t(N_("Positions")), words.number(int(total["positions"]))),
            (
                words.t(N_("Positions not counted")),
                words.t(
                    N_("{count}: their quantity, place or unit is wanting; they add no cameras until corrected"),
                    count=words.number(int(total["excluded_positions"])),
                ),
            ),
        ]
    return notes
