"""Plain tables as pages: lists of which nothing more is to be said than what stands in them."""

from collections.abc import Sequence
from dataclasses import dataclass

from fastapi import Request, Response

from starter.web.rendering import page
from starter.web.visitors import Visitor


@dataclass(frozen=True)
class Cell:
    text: str
    address: str = ""
    money: bool = False


@dataclass(frozen=True)
class Table:
    title: str
    heads: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    empty: str


def table_page(
    request: Request, who: Visitor, title: str, tables: Sequence[Table], *, text: str = "", more: str = ""
) -> Response:
    return page(request, "table.html", who, title=title, help=text, tables=tables, more=more)
