"""Names in the text: their spans, types, spellings and groups. `analysis.actors` puts them together."""
