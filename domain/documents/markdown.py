"""Sections and tables in Markdown, two languages to a cell."""

from collections.abc import Iterable


def headed(title: str, head: tuple[str, ...], rows: Iterable[tuple[str, ...]], note: str = "") -> str:
    return "\n\n".join(part for part in (f"## {title}", note, table(head, rows)) if part)


def table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [head, ("---",) * len(head), *rows]
    return "\n".join("| " + " | ".join(_cell(each) for each in line) + " |" for line in lines)


def lines(parts: Iterable[str]) -> str:
    return "<br>".join(parts) or "-"


def both(zh: str, en: str, code: str = "") -> str:
    """Chinese, English, and the name in the code."""
    return "<br>".join(part for part in (zh, en, f"`{code}`" if code else "") if part)


def item(zh: str, en: str, code: str = "") -> str:
    """The same on one line, where a cell has several."""
    return f"{zh} / {en}" + (f" `{code}`" if code else "")


def names(codes: Iterable[str]) -> str:
    return ", ".join(f"`{code}`" for code in codes) or "-"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")
