"""Districts, wards, boundaries and H3 cells of the city."""
