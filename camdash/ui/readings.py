"""What was read, on the upload page: a row for each form of each file, and every problem with its sentence."""

import pandas as pd
import streamlit as st

from camdash.problems import Severity
from camdash.ui import labels, tables
from camdash.ui.inbox import Inbox, Item
from camdash.ui.prose import literal
from camdash.ui.view import View
from camdash.words import N_

_HEADINGS = {
    "file": N_("File"),
    "form": N_("Form"),
    "unit": N_("Unit"),
    "rows": N_("Rows"),
    "cameras": N_("Cameras"),
    "errors": N_("Errors"),
    "warnings": N_("Warnings"),
    "received_on": N_("Mail of"),
    "sender": N_("Sent by"),
}
_WIDTHS = {
    "file": 285,
    "form": 130,
    "unit": 110,
    "rows": 68,
    "cameras": 82,
    "errors": 58,
    "warnings": 95,
    "received_on": 100,
    "sender": 90,
}
_MOST_PROBLEMS = 2000
_OPEN_UP_TO = 20


def show_readings(view: View, inbox: Inbox) -> None:
    """Show what was read, one row for each form of each file, and every problem with its sentence."""
    items = inbox.items
    if not items:
        return
    words = view.words
    st.subheader(words.t("What was read"), anchor=False)
    _tell_secrets(view, items)
    st.markdown(_summary(view, items))
    frame = pd.DataFrame([row for item in items for row in _rows(view, item)])
    if not any(item.reading.sender or item.reading.received_on for item in items):
        frame = frame.drop(columns=["sender", "received_on"])
    headings = {name: words.t(title) for name, title in _HEADINGS.items()}
    tables.show(
        frame,
        words,
        headings,
        key="readings",
        alt=words.t("What was read"),
        look=tables.Look(("file",), tables.height_for(len(frame), 460), _WIDTHS),
    )
    _show_problems(view, items)


def _tell_secrets(view: View, items: list[Item]) -> None:
    """Say which files are state secrets, and that nothing of them is kept."""
    for item in (item for item in items if item.classified):
        sentence = next(p.message(view.words) for p in item.reading.problems if p.code == "classified")
        st.error(f"{literal(item.reading.file)}: {literal(sentence)}", icon=":material/lock:")


def _summary(view: View, items: list[Item]) -> str:
    words, readable = view.words, [item for item in items if item.understood]
    asking = sum(item.needs_unit for item in readable)
    locked = sum(item.locked for item in items)
    parts = [
        words.n("**{count} file**", "**{count} files**", len(items)),
        words.t("{count} read", count=words.number(len(readable))),
        words.t("{count} with a question", count=words.number(asking)),
        words.t("{count} refused", count=words.number(len(items) - len(readable) - locked)),
    ]
    if locked:
        parts.append(words.t("{count} waiting for a password", count=words.number(locked)))
    return " · ".join(parts)


def _rows(view: View, item: Item) -> list[dict[str, object]]:
    """Give one row for each table; a file without any has one row all the same."""
    words, reading = view.words, item.reading
    counted = {"errors": item.count(Severity.ERROR), "warnings": item.count(Severity.WARNING)}
    mail = {
        "received_on": pd.Timestamp(reading.received_on) if reading.received_on else pd.NaT,
        "sender": reading.sender,
    }
    if not reading.tables:
        unit = labels.unit_name(reading.paper.unit, view.labels) if reading.paper and reading.paper.unit else ""
        said = words.t(_without_table(item))
        return [{"file": reading.file, "form": said, "unit": unit, "rows": None, "cameras": None, **counted, **mail}]
    return [
        {
            "file": reading.file,
            "form": labels.value("progress", "form", table.form, view.labels)
            if table.form != "ai_needs"
            else words.t("AI needs"),
            "unit": labels.unit_name(table.unit, view.labels) if table.unit else words.t("Not recognised"),
            "rows": len(table.records),
            "cameras": table.computed_total,
            **_of_sheet(item, table.sheet, counted),
            **mail,
        }
        for table in reading.tables
    ]


def _without_table(item: Item) -> str:
    """Say what a file without any form is."""
    if item.reading.paper is not None:
        return N_("Attachment")
    if item.locked:
        return N_("Password wanted")
    return N_("No form found") if item.reading.readable else N_("Refused")


def _of_sheet(item: Item, sheet: str, counted: dict[str, int]) -> dict[str, int]:
    """Count the problems of one sheet; where the file has one table they are all its."""
    if len(item.reading.tables) == 1:
        return counted
    here = [problem.severity for problem in item.reading.problems if problem.sheet == sheet]
    return {"errors": here.count(Severity.ERROR), "warnings": here.count(Severity.WARNING)}


def _show_problems(view: View, items: list[Item]) -> None:
    words = view.words
    found = [(item, problem) for item in items for problem in item.reading.problems]
    found.sort(key=lambda pair: list(Severity).index(pair[1].severity))
    if not found:
        return
    title = words.n("{count} problem, with what to do", "{count} problems, with what to do", len(found))
    with st.expander(title, expanded=len(found) <= _OPEN_UP_TO):
        frame = pd.DataFrame(
            [
                {
                    "severity": labels.value("problems", "severity", problem.severity.value, view.labels),
                    "file": item.reading.file,
                    "sheet": problem.sheet,
                    "message": problem.message(words, view.labels.heading(problem.field) if problem.field else ""),
                }
                for item, problem in found[:_MOST_PROBLEMS]
            ]
        )
        tones = {
            labels.value("problems", "severity", s.value, view.labels): view.colours.severities[s.value]
            for s in Severity
        }
        headings = {name: view.labels.heading(name, "problems") for name in frame.columns}
        look = tables.Look(height=tables.height_for(len(frame), 460), inks={"severity": tones})
        tables.show(frame, words, headings, key="problems", alt=title, look=look)
        if len(found) > _MOST_PROBLEMS:
            st.caption(words.t("The first {count} are listed.", count=words.number(_MOST_PROBLEMS)))
