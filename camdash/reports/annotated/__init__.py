"""Back to the unit: its own workbook with the findings in it, each at its cell, and a first sheet that lists them."""

from camdash.reports.annotated.annotating import (
    Annotated,
    ClassifiedError,
    annotate,
    annotate_many,
    annotated_name,
    free_name,
    summary_alone,
)
from camdash.reports.annotated.child import Annotator, annotate_safely

__all__ = [
    "Annotated",
    "Annotator",
    "ClassifiedError",
    "annotate",
    "annotate_many",
    "annotate_safely",
    "annotated_name",
    "free_name",
    "summary_alone",
]
