"""From file bytes to tables, records and problems."""
