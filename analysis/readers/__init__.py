"""What reads a corpus: files, their formats, and what is known of their texts."""

type Article = dict[
    str, str
]  # text, and what its file says of it: title, date, outlet, format, …; all as written
