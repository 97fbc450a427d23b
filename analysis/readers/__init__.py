"""What reads a corpus from files: its metadata and its lines."""
