"""Text from outside in a CSV file: a spreadsheet shows it and runs nothing."""

import unicodedata

from domain.texts import harmless

ENCODING = "utf-8-sig"
"""With its mark: without it a spreadsheet shows Chinese as something else."""
FORMULA = ("=", "+", "-", "@", "|", "%")
FIGURES = frozenset("0123456789.,-")


def cell(value: str | int) -> str:
    """A cell that begins like a formula, also in full width, gets an apostrophe; a figure keeps its sign."""
    text = harmless(str(value))
    if set(text) <= FIGURES:
        return text
    begins = unicodedata.normalize("NFKC", text[:8]).lstrip(" \t\"'")
    return f"'{text}" if begins.startswith(FORMULA) else text
