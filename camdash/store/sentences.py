"""The sentences that tell what became of a file: one for each kind of outcome, one for each question it raises."""

from collections.abc import Mapping
from types import MappingProxyType

from camdash.problems.spoken import FORM_NAMES
from camdash.words import N_, Words

KINDS: Mapping[str, str] = MappingProxyType(
    {
        "stored": N_("{file}: {form}, {unit}: stored; positions: {positions}, cameras: {cameras}."),
        "new_version": N_(
            "{file}: {form}, {unit}: replaces the version before; positions: {positions}, cameras: {cameras}."
        ),
        "older_version": N_("{file}: {form}, {unit}: is older than the version stored before; kept, not counted."),
        "same_file": N_("{file}: {form}, {unit}: this very file was received on {date} as {same_as}; nothing changed."),
        "nil_return": N_("{file}: {form}, {unit}: the unit reports that it has none."),
        "held": N_("{file}: {form}, {unit}: held, counted neither way until it is decided."),
        "unreadable": N_("{file}: could not be read."),
        "no_table": N_("{file}: holds no rows of Form 1 or Form 2; nothing was stored."),
        "paper": N_("{file}: kept as an attachment, {unit}."),
        "accepted": N_("{file}: {form}, {unit}: accepted."),
        "returned": N_("{file}: {form}, {unit}: sent back to the unit."),
        "withdrawn": N_("{file}: {form}, {unit}: withdrawn, no longer counted."),
    }
)
"""What became of the file; `{positions}`, `{cameras}` and `{date}` come written as the reader writes them."""

REASONS: Mapping[str, str] = MappingProxyType(
    {
        # Held: a question
        "unit_unresolved": N_("The reporting unit was not recognised. Choose the unit."),
        "repeats_none": N_(
            "It repeats no row of what the unit sent before. Say whether it is added to it or replaces it."
        ),
        "repeats_some": N_(
            "It repeats some, but not most, rows of what the unit sent before. Say whether it is added to it or "
            "replaces it."
        ),
        "repeats_several": N_(
            "It repeats most rows of several files, one of which was received later. Say which of them counts."
        ),
        "which_part": N_(
            "The unit sent several files of this form and it repeats none. Say which of them it replaces."
        ),
        "same_date": N_(
            "It was received on the same day as the file it repeats and the names do not tell which is the later."
            " Say whether it replaces it."
        ),
        "other_issuer": N_(
            "The unit's committee or police sent another file of this form, which it cannot replace. Say whether "
            "it is added."
        ),
        "nil_after_data": N_(
            "It says that the unit has none, but the unit sent cameras before. Say whether it replaces them."
        ),
        "older_than_nil": N_("The unit said later that it has none. Say whether these cameras count."),
        "same_bytes_other_unit": N_("The very same file was received as another unit's. Check whose it is."),
        # Stored, with something to know
        "ordered_by_name": N_(
            "Received on the same day as the version before; ordered by what the names say. Check it."
        ),
        "empty_form": N_("The form has headings but no rows. If the unit has none, let it state so."),
        "already_decided": N_("It had already been decided."),
    }
)

NOT_STORED = N_(
    "{file}: was read, but the database or the disk did not take it. Check them, then import the file again."
)


def outcome_sentence(words: Words, kind: str, reason: str, form: str | None, params: dict[str, str]) -> str:
    """Say what became of a file, then why or what to do; what has no form is a paper."""
    if reason == "storing_failed":
        return words.t(NOT_STORED, **params)
    name = words.t(FORM_NAMES[form] if form else N_("attachment"))
    sentence = words.t(KINDS[kind], **params, form=name)
    return f"{sentence} {words.t(REASONS[reason])}" if reason in REASONS else sentence
