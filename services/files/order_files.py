"""Many briefs in one CSV file, as spreadsheets save it. Every row is a brief of its own, good or bad."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from difflib import get_close_matches
from functools import cache
from pathlib import Path

from domain.commissions.ordering.brief import FIELDS, MEASURES, NEEDS, BadBrief, Brief, digest, read_brief
from domain.commissions.ordering.brief_fields import Problem
from domain.commissions.ordering.terms import Terms
from domain.copies import replace
from domain.counts import how_many
from services.files.brief_files import BadFile, brief_mapping, content, decoded
from services.files.spreadsheets import cell, column, records

ORDERS_BYTES = 8 * 1024 * 1024
ORDERS_MAX = 10_000
ENCODINGS = ("utf-8-sig", "gb18030")
"""With or without a mark at its beginning; a spreadsheet saved in China may be GBK."""
TEMPLATE = "brief"
"""The column that names a YAML brief whose fields a row starts from."""
LISTS = ("required", "forbidden")
ORDER = "order"
COLUMNS = (
    *(name for name in FIELDS if name not in (*MEASURES, "release")),
    *(f"{name}.{end}" for name in MEASURES for end in ("min", "max")),
    "release.from",
    "release.until",
    *NEEDS,
    TEMPLATE,
)
NEEDED = ("order", "brand", "creator", "task_type", "title", "goal", "product", "price")
"""Columns a file must have; where rows start from a template, ``order`` alone."""

Fields = Mapping[str, object]


@dataclass(frozen=True)
class OrderRow:
    """One row of a CSV file: a brief, or what is wrong with it."""

    number: int
    """The line of the file it begins on; the header is line 1."""
    order: str
    brief: Brief | None
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class WrittenRow:
    """As it is written, its template's fields with it; or why it cannot be read at all."""

    number: int
    order: str
    fields: Fields | None
    problems: tuple[Problem, ...] = ()


def read_orders(path: Path, now: datetime, terms: Terms | None = None) -> list[OrderRow]:
    """Every row of an orders file, good or bad. Raises BadFile when none can be read."""
    return _unambiguous(_judged(row, now, terms) for row in written_orders(path))


def written_orders(path: Path) -> list[WrittenRow]:
    """The same before it is read as briefs: for a platform elsewhere, which judges. Raises BadFile."""
    found = records(decoded(content(path, ORDERS_BYTES), ENCODINGS), COLUMNS)
    columns = _columns(next(found, (1, []))[1])
    lines = [(number, cells) for number, cells in found if any(each.strip() for each in cells)]
    _check_count(len(lines))
    read = _reader(columns, path.parent)
    return [read(number, cells) for number, cells in lines]


def _check_count(count: int) -> None:
    if count == 0:
        raise BadFile("NO_ROWS")
    if count > ORDERS_MAX:
        raise BadFile("TOO_MANY_ROWS", count=count, rows=how_many(count, "rows"), most=ORDERS_MAX)


def _columns(header: list[str]) -> tuple[str, ...]:
    columns = tuple(column(each) for each in header)
    while columns and not columns[-1]:
        columns = columns[:-1]
    if not columns:
        raise BadFile("NO_HEADER")
    unknown = [each for each in columns if each not in COLUMNS]
    if unknown:
        listed = ", ".join(f"{each or '?'}{_nearest(each)}" for each in unknown)
        raise BadFile("UNKNOWN_COLUMN", listed=listed, known=", ".join(COLUMNS))
    twice = sorted({each for each in columns if columns.count(each) > 1})
    if twice:
        raise BadFile("DUPLICATE_COLUMN", names=", ".join(twice))
    lacking = [each for each in (NEEDED[:1] if TEMPLATE in columns else NEEDED) if each not in columns]
    if lacking:
        raise BadFile("COLUMN_NEEDED", names=", ".join(lacking))
    return columns


def _nearest(name: str) -> str:
    nearest = get_close_matches(name, COLUMNS, n=1)
    return f" → {nearest[0]}?" if nearest else ""


def _judged(row: WrittenRow, now: datetime, terms: Terms | None) -> OrderRow:
    if row.fields is None:
        return OrderRow(row.number, row.order, None, row.problems)
    try:
        return OrderRow(row.number, row.order, read_brief(row.fields, now, terms))
    except BadBrief as error:
        return OrderRow(row.number, row.order, None, error.problems)


def _reader(columns: tuple[str, ...], folder: Path) -> Callable[[int, list[str]], WrittenRow]:
    """Reads one row; a template that many rows name is read once."""

    @cache
    def template(name: str) -> Fields:
        return brief_mapping(folder / name)

    def read(number: int, cells: list[str]) -> WrittenRow:
        read_ = ((name, cell(name, each.strip())) for name, each in zip(columns, cells, strict=False))
        given = {name: each for name, each in read_ if each}
        order = given.get("order", "")
        try:
            _check_width(columns, cells)
            return WrittenRow(number, order, _fields(given, template))
        except BadFile as error:
            return WrittenRow(number, order, None, (Problem(TEMPLATE, error.zh, error.en),))
        except BadBrief as error:
            return WrittenRow(number, order, None, error.problems)

    return read


def _check_width(columns: tuple[str, ...], cells: list[str]) -> None:
    if any(each.strip() for each in cells[len(columns) :]):
        count = len(columns)
        zh, en = (
            f"多于 {count} 列，含逗号的内容请加引号",
            f"more than {how_many(count, 'cells')}: quote commas",
        )
        raise BadBrief((Problem("row", zh, en),))


def _fields(given: Mapping[str, str], template: Callable[[str], Fields]) -> dict[str, object]:
    """A row as a brief: its template's fields, with the row's own cells over them."""
    fields = dict(template(given[TEMPLATE])) if TEMPLATE in given else {}
    fields.pop(ORDER, None)  # each row is an order of its own: an empty cell is no number
    for name, written in given.items():
        top, _, below = name.partition(".")
        if below:
            above = fields.get(top)
            fields[top] = {**(above if isinstance(above, dict) else {}), below: written}
        elif name in LISTS:
            fields[name] = [each.strip() for each in written.replace("；", ";").split(";") if each.strip()]
        elif name != TEMPLATE:
            fields[name] = written
    return fields


def _unambiguous(rows: Iterable[OrderRow]) -> list[OrderRow]:
    """An order number that comes again with another content is refused; with the same it is one order."""
    first: dict[tuple[str, str], tuple[int, str]] = {}
    told = []
    for row in rows:
        if row.brief is None:
            told.append(row)
            continue
        mine = digest(row.brief)
        line, theirs = first.setdefault((row.brief.brand, row.brief.order), (row.number, mine))
        if mine == theirs:
            told.append(row)
        else:
            again = Problem(
                "order",
                f"第 {line} 行已用此订单号，内容不同",
                f"line {line} has this number for another order",
            )
            told.append(replace(row, brief=None, problems=(again,)))
    return told
