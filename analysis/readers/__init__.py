"""What reads a corpus: files, their formats, and what is known of their texts."""

# The text, and what its file says of it (title, date, outlet, format, …), all as written.
type Article = dict[str, str]
