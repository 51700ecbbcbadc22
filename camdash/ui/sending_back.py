"""Back to the unit: its own workbook with every finding at its cell, one file or all of them, made on demand."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

import streamlit as st

from camdash.forms.registry import Campaign
from camdash.intake.model import Context, FileReading, Meanings
from camdash.intake.pool import ReaderPool
from camdash.reports.annotated import Annotated, Annotator, annotate_many, annotated_name
from camdash.store.model import VersionInfo
from camdash.store.store import Store
from camdash.text.fold import fold
from camdash.ui.inbox import Inbox, Item
from camdash.ui.prose import literal
from camdash.ui.view import View
from camdash.words import Language

KEPT = "marked-archive"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_MACROS = ".xlsm"

Load = Callable[[], tuple[bytes, FileReading]]


@dataclass(frozen=True, slots=True)
class Returned:
    """One file that can go back: a key that changes with its findings, its name, and how to come by what was read."""

    key: Hashable
    name: str
    load: Load

    def marked(self, campaign: Campaign, language: Language) -> bytes:
        """Mark its findings in a child process."""
        with Annotator(campaign, language) as annotator:
            return self.marked_by(annotator).content

    def marked_by(self, annotator: Annotator) -> Annotated:
        """Mark its findings; the unit knows its file by its own name, not by that of the archive it came in."""
        content, reading = self.load()
        name = PurePosixPath(self.name).name
        return annotator.annotate(name, content, replace(reading, file=name))


# ----------------------------------------------------------------------------------------- which files can go back


def of_inbox(inbox: Inbox) -> list[Returned]:
    """List what was uploaded and has findings; state secrets, papers and what is still locked are none of it."""
    wanted = [i for i in inbox.items if i.reading.problems and not (i.classified or i.locked or i.reading.paper)]
    return [Returned((item.number, item.turn), item.reading.file, _loader(item)) for item in wanted]


def _loader(item: Item) -> Load:
    return lambda: (item.read.content, item.reading)


def of_store(view: View, versions: Sequence[VersionInfo]) -> list[Returned]:
    """List the files of stored versions, each once; they are read again when they are asked for."""
    by_bytes: dict[str, list[VersionInfo]] = {}
    for version in versions:
        by_bytes.setdefault(version.sha256, []).append(version)
    return [
        Returned((sha256, view.snapshot.revision), same[-1].file, _reader(view.store, view.campaign, same))
        for sha256, same in by_bytes.items()
    ]


def _reader(store: Store, campaign: Campaign, versions: Sequence[VersionInfo]) -> Load:
    units = {version.unit for version in versions}
    unit = units.pop() if len(units) == 1 else None
    return lambda: _read(store, campaign, versions[-1], unit)


def _read(store: Store, campaign: Campaign, version: VersionInfo, unit: str | None) -> tuple[bytes, FileReading]:
    """Read a stored file again with what is confirmed by now; the unit it is stored for helps where it names none."""
    content, meanings = store.file(version.sha256), store.meanings(campaign.code)
    senders = {receipt.id: receipt.sender or "" for receipt in store.receipts(campaign.code)}
    context = Context(senders.get(version.receipt, ""))
    reading = _read_with(campaign, meanings, version.file, content, context)
    if unit is not None and any(table.unit is None for table in reading.tables):
        reading = _read_with(campaign, meanings, version.file, content, Context(context.sender, unit))
    return content, reading


def _read_with(campaign: Campaign, meanings: Meanings, name: str, content: bytes, context: Context) -> FileReading:
    with ReaderPool(campaign, 1, meanings) as pool:
        return pool.read(name, content, context)


# --------------------------------------------------------------------------------------------------- on the screen


def offer_uploaded(view: View, inbox: Inbox) -> None:
    """Offer what was just uploaded, with its findings marked."""
    files = of_inbox(inbox)
    if not files or inbox.queue:
        return
    words = view.words
    with st.expander(words.t("Send back to the units with the findings marked"), key="send-back"):
        st.caption(
            words.t(
                "Each finding stands at its cell and in a list on the first sheet. The unit mends its own file and "
                "sends it again."
            )
        )
        offer_one(view, files, "uploaded")
        offer_all(view, files, "uploaded")


def offer_one(view: View, files: Sequence[Returned], key: str) -> None:
    """Let one file be chosen and downloaded; it is marked when the button is pressed."""
    words = view.words
    left, right = st.columns((3, 1.4), vertical_alignment="bottom")
    chosen = left.selectbox(
        words.t("File"),
        range(len(files)),
        key=f"{key}-returned-{len(files)}",
        format_func=lambda n: literal(files[n].name) if n < len(files) else "",
    )
    file, campaign, language = files[min(int(chosen), len(files) - 1)], view.campaign, words.language
    right.download_button(
        words.t("Download with the findings marked"),
        lambda: file.marked(campaign, language),
        annotated_name(file.name, _MACROS if file.name.lower().endswith(_MACROS) else ".xlsx"),
        XLSX,
        key=f"{key}-marked",
        icon=":material/download:",
        on_click="ignore",
        width="stretch",
    )


def offer_all(view: View, files: Sequence[Returned], key: str) -> None:
    """Offer all files in one archive, marked one after the other under a progress bar."""
    words, state = view.words, f"{KEPT}-{key}"
    wanted = (words.language, tuple(file.key for file in files))
    if len(files) == 1:
        return
    label = words.n("Mark all {count} file", "Mark all {count} files", len(files))
    if st.button(label, key=f"{key}-mark-all", icon=":material/folder_zip:"):
        st.session_state[state] = (wanted, _zipped(view, files))
    made = st.session_state.get(state)
    if made is None or made[0] != wanted:
        return
    st.download_button(
        words.t("Download the archive"),
        made[1],
        f"tra-lai-don-vi-{fold(view.campaign.code).replace(' ', '-')}.zip",
        "application/zip",
        key=f"{key}-marked-all",
        icon=":material/download:",
        on_click="ignore",
        type="primary",
    )


def _zipped(view: View, files: Sequence[Returned]) -> bytes:
    """Mark every file, saying which one is being marked."""
    words, marked, count = view.words, [], len(files)
    bar = st.progress(0.0)
    with Annotator(view.campaign, words.language) as annotator:
        for number, file in enumerate(files):
            text = words.t("Marking {done} of {count}: {file}", done=number + 1, count=count, file=literal(file.name))
            bar.progress(number / count, text=text)
            marked.append(file.marked_by(annotator))
    bar.empty()
    return annotate_many(marked)
