"""A brief in a YAML file. What it says is checked by ``domain.commissions.ordering.brief``.

Every value is kept as it is written: an amount never becomes a float, nor an id a number.
"""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import yaml

from domain.commissions.ordering.brief import Brief, read_brief
from domain.commissions.ordering.terms import Terms
from domain.refusals import in_words
from domain.texts import is_text, settled

BRIEF_BYTES = 64 * 1024
DEEPEST = 8
UTF8 = ("utf-8-sig",)


class BadFile(ValueError):
    """The file as a whole cannot be read; its name is said by whoever shows this."""

    def __init__(self, code: str, **fields: object) -> None:
        self.code = code
        self.zh, self.en = in_words(code, **fields)
        super().__init__(f"{code}: {self.zh} / {self.en}")


def read_brief_file(path: Path, now: datetime, terms: Terms | None = None) -> Brief:
    """Raises BadFile for the file and BadBrief for its fields."""
    return read_brief(brief_mapping(path), now, terms)


def brief_mapping(path: Path) -> dict[str, object]:
    """The YAML mapping in a file, every scalar as text. Raises BadFile."""
    try:
        root = yaml.compose(decoded(content(path, BRIEF_BYTES)), Loader=yaml.BaseLoader)
    except yaml.MarkedYAMLError as error:
        raise _not_yaml(error.problem_mark, error.problem or "") from None
    except (yaml.YAMLError, RecursionError) as error:
        raise _not_yaml(None, str(error).splitlines()[0]) from None
    if not isinstance(root, yaml.MappingNode):
        raise BadFile("NOT_A_MAPPING")
    return _mapping(root, set(), 0)


def content(path: Path, most: int) -> bytes:
    try:
        with path.open("rb") as file:
            found = file.read(most + 1)
    except FileNotFoundError:
        raise BadFile("NO_FILE", path=path) from None
    except OSError as error:
        raise BadFile("FILE_UNREADABLE", path=path, why=error.strerror) from None
    if len(found) > most:
        raise BadFile("TOO_LARGE", path=path, kb=most // 1024)
    return found


def decoded(found: bytes, encodings: Sequence[str] = UTF8) -> str:
    """Text in the first of these encodings that fits.

    UTF-8 proves itself; of another
    encoding that fits, the text must be one: Big5 read as GBK is not.
    """
    for encoding in encodings:
        try:
            text = found.decode(encoding)
        except UnicodeDecodeError:
            continue
        text = settled(text)
        if "\0" not in text and (encoding in UTF8 or is_text(text)):
            return text
    several = len(encodings) > 1
    raise BadFile("FILE_NOT_TEXT", encodings=("UTF-8 或 GBK", "UTF-8 or GBK") if several else "UTF-8")


def _not_yaml(mark: yaml.Mark | None, problem: str) -> BadFile:
    if mark is None:
        return BadFile("NOT_YAML", where="", problem=problem)
    line, column = mark.line + 1, mark.column + 1
    where = (f"第 {line} 行第 {column} 列", f"line {line}, column {column} ")
    return BadFile("NOT_YAML", where=where, problem=problem)


def _mapping(node: yaml.MappingNode, seen: set[int], depth: int) -> dict[str, object]:
    known: dict[str, object] = {}
    for key, value in node.value:
        if not isinstance(key, yaml.ScalarNode):
            raise _not_yaml(key.start_mark, "a field's name is one word")
        if key.value in known:
            line = key.start_mark.line + 1
            raise BadFile("DUPLICATE_FIELD", line=line, field=key.value)
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
