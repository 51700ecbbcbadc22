"""What can be wrong with a file of boundaries, and the sentence for each."""

from collections.abc import Mapping
from types import MappingProxyType

from camdash.problems.kinds import Code, Severity
from camdash.words import N_

_E, _W, _I = Severity.ERROR, Severity.WARNING, Severity.INFO

BOUNDARY_CODES: Mapping[str, Code] = MappingProxyType(
    {
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
