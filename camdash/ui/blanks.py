"""The parts of the page of blank forms: one unit's two workbooks, or those of all units in one archive."""

import time
from io import BytesIO
from zipfile import ZIP_STORED, ZipFile, ZipInfo

import streamlit as st

from camdash.forms.registry import Campaign, Unit
from camdash.reports.template import blank_form
from camdash.text.fold import fold
from camdash.ui.view import View
from camdash.words import N_, Words

FORMS = (("form1", N_("Form 1: existing cameras")), ("form2", N_("Form 2: needed cameras")))
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
KEPT = "blanks-archive"
_MOST = 64


def choose_unit(view: View) -> Unit:
    """Ask for the unit that is to fill the form in (`?for=001`)."""
    codes = [unit.code for unit in view.campaign.units]
    wanted = st.query_params.get("for", codes[0])
    first = codes.index(wanted) if wanted in codes else 0
    code = st.selectbox(
        view.words.t("Unit that fills it in"),
        codes,
        index=first,
        key="blank-unit",
        format_func=lambda c: view.campaign.unit(c).name,
    )
    return view.campaign.unit(code)


def offer_one(view: View, unit: Unit) -> None:
    """Offer the two workbooks of one unit."""
    words = view.words
    st.markdown(
        words.t(
            "Each workbook has the unit's name filled in, drop-down answers, a sheet of instructions and a "
            "version stamp. Filled in as it says, it is read without a question."
        )
    )
    with st.container(horizontal=True):
        for form, label in FORMS:
            st.download_button(
                words.t(label),
                _blank(form, unit, view.campaign),
                _file_name(form, unit),
                XLSX,
                key=f"blank-{form}",
                icon=":material/download:",
                on_click="ignore",
                type="primary",
            )
    required = {form: getattr(unit, form) for form, _ in FORMS}
    if "invited" in required.values():
        st.caption(words.t("This unit is invited, not obliged, to report."))


def offer_all(view: View) -> None:
    """Offer one archive with both forms of every unit; it is made when somebody asks for it."""
    words = view.words
    st.subheader(words.t("For all units at once"), anchor=False)
    st.markdown(
        words.n(
            "One archive with both forms of {count} unit.",
            "One archive with both forms of {count} units.",
            len(view.campaign.units),
        )
    )
    if st.button(words.t("Prepare the archive"), key="prepare-blanks", icon=":material/folder_zip:"):
        st.session_state["blanks-of"] = view.campaign.code
    if st.session_state.get("blanks-of") == view.campaign.code:
        name = f"bieu-mau-{fold(view.campaign.code).replace(' ', '-')}.zip"
        st.download_button(
            words.t("Download the archive"),
            _archive(view.campaign, words),
            name,
            "application/zip",
            key="all-blanks",
            icon=":material/download:",
            on_click="ignore",
            type="primary",
        )


@st.cache_data(max_entries=_MOST, show_spinner=False)
def _made(form: str, unit: Unit, campaign_code: str, _campaign: Campaign) -> bytes:  # noqa: ARG001 - part of the key
    return blank_form(form, unit, _campaign)


def _blank(form: str, unit: Unit, campaign: Campaign) -> bytes:
    return bytes(_made(form, unit, campaign.code, campaign))


def _archive(campaign: Campaign, words: Words) -> bytes:
    kept = st.session_state.get(KEPT)
    if kept is None or kept[0] != campaign.code:
        kept = (campaign.code, _zipped(campaign, words))
        st.session_state[KEPT] = kept
    return bytes(kept[1])


def _zipped(campaign: Campaign, words: Words) -> bytes:
    """Write every unit's forms, saying which one is being written."""
    out = BytesIO()
    bar = st.progress(0.0)
    with ZipFile(out, "w", ZIP_STORED) as archive:
        for number, unit in enumerate(campaign.units):
            bar.progress(number / len(campaign.units), text=words.t("Writing the forms of {unit}", unit=unit.name))
            for form, _ in FORMS:
                archive.writestr(ZipInfo(_file_name(form, unit), time.localtime()[:6]), _blank(form, unit, campaign))
    bar.empty()
    return out.getvalue()


def _file_name(form: str, unit: Unit) -> str:
    return f"Mau so {form[-1]} - {fold(unit.short).title()}.xlsx"
