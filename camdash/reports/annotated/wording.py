"""What the sheet of findings calls forms, rows that are no records, and how surely a column was understood."""

from collections.abc import Mapping

from camdash.forms.headings import NOT_A_BRAND, PAIR, SPLIT, UNIT_PRICE
from camdash.forms.registry import Campaign
from camdash.forms.vocabulary import vocabulary
from camdash.intake.model import LEFT_OUT, ColumnReading, Table
from camdash.words import N_, Words

_REASONS: Mapping[str, str] = {
    "title": N_("title rows"),
    "column_numbers": N_("column numbers"),
    "repeated_heading": N_("repeated heading"),
    "section": N_("section heading"),
    "subtotal": N_("subtotal"),
    "total": N_("total"),
    "example": N_("example"),
    "signature": N_("signature"),
    "footnote": N_("footnote"),
    "duplicate_sheet": N_("repeats another sheet"),
    "struck_out": N_("struck out"),
    "zero": N_("quantity 0"),
    "blank": N_("blank"),
}
_SURENESS: Mapping[str, str] = {
    "confirmed": N_("Confirmed"),
    "sure": N_("Sure"),
    "likely": N_("Likely"),
    "unknown": N_("Not understood"),
    "secret": N_("Dropped"),
}
_REMARKS: Mapping[str, str] = {
    "confirmed": N_("Confirmed by the office that collects the forms."),
    "likely": N_("Check that the column means this. Name it as in the template if it does not."),
    "unknown": N_("Not read. Name the column as in the template if it is needed."),
    "secret": N_("Dropped because it holds login data. Do not send such data."),
}
_TARGETS: Mapping[str, str] = {
    PAIR: N_("Coordinates (latitude, longitude)"),
    UNIT_PRICE: N_("Unit price"),
    NOT_A_BRAND: N_("Country of origin (not read)"),
    LEFT_OUT: N_("Left out, as confirmed"),
}


def reason(code: str, words: Words) -> str:
    """Say why a row is no record."""
    return words.t(_REASONS[code]) if code in _REASONS else code


def sureness(column: ColumnReading, words: Words) -> str:
    """Say how surely a column was understood."""
    return words.t(_SURENESS[column.confidence])


def remark(column: ColumnReading, words: Words) -> str:
    """Say what to do about a column, where there is something to do."""
    return words.t(_REMARKS[column.confidence]) if column.confidence in _REMARKS else ""


def meaning(column: ColumnReading, words: Words, headings: Mapping[str, str]) -> str:
    """Name what a column was read as; nothing for one that was not read."""
    target = column.target
    if column.confidence == "secret" or not target:
        return ""
    if target.startswith(SPLIT):
        kind = vocabulary("camera_type").label(target.removeprefix(SPLIT), words.language)
        return f"{headings.get('quantity', '')}: {kind}"
    return words.t(_TARGETS[target]) if target in _TARGETS else headings.get(target, "")


def unit_name(code: str | None, campaign: Campaign, words: Words) -> str:
    """Name a unit of the campaign."""
    try:
        return campaign.unit(code).name if code else words.t("Not recognised")
    except KeyError:
        return code or ""


def columns_of(table: Table) -> list[ColumnReading]:
    """Give how each column was understood, from the table's plain lists where it was not told column by column."""
    if table.readings:
        return table.readings
    found = [ColumnReading(letters[0], "", name, "sure") for name, letters in table.columns.items() if letters]
    found += [ColumnReading(letters, text, "", "unknown") for letters, text in table.unmapped_columns.items()]
    found += [ColumnReading(letters, text, "", "secret") for letters, text in table.dropped_columns.items()]
    return sorted(found, key=lambda column: (len(column.letters), column.letters))
