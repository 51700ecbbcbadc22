"""What can be wrong with a row or a cell, and the sentence for each."""

from collections.abc import Mapping
from types import MappingProxyType

from camdash.problems.kinds import Code, Severity
from camdash.words import N_

_E, _W, _I = Severity.ERROR, Severity.WARNING, Severity.INFO

ROW_CODES: Mapping[str, Code] = MappingProxyType(
    {
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
    }
)
