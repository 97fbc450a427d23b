"""Parts of a quantity: numerals, measures, bounds, what is counted. `analysis.quantities` puts them together."""
