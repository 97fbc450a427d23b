"""Parts of a quotation: marks, cues, contents, speakers. `analysis.quotes` puts them together."""
