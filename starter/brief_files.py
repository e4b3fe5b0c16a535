"""Briefs in files: one in YAML, many in CSV. What a file says is checked by ``domain.brief``.

Every value is kept as it is written: an amount never becomes a float, nor an id a number.
"""

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from difflib import get_close_matches
from pathlib import Path

import yaml

from domain.brief import FIELDS, MEASURES, NEEDS, BadBrief, Brief, digest, read_brief
from domain.brief_fields import Problem
from domain.terms import Terms

BRIEF_BYTES = 64 * 1024
ORDERS_BYTES = 8 * 1024 * 1024
DEEPEST = 8
TEMPLATE = "brief"
"""The column that names a YAML brief whose fields a row starts from."""
LISTS = ("required", "forbidden")
COLUMNS = (
    *(name for name in FIELDS if name not in (*MEASURES, "release")),
    *(f"{name}.{end}" for name in MEASURES for end in ("min", "max")),
    "release.from",
    "release.until",
    *NEEDS,
    TEMPLATE,
)


class BadFile(ValueError):
    """The file as a whole cannot be read; its name is said by whoever shows this."""

    def __init__(self, code: str, zh: str, en: str) -> None:
        self.code = code
        self.zh = zh
        self.en = en
        super().__init__(f"{code}: {zh} / {en}")


@dataclass(frozen=True)
class OrderRow:
    """One row of a CSV file: a brief, or what is wrong with it."""

    number: int
    """The line of the file it begins on; the header is line 1."""
    order: str
    brief: Brief | None
    problems: tuple[Problem, ...] = ()


def read_brief_file(path: Path, now: datetime, terms: Terms | None = None) -> Brief:
    """Raises BadFile for the file and BadBrief for its fields."""
    return read_brief(brief_mapping(path), now, terms)


def brief_mapping(path: Path) -> dict[str, object]:
    """The YAML mapping in a file, every scalar as text. Raises BadFile."""
    try:
        root = yaml.compose(_decoded(_content(path, BRIEF_BYTES)), Loader=yaml.BaseLoader)
    except yaml.MarkedYAMLError as error:
        raise _not_yaml(error.problem_mark, error.problem or "") from None
    except (yaml.YAMLError, RecursionError) as error:
        raise _not_yaml(None, str(error).splitlines()[0]) from None
    if not isinstance(root, yaml.MappingNode):
        raise BadFile("NOT_A_MAPPING", "应为「字段: 值」的列表", "expected lines of `field: value`")
    return _mapping(root, set(), 0)


def read_orders(path: Path, now: datetime, terms: Terms | None = None) -> list[OrderRow]:
    """Every row of an orders file, good or bad. Raises BadFile when none can be read."""
    text = _decoded(_content(path, ORDERS_BYTES), chinese=True)
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        columns = _columns(next(reader, []))
        rows = []
        begins = reader.line_num + 1
        for cells in reader:
            if any(each.strip() for each in cells):
                rows.append(_row(begins, columns, cells, path.parent, now, terms))
            begins = reader.line_num + 1
    except csv.Error as error:
        line = reader.line_num
        raise BadFile(
            "NOT_CSV", f"第 {line} 行不是 CSV：{error}", f"line {line} is not CSV: {error}"
        ) from None
    return _unambiguous(rows)


def _content(path: Path, most: int) -> bytes:
    try:
        with path.open("rb") as file:
            content = file.read(most + 1)
    except FileNotFoundError:
        raise BadFile("NO_FILE", "没有这个文件", "there is no such file") from None
    except OSError as error:
        raise BadFile("NO_FILE", f"无法读取：{error.strerror}", f"cannot be read: {error.strerror}") from None
    if len(content) > most:
        raise BadFile("TOO_LARGE", f"超过 {most // 1024} KB", f"is over {most // 1024} KB")
    return content


def _decoded(content: bytes, *, chinese: bool = False) -> str:
    """UTF-8 with or without a mark at its beginning; a spreadsheet saved in China may be GBK."""
    for encoding in ("utf-8-sig", "gb18030") if chinese else ("utf-8-sig",):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    named = "UTF-8 或 GBK" if chinese else "UTF-8"
    raise BadFile("NOT_TEXT", f"不是 {named} 文本", f"is not {named.replace('或', 'or')} text")


def _not_yaml(mark: yaml.Mark | None, problem: str) -> BadFile:
    if mark is None:
        return BadFile("NOT_YAML", f"不是 YAML：{problem}", f"is not YAML: {problem}")
    line, column = mark.line + 1, mark.column + 1
    return BadFile(
        "NOT_YAML",
        f"第 {line} 行第 {column} 列不是 YAML：{problem}",
        f"line {line}, column {column} is not YAML: {problem}",
    )


def _mapping(node: yaml.MappingNode, seen: set[int], depth: int) -> dict[str, object]:
    known: dict[str, object] = {}
    for key, value in node.value:
        if not isinstance(key, yaml.ScalarNode):
            raise _not_yaml(key.start_mark, "a field's name is one word")
        if key.value in known:
            line = key.start_mark.line + 1
            raise BadFile(
                "DUPLICATE_FIELD", f"第 {line} 行重复了 {key.value}", f"line {line} says {key.value} again"
            )
        known[key.value] = _value(value, seen, depth)
    return known


def _value(node: yaml.Node, seen: set[int], depth: int) -> object:
    """Text, None, a list or a mapping. References are refused: a small file could grow without end."""
    if id(node) in seen or depth > DEEPEST:
        problem = "references are not used here" if id(node) in seen else "nested too deeply"
        raise _not_yaml(node.start_mark, problem)
    seen.add(id(node))
    if isinstance(node, yaml.MappingNode):
        return _mapping(node, seen, depth + 1)
    if isinstance(node, yaml.SequenceNode):
        return [_value(each, seen, depth + 1) for each in node.value]
    plain = isinstance(node, yaml.ScalarNode) and node.style is None
    return None if plain and node.value in ("", "~", "null") else node.value


def _columns(header: list[str]) -> tuple[str, ...]:
    columns = tuple(each.strip() for each in header)
    while columns and not columns[-1]:
        columns = columns[:-1]
    if not columns:
        raise BadFile("NO_HEADER", "第一行应为列名", "the first line must name the columns")
    unknown = [each for each in columns if each not in COLUMNS]
    if unknown:
        listed = ", ".join(f"{each or '?'}{_nearest(each)}" for each in unknown)
        known = ", ".join(COLUMNS)
        raise BadFile(
            "UNKNOWN_COLUMN",
            f"没有这些列：{listed}；可用：{known}",
            f"no such columns: {listed}; known: {known}",
        )
    twice = sorted({each for each in columns if columns.count(each) > 1})
    if twice:
        raise BadFile(
            "DUPLICATE_COLUMN", f"列名重复：{', '.join(twice)}", f"columns named twice: {', '.join(twice)}"
        )
    return columns


def _nearest(name: str) -> str:
    nearest = get_close_matches(name, COLUMNS, n=1)
    return f" → {nearest[0]}?" if nearest else ""


def _row(
    number: int, columns: tuple[str, ...], cells: list[str], folder: Path, now: datetime, terms: Terms | None
) -> OrderRow:
    given = {name: cell.strip() for name, cell in zip(columns, cells, strict=False) if cell.strip()}
    order = given.get("order", "")
    if any(each.strip() for each in cells[len(columns) :]):
        extra = Problem(
            "row",
            f"多于 {len(columns)} 列，含逗号的内容请加引号",
            f"more than {len(columns)} cells: quote commas",
        )
        return OrderRow(number, order, None, (extra,))
    try:
        return OrderRow(number, order, read_brief(_fields(given, folder), now, terms))
    except BadFile as error:
        return OrderRow(number, order, None, (Problem(TEMPLATE, error.zh, error.en),))
    except BadBrief as error:
        return OrderRow(number, order, None, error.problems)


def _fields(given: Mapping[str, str], folder: Path) -> dict[str, object]:
    """A row as a brief: its template's fields, with the row's own cells over them."""
    template = given.get(TEMPLATE)
    fields = brief_mapping(folder / template) if template else {}
    for name, cell in given.items():
        top, _, below = name.partition(".")
        if below:
            above = fields.get(top)
            fields[top] = {**(above if isinstance(above, dict) else {}), below: cell}
        elif name in LISTS:
            fields[name] = [each.strip() for each in cell.replace("；", ";").split(";") if each.strip()]
        elif name != TEMPLATE:
            fields[name] = cell
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
