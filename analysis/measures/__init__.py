"""Formulas over counts: association and dispersion."""
