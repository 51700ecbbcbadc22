"""What can be wrong with a file or a table, and the sentence for each."""

from collections.abc import Mapping
from types import MappingProxyType

from camdash.problems.kinds import Code, Severity
from camdash.words import N_

_E, _W, _I = Severity.ERROR, Severity.WARNING, Severity.INFO

FILE_CODES: Mapping[str, Code] = MappingProxyType(
    {
        # The file
        "not_a_workbook": Code(_E, N_("This file is not a spreadsheet. Send the form again as .xlsx.")),
        "password_protected": Code(
            _E, N_("This file is protected by a password. Enter the password or send the file again without one.")
        ),
        "password_wrong": Code(
            _E, N_("The password is not right. Enter it again or send the file again without a password.")
        ),
        "too_large": Code(
            _E,
            N_(
                "This file is too large to be read safely ({detail}). Delete unused sheets, rows and columns and send it again."
            ),
        ),
        "damaged": Code(
            _E, N_("This file is damaged and cannot be opened. Open it in Excel, save it anew and send it again.")
        ),
        "unsupported": Code(_E, N_("Files of the kind “{kind}” cannot be read. Save it as .xlsx and send it again.")),
        "office_lock_file": Code(
            _E,
            N_(
                "This is a temporary file that Office or the operating system leaves behind, not a form. Send the form itself."
            ),
        ),
        "no_form_found": Code(_E, N_("No table of Form 1 or Form 2 was found. Check that the right file was sent.")),
        "paper": Code(_I, N_("This file is a letter or report, not a form; it is kept as an attachment.")),
        "classified": Code(
            _E,
            N_(
                "This file is stamped “{stamp}” and is not stored here. Hand it over by the procedure for state secrets."
            ),
        ),
        "reading_failed": Code(
            _E,
            N_(
                "This file could not be read within the limits of time and memory. Open it in Excel, save it anew and send it again."
            ),
        ),
        "container_empty": Code(
            _E, N_("Nothing that could be a form is in this file. Check that the right file was sent.")
        ),
        "container_too_deep": Code(
            _E, N_("This file lies in more than {depth} files within each other. Take it out and send it by itself.")
        ),
        "mail_without_forms": Code(
            _W,
            N_(
                "This mail has no file attached. It says: “{value}”. Ask the unit for its form if one was meant to come."
            ),
        ),
        # The table
        "other_table": Code(
            _I, N_("The table with headings in this row is neither Form 1 nor Form 2; it was not read.")
        ),
        "empty_form": Code(
            _W, N_("The form has headings but no rows. If the unit has none, state it in writing (nil return).")
        ),
        "unit_unresolved": Code(_E, N_("The reporting unit could not be recognised. Choose the unit before storing.")),
        "unit_ambiguous": Code(
            _E, N_("“{value}” can mean several units ({candidates}). Choose the unit before storing.")
        ),
        "unit_disagreement": Code(
            _W,
            N_(
                "The form names {chosen}, the {where} names {other}. Read as {chosen}; check that the right file was sent."
            ),
        ),
        "unit_name_unknown": Code(
            _W, N_("“{value}” is not a unit of this survey; the row is counted under {unit}. Check the unit's name.")
        ),
        "form_name_disagreement": Code(
            _W, N_("This table is {form} but the file name says {named}; it was read as {form}.")
        ),
        "column_unmapped": Code(
            _W, N_("The column “{value}” is not known and was not read. Rename it as in the template if it is needed.")
        ),
        "column_likely": Code(
            _I,
            N_("The column “{value}” is not in the list of headings; it was read as the field named here. Check it."),
        ),
        "column_by_content": Code(
            _I,
            N_(
                "The column {column} (“{value}”) was recognised by what its cells hold; it was read as the field named here. Check it."
            ),
        ),
        "column_unnamed": Code(
            _W,
            N_(
                "The column {column} holds data but has no heading and was not read. Write a heading as in the template."
            ),
        ),
        "column_secret": Code(
            _W,
            N_(
                "The column “{value}” holds addresses, accounts or passwords; it was dropped unread. Do not send such data."
            ),
        ),
        "column_doubled": Code(
            _W,
            N_(
                "The column “{value}” repeats a field already read from column {first}; only that one was read. Delete one of the two."
            ),
        ),
        "encoding_legacy": Code(
            _I, N_("The texts of this sheet were written in the old encoding {encoding} and were converted to Unicode.")
        ),
        "old_template": Code(
            _W,
            N_(
                "This form was made from template {version} of the survey {campaign}; the current one is {current}. It was read all the same; use the current template next time."
            ),
        ),
        "blank_carried": Code(
            _I,
            N_(
                "{count} blank cells of this column were read as repeating the cell above. Fill them in if that is not so."
            ),
        ),
        "form_unsure": Code(
            _W,
            N_(
                "It is not clear whether this table is Form 1 or Form 2; it was read as {form}. Write the form's number above the table."
            ),
        ),
        "total_differs": Code(
            _W, N_("The total written is {stated}, the rows add up to {computed}. Correct the total or the rows.")
        ),
        "duplicate_sheet": Code(_I, N_("This sheet repeats rows of other sheets and was not counted twice.")),
        "summary_differs": Code(
            _W,
            N_(
                "This summary was not counted, as it repeats the other sheets, but {count} of its rows differ from them: it counts {stated} cameras, the sheets {computed}. Make them agree."
            ),
        ),
        "hidden_rows": Code(
            _W, N_("{count} hidden rows were read as well. Delete them if they do not belong to the form.")
        ),
        "hidden_sheet": Code(
            _W, N_("This sheet is hidden; it was read as well. Delete it if it does not belong to the form.")
        ),
        "formula_without_value": Code(
            _W,
            N_(
                "The cell holds a formula without a result; it was read as empty. Open the file in Excel, save it and send it again."
            ),
        ),
        "cell_error": Code(_W, N_("The cell shows the error {value}; it was read as empty. Correct the formula.")),
        "dummy_coordinates": Code(
            _W, N_("{count} rows have the very same coordinates ({value}). Give each position its own coordinates.")
        ),
    }
)
