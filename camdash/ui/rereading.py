"""Reading files of the inbox again: with a password, with the unit that was told, with what columns mean."""

import dataclasses
from collections.abc import Iterator, Sequence

import streamlit as st

from camdash.forms.registry import Campaign
from camdash.intake import pool
from camdash.intake.model import Context, Meanings
from camdash.store.collect import Read
from camdash.ui.inbox import Change, Figures, Inbox, Item
from camdash.ui.view import View

_WORKERS = 2


def again(view: View, inbox: Inbox, items: Sequence[Item], password: str = "") -> None:
    """Read files again with all that is known by now, under a progress bar, and note what it changed."""
    words, count = view.words, len(items)
    bar = st.progress(0.0, text=words.n("Reading {count} file again", "Reading {count} files again", count))
    meanings = view.store.meanings(view.campaign.code)
    for done, name in enumerate(read_again(inbox, view.campaign, meanings, items, password), start=1):
        bar.progress(
            min(done / count, 1.0),
            text=words.t("Read {done} of {count}: {file}", done=min(done, count), count=count, file=name),
        )
    bar.empty()


def read_again(
    inbox: Inbox, campaign: Campaign, meanings: Meanings, items: Sequence[Item], password: str = ""
) -> Iterator[str]:
    """Read files again and put what came of it in their places, all at the end; yields each name when it is read.

    An archive of which a locked member could not be taken out is unpacked anew. The password is used and forgotten.
    """
    asked = list(_once(items))
    found: dict[int, list[pool.Result]] = {}
    with pool.ReaderPool(campaign, min(_WORKERS, len(asked) or 1), meanings) as readers:
        for result in readers.stream(_request(item, inbox, password) for item in asked):
            found.setdefault(result.number, []).append(result)
            yield result.reading.file
    changes = [change for number, item in enumerate(asked) for change in _put(inbox, item, found.get(number, []))]
    inbox.changes = changes


def _once(items: Sequence[Item]) -> Iterator[Item]:
    """Take only one of several members for which the same archive would be unpacked."""
    seen = set()
    for item in items:
        if not _whole(item) or item.upload not in seen:
            yield item
        if _whole(item):
            seen.add(item.upload)


def _whole(item: Item) -> bool:
    """Tell whether the whole upload must be read for this file's sake."""
    return not item.read.content and bool(item.read.incoming.source)


def _request(item: Item, inbox: Inbox, password: str) -> pool.Item:
    passwords = (password,) if password else ()
    if _whole(item):
        return pool.Item(item.read.incoming.name, item.read.incoming.source, Context(passwords=passwords))
    context = Context(item.reading.sender, inbox.units.get(item.number), passwords)
    return pool.Item(item.reading.file, item.read.content, context)


def _put(inbox: Inbox, item: Item, results: Sequence[pool.Result]) -> list[Change]:
    """Replace a file, or all files of its upload, by what was read now."""
    if not results:
        return []
    whole = _whole(item)
    old = [one for one in inbox.items if (one.upload == item.upload if whole else one.number == item.number)]
    if not old:
        return []
    by_file = {one.reading.file: one for one in old} if whole else {results[0].reading.file: item}
    gone = {one.number for one in old}
    new = [_renewed(inbox, item, by_file.get(result.reading.file), result, whole=whole) for result in results]
    at = next(place for place, one in enumerate(inbox.items) if one.number in gone)
    inbox.items = [one for one in inbox.items if one.number not in gone]
    inbox.items[at:at] = new
    return [
        Change(one.reading.file, Figures.of(by_file[one.reading.file]), Figures.of(one))
        for one in new
        if one.reading.file in by_file
    ]


def _renewed(inbox: Inbox, item: Item, before: Item | None, result: pool.Result, *, whole: bool) -> Item:
    """Make the item of a file that was read again; what its mail told and its number stay."""
    if not whole:
        result.reading.received_on = item.reading.received_on
    read = Read(item.read.incoming, result.content, result.reading)
    number = before.number if before else inbox.next_number()
    return dataclasses.replace(item, read=read, number=number, turn=item.turn + 1).lightened()
