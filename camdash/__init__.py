"""camdash: a city's surveillance cameras and needs, from the units' spreadsheets to one trusted picture."""
