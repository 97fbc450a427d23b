"""Finders: tables in, spans out. Three doors: actors, quotes, quantities."""
