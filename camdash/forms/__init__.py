"""The two forms as data: fields, headings, vocabularies, reporting units, wards."""
