"""The questions of the upload page that only a person can answer: a file's password, and whose a file is."""

import re

import streamlit as st

from camdash.forms.headings import text_key
from camdash.ui.inbox import Inbox, Item
from camdash.ui.prose import literal
from camdash.ui.rereading import again
from camdash.ui.view import View

_REMEMBER = "remember-units"
_COMMON = re.compile(
    r"a|an|ban|bang|bao|bieu|cac|cai|cam|camera|can|cao|cau|cho|chu|chuc|co|cong|cua|danh|de|den|di|dia|dinh|"
    r"don|du|duoc|file|form|ha|hanh|he|hien|hoa|hop|i|ii|kem|khao|kien|lan|lap|luc|mau|nam|ngay|nghia|nhan|nhu|"
    r"noi|phap|phieu|pho|phu|phuc|quan|quoc|sach|sat|sheet|so|tai|ten|thanh|thang|theo|thong|thu|tong|tp|trang|"
    r"tren|trien|truong|tu|ubnd|uy|va|van|ve|vi|viec|viet|vu|xa|xlsx|xls|xuat|yeu|\d+"
)
"""Words, without accents, of titles, letterheads and file names that any unit's form may bear."""


def ask_passwords(view: View, inbox: Inbox) -> None:
    """Ask for the password of each protected file; it is used to open the file and kept nowhere."""
    locked = [item for item in inbox.items if item.locked]
    if not locked:
        return
    words = view.words
    st.subheader(words.t("Protected files"), anchor=False)
    st.caption(words.t("A password is used to open the file and is not kept. The file is stored without it."))
    for item in locked:
        _ask_password(view, inbox, item)


def _ask_password(view: View, inbox: Inbox, item: Item) -> None:
    words = view.words
    with st.form(f"locked-{item.number}-{item.turn}", clear_on_submit=True):
        left, right = st.columns((3, 1), vertical_alignment="bottom")
        password = left.text_input(
            words.t("Password of {file}", file=literal(item.reading.file)),
            type="password",
            autocomplete="off",
            key=f"password-{item.number}-{item.turn}",
        )
        pressed = right.form_submit_button(
            words.t("Open the file"), key=f"open-{item.number}", icon=":material/lock_open:"
        )
        if item.has("password_wrong"):
            st.error(words.t("The password is not right. Enter it again."))
    if pressed and password:
        again(view, inbox, [item], password)
        st.rerun()


def ask_units(view: View, inbox: Inbox) -> None:
    """Ask whose a file is where neither the file nor its name tells; the answer counts at once and can be changed."""
    asking = [item for item in inbox.items if item.needs_unit or item.number in inbox.units]
    if not asking:
        return
    words = view.words
    st.subheader(words.t("Whose are these files?"), anchor=False)
    for item in asking:
        _ask_unit(view, inbox, item)
    if any(_texts(item) for item in asking):
        st.checkbox(
            words.t("Remember this for files like these"),
            value=True,
            key=_REMEMBER,
            on_change=_change_of_mind,
            args=(view, inbox),
        )
    st.caption(
        words.t("A file without an answer is stored but held: it is counted neither way until its unit is chosen.")
    )


def _ask_unit(view: View, inbox: Inbox, item: Item) -> None:
    codes, before = [unit.code for unit in view.campaign.units], inbox.units.get(item.number)
    chosen = st.selectbox(
        item.reading.file,
        codes,
        index=codes.index(before) if before in codes else None,
        key=f"unit-of-{item.number}",
        placeholder=view.words.t("Choose the unit"),
        format_func=lambda code: view.campaign.unit(code).name,
    )
    texts = " · ".join(f"“{literal(text)}”" for text in sorted(_texts(item)))
    st.caption(
        view.words.t("Files like this one are known by {texts}.", texts=texts)
        if texts
        else view.words.t("Nothing in this file tells it from those of other units; the answer holds for it alone.")
    )
    if chosen == before:
        return
    if chosen is None:
        inbox.units.pop(item.number, None)
    else:
        inbox.units[item.number] = chosen
    remembered = st.session_state.get(_REMEMBER, True) and _remember(view, item, chosen)
    alike = [one for one in inbox.items if one.needs_unit and _texts(one) & _texts(item)] if remembered else []
    again(view, inbox, [item, *(one for one in alike if one.number != item.number)])
    st.rerun()


def _texts(item: Item) -> set[str]:
    """List the texts by which a person's answer on this file is remembered; those that any file may bear are none."""
    return {table.unit_text for table in item.reading.tables if tells_apart(table.unit_text)}


def tells_apart(text: str) -> bool:
    """Tell whether a text says anything that not every unit's form says.

    >>> tells_apart("MẪU SỐ 1: HIỆN TRẠNG CAMERA NĂM 2024"), tells_apart("Mẫu 1 - H. TT")
    (False, True)
    """
    return any(not _COMMON.fullmatch(word) for word in text_key(text).split())


def _remember(view: View, item: Item, unit: str | None) -> bool:
    """Remember whose files these texts stand for, or forget it; tell whether there was any text."""
    for text in _texts(item):
        if unit is None:
            view.store.forget_unit(view.campaign.code, text)
        else:
            view.store.remember_unit(view.campaign.code, text, unit, "")
    return bool(_texts(item))


def _change_of_mind(view: View, inbox: Inbox) -> None:
    """Remember, or forget, the answers that were given before the box was ticked or emptied."""
    wanted = st.session_state[_REMEMBER]
    for item in inbox.items:
        if item.number in inbox.units:
            _remember(view, item, inbox.units[item.number] if wanted else None)
