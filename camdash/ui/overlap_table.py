"""The list of pairs: a page of them in words, with boxes to tick, and the whole list as a file."""

from collections.abc import Mapping
from functools import partial

import pandas as pd
import streamlit as st

from camdash.planning.overlap.rules import TITLES
from camdash.planning.overlap.sentences import ASKED, QUESTION_NAMES, VERDICT_NAMES, why
from camdash.reports.facts import Facts, file_name
from camdash.reports.plain import plain_csv, plain_xlsx
from camdash.ui import labels, tables
from camdash.ui.blanks import XLSX
from camdash.ui.overlaps import Listed
from camdash.ui.view import View
from camdash.words import N_

ROWS = 50
SENSITIVE = N_("Sensitive position, {district}")
_WIDTHS = {
    "suspicion": 136, "verdict": 112, "distance_m": 68, "address_likeness": 70, "one_unit": 122, "one_name": 172,
    "other_unit": 122, "other_name": 172, "why": 560,
}  # fmt: skip
_TONES = {"same": "error", "likely": "warning"}
_MORE = ("one_address", "other_address", "district", "note", "by")


def show(view: View, now: Listed) -> list[int]:
    """Draw one page of the pairs; give the places (in `now.shown`) of those that are ticked."""
    words, total = view.words, len(now.shown)
    with st.container(horizontal=True, vertical_alignment="center"):
        count = words.n("{count} pair", "{count} pairs", total)
        st.markdown(f"**{words.t(ASKED[now.question])}** {count}", width="stretch")
        place = st.popover(words.t("Download"), icon=":material/download:", key="overlap-files", on_change="rerun")
    if place.open:
        with place:
            _downloads(view, now)
    pages = -(-total // ROWS)
    number = st.pagination(pages, key=f"overlap-page-{now.key}") if pages > 1 else 1
    start = (number - 1) * ROWS
    frame = said(view, now.shown.iloc[start : start + ROWS]).dropna(axis="columns", how="all")
    tones = view.colours.severities
    inks = {words.t(TITLES[code]): tones[tone] for code, tone in _TONES.items()}
    look = tables.Look(("suspicion",), tables.height_for(len(frame), 420), _WIDTHS, {"suspicion": inks})
    headings = {name: words.t(text) for name, text in _HEADINGS.items() if name in frame}
    key = f"overlap-rows-{now.key}-{number}"
    ticked = tables.pick(frame, words, headings, key=key, alt=words.t("Pairs, most suspicious first"), look=look)
    st.caption(words.t("Tick one row to compare the two records, several to decide on them together."))
    return [start + row for row in ticked if start + row < total]


_HEADINGS: Mapping[str, str] = {
    "suspicion": N_("Suspicion"),
    "distance_m": N_("Apart, m"),
    "address_likeness": N_("Alike, %"),
    "one_unit": N_("Unit 1"),
    "one_name": N_("Position 1"),
    "other_unit": N_("Unit 2"),
    "other_name": N_("Position 2"),
    "why": N_("Why"),
    "verdict": N_("Verdict"),
    "one_address": N_("Address 1"),
    "other_address": N_("Address 2"),
    "district": N_("District"),
    "note": N_("Note"),
    "by": N_("Decided by"),
}


def said(view: View, pairs: pd.DataFrame, *, whole: bool = False) -> pd.DataFrame:
    """Say pairs in the reader's words; `whole` adds addresses, district, note and who decided.

    Of a pair with a sensitive record neither names nor addresses, distance nor likeness are told.
    """
    words = view.words
    unit = partial(labels.unit_name, labels=view.labels)
    rows = []
    for found in pairs.to_dict("records"):
        pair = {str(name): value for name, value in found.items()}
        hidden, suspicion, verdict = bool(pair["sensitive"]), pair["suspicion"], pair["verdict"]
        row = {
            "suspicion": words.t(TITLES[suspicion]),
            "distance_m": None if hidden else _rounded(pair["distance_m"]),
            "address_likeness": None if hidden else _rounded(pair["address_likeness"]),
            "one_unit": unit(_known(pair["one_unit"])),
            "one_name": name_of(view, pair, "one"),
            "other_unit": unit(_known(pair["other_unit"])),
            "other_name": name_of(view, pair, "other"),
            "why": why(pair, words),
            "verdict": words.t(VERDICT_NAMES[verdict]) if _known(verdict) else None,
        }
        if whole:
            row |= {name: _known(pair[name]) for name in _MORE}
            row |= {"district": unit(_known(pair["district"]))}
            row |= dict.fromkeys(("one_address", "other_address"), None) if hidden else {}
        rows.append(row)
    columns = [*_WIDTHS, *(_MORE if whole else ())]
    frame = pd.DataFrame(rows)[columns] if rows else pd.DataFrame(columns=columns)
    return frame.astype({"distance_m": "Int64", "address_likeness": "Int64"})


def name_of(view: View, pair: Mapping[str, object], side: str) -> str | None:
    """Name a record of a pair, by its address where it has no name; a sensitive pair's by the district only."""
    if pair["sensitive"]:
        district = labels.unit_name(_known(pair["district"]), view.labels)
        return view.words.t(SENSITIVE, district=district)
    return _known(pair[f"{side}_name"]) or _known(pair[f"{side}_address"])


def _known(value: object) -> str | None:
    return None if tables.missing(value) else str(value)


def _rounded(value: float) -> int | None:
    return None if tables.missing(value) else round(value)


def _downloads(view: View, now: Listed) -> None:
    """Offer the pairs shown, all pages of them, as files made when they are asked for."""
    words = view.words
    title = words.t(N_("Overlaps: {question}"), question=words.t(QUESTION_NAMES[now.question]))
    excluded = int((now.shown["one_excluded"] | now.shown["other_excluded"]).sum())
    where = view.labels.sentence(view.where, "form1" if now.question == "existing" else "form2")
    snapshot = view.snapshot
    facts = Facts("overlaps", title, snapshot.campaign.name, snapshot.as_of, snapshot.files, excluded, where)
    headings = {name: words.t(text) for name, text in _HEADINGS.items()}
    makers = {
        "xlsx": (XLSX, lambda: plain_xlsx(said(view, now.shown, whole=True), headings, facts, words)),
        "csv": ("text/csv", lambda: plain_csv(said(view, now.shown, whole=True), headings)),
    }
    for kind, (mime, make) in makers.items():
        st.download_button(
            f"{'Excel' if kind == 'xlsx' else 'CSV'} (.{kind})",
            make,
            file_name(facts, words, kind),
            mime,
            key=f"overlaps-{kind}",
            icon=":material/download:",
            on_click="ignore",
            width="stretch",
        )
