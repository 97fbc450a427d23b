"""Explore what the press says: words, actors, quotes and quantities, as tables that lead back to the sentence."""
