"""Readings: tables in, plain sentences out, which are true of the corpus at hand, be it one text or 10,000.

A function takes the facts from its tables; its template writes them down. Numbers are digits, but "one", "once" and
"twice" are words. Equally frequent names are listed all or not at all: none leads because of the alphabet.
"""
