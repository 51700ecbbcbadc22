"""The kinds of problem: stable codes, how grave each is, and the sentence that tells a clerk where to start."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from camdash.words import N_


class Severity(StrEnum):
    """`error` keeps the row out of the sums, `warning` lets it count, `info` says what was repaired or assumed."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Code:
    """A kind of problem: how grave it is and the sentence (msgid) that tells a clerk of it."""

    severity: Severity
    sentence: str


_E, _W, _I = Severity.ERROR, Severity.WARNING, Severity.INFO

CODES: Mapping[str, Code] = MappingProxyType(
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
        # The row
        "quantity_missing": Code(_E, N_("The quantity is missing. Write a whole number, for example 3.")),
        "quantity_unreadable": Code(_E, N_("“{value}” is not a number. Write a whole number, for example 3.")),
        "quantity_repaired": Code(_I, N_("“{value}” was read as {read}.")),
        "quantity_from_range": Code(
            _W, N_("The quantity is missing; “{value}” names {read} cameras, which were counted. Write the quantity.")
        ),
        "range_differs": Code(
            _W,
            N_(
                "“{value}” names {named} cameras, the quantity says {quantity}; the quantity was counted. Correct one of them."
            ),
        ),
        "secret_in_text": Code(
            _W,
            N_("The cell held an address, account or password, which was dropped unread. Do not send such data."),
        ),
        "place_missing": Code(
            _E,
            N_("The row names no place: position, address, ward and coordinates are all empty. Fill in at least one."),
        ),
        "position_missing": Code(_W, N_("Position and address are both empty. Write where the camera stands.")),
        "row_sum_differs": Code(
            _W,
            N_("Working {working} and broken {broken} do not add up to the quantity {quantity}. Correct one of them."),
        ),
        "split_unassigned": Code(
            _W,
            N_(
                "The row was split by camera type, but working and broken are given for the whole row; both left empty. Write one row for each type."
            ),
        ),
        "row_in_disorder": Code(_W, N_("The row looks like neither data nor a heading and was not read. Check it.")),
        # The cell
        "number_unreadable": Code(_W, N_("“{value}” is not a number; left empty. Write only the number.")),
        "number_range": Code(_W, N_("“{value}” is out of the possible range ({low} to {high}); left empty. Check it.")),
        "number_rounded": Code(_W, N_("“{value}” is not a whole number; read as {read}. Write a whole number.")),
        "number_not_whole": Code(_W, N_("“{value}” is not a whole number; left empty. Write a whole number.")),
        "number_several": Code(
            _W, N_("“{value}” gives several numbers; read as the smallest, {read}. Write one number.")
        ),
        "code_unknown": Code(
            _W, N_("“{value}” is not one of the known answers; left empty. Use an answer of the template's list.")
        ),
        "code_partly_unknown": Code(
            _W,
            N_(
                "Of “{value}”, the part “{part}” is not a known answer and was left out. Use the answers of the template's list."
            ),
        ),
        "code_several": Code(
            _W,
            N_(
                "“{value}” names several answers where one is asked; left empty. Write one answer, or one row for each."
            ),
        ),
        "yes_no_unreadable": Code(_W, N_("“{value}” is neither yes nor no; left empty. Write “Có” or “Không”.")),
        "resolution_unreadable": Code(
            _W, N_("“{value}” is not a resolution; left empty. Write for example 2 MP or 1920x1080.")
        ),
        "resolution_several": Code(
            _W, N_("“{value}” gives several resolutions; read as the smallest, {read} MP. Split the row by resolution.")
        ),
        "retention_unreadable": Code(
            _W, N_("“{value}” is not a retention time; left empty. Write the number of days.")
        ),
        "retention_range": Code(
            _W, N_("“{value}” is a range; read as its shortest, {read} days. Write one number of days.")
        ),
        "year_unreadable": Code(_W, N_("“{value}” is not a year; left empty. Write the year with four digits.")),
        "year_range": Code(_W, N_("“{value}” covers several years; read as {read}. Write one year.")),
        "year_future": Code(_W, N_("The year {read} lies after the survey. Check it.")),
        "year_doubtful": Code(_W, N_("The year {read} is hardly possible for a camera. Check it.")),
        "year_repaired": Code(_I, N_("The year stood in a cell formatted as a date; read as {read}.")),
        "year_improbable": Code(
            _W, N_("“{value}” is not a possible installation year; left empty. Write the year with four digits.")
        ),
        "bearing_unreadable": Code(
            _W,
            N_(
                "“{value}” is not a direction; left empty. Write a compass direction, for example Đông Bắc, or degrees from north."
            ),
        ),
        "bearing_is_angle": Code(
            _W, N_("“{value}” is an angle of view, not a direction; left empty. Write the compass direction.")
        ),
        "coordinates_unreadable": Code(
            _W, N_("“{value}” is not a pair of coordinates; left empty. Write for example 21.0287, 105.8525.")
        ),
        "coordinates_incomplete": Code(
            _W, N_("Only one of latitude and longitude is given (“{value}”); left empty. Fill in both.")
        ),
        "coordinates_outside": Code(_W, N_("The point {value} lies outside Hanoi; left empty. Check the coordinates.")),
        "point_outside_district": Code(
            _W,
            N_(
                "The point {value} does not lie in {district} but in or near {found}. Check the coordinates and the district."
            ),
        ),
        "coordinates_swapped": Code(_I, N_("Latitude and longitude stood in each other's place; read as {read}.")),
        "coordinates_repaired": Code(_I, N_("“{value}” lost its decimal point; read as {read}.")),
        "coordinates_short_link": Code(
            _W, N_("A short map link cannot be followed here (“{value}”); left empty. Write the numbers.")
        ),
        "coordinates_converted": Code(_I, N_("VN-2000 metres were converted to latitude and longitude: {read}.")),
        "money_unreadable": Code(_W, N_("“{value}” is not an amount of money; left empty. Write the amount in đồng.")),
        "money_unit_price": Code(_I, N_("The column is a unit price; multiplied by the quantity: {read} đồng.")),
        "ward_unknown": Code(
            _W, N_("“{value}” is not a ward of {district}; left empty. Write the ward's official name.")
        ),
        "ward_ambiguous": Code(
            _W,
            N_("“{value}” can mean several wards ({candidates}); left empty. Write the full name with its district."),
        ),
        "district_unknown": Code(
            _W, N_("“{value}” is not a district of the city; left empty. Write the district's official name.")
        ),
        "brand_is_country": Code(
            _W, N_("“{value}” is a country of origin, not a brand; left empty. Write the maker's name.")
        ),
        # Boundaries
        "boundary_not_geojson": Code(
            _E,
            N_(
                "This is not a GeoJSON collection of features. Export the boundaries as GeoJSON in WGS84 and try again."
            ),
        ),
        "boundary_missing_unit": Code(
            _E, N_("{name} ({code}) is missing. The file must hold all 30 district-level units of 2024.")
        ),
        "boundary_doubled_unit": Code(_E, N_("{name} ({code}) stands {count} times in the file. Make it one feature.")),
        "boundary_unknown_unit": Code(
            _E,
            N_(
                "Feature {number} carries no code of the 30 district-level units (“{value}”). Write its code, for example 001."
            ),
        ),
        "boundary_not_polygon": Code(
            _E,
            N_("Feature {number} (“{value}”) is not a polygon. Give every unit its area as Polygon or MultiPolygon."),
        ),
        "boundary_invalid": Code(
            _E,
            N_("The shape of feature {number} (“{value}”) is not valid: {reason}. Repair it in the drawing program."),
        ),
        "boundary_swapped": Code(
            _E,
            N_(
                "In {count} features latitude stands before longitude. GeoJSON wants longitude first; export the file again."
            ),
        ),
        "boundary_outside": Code(
            _E,
            N_(
                "Feature {number} (“{value}”) lies outside Hanoi. Export the boundaries in WGS84 degrees, longitude first."
            ),
        ),
        "boundary_misplaced": Code(
            _E,
            N_(
                "The shape given to {name} ({code}) does not lie where that unit lies. Check that the codes were not exchanged."
            ),
        ),
        "boundary_overlap": Code(_E, N_("{first} and {second} overlap by {area} km². Make them share one border.")),
        "boundary_gap": Code(_E, N_("There is a gap of {area} km² at {units}. Make the neighbours share one border.")),
        "boundary_area": Code(
            _E,
            N_(
                "All shapes together cover {area} km², more than 1 % off the city's {expected} km². Check that the file is complete."
            ),
        ),
    }
)
