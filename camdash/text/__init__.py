"""Vietnamese text as clerks type it: folding, numbers, quantities, measures, coordinates."""
