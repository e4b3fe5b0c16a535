"""What is sent and answered, from a JSON schema: the fields of a shape in one cell, each with its kind."""

from collections.abc import Iterator, Mapping
from typing import Any

from domain.documents.markdown import table

PREFIX = "#/components/schemas/"
SEPARATOR = " · "
HEAD: Mapping[str, tuple[str, str]] = {"en": ("shape", "fields"), "zh": ("结构", "字段")}
KINDS: Mapping[str, tuple[str, str]] = {
    "string": ("文字", "text"),
    "integer": ("整数", "whole number"),
    "number": ("数字", "number"),
    "boolean": ("true 或 false", "true or false"),
    "object": ("对象", "object"),
    "date-time": ("时刻", "instant"),
    "null": ("null", "null"),
    "any": ("任意 JSON", "any JSON"),
}
OR: Mapping[str, str] = {"en": " or ", "zh": "或"}
LIST_OF: Mapping[str, str] = {"en": "list{} of {}", "zh": "列表{}，每项为{}"}
BOUNDS = {"minLength": "≥ {}", "maxLength": "≤ {}", "minItems": "≥ {}", "maxItems": "≤ {}"}
LIMITS = {"minimum": "≥ {}", "exclusiveMinimum": "> {}", "maximum": "≤ {}", "exclusiveMaximum": "< {}"}
COMMON = ("分（人民币），整数", "带时区的时刻")
"""Said once for all of them."""


def shapes_table(schemas: Mapping[str, Any], lang: str) -> str:
    """Of all that an operation sends or answers."""
    told = {name: fields(each, lang) or kind(each, lang) for name, each in sorted(schemas.items())}
    return table(HEAD[lang], ((f"`{name}`", each) for name, each in told.items()))


def sent(schema: Mapping[str, Any], lang: str) -> str:
    """Of what may be left out: that it may be null too says nothing more."""
    given = [each for each in schema.get("anyOf", ()) if each.get("type") != "null"]
    return kind({"anyOf": given} if given else schema, lang)


def fields(schema: Mapping[str, Any], lang: str) -> str:
    needed = set(schema.get("required", ()))
    return "<br>".join(
        f"`{name}`{'*' if name in needed else ''} {kind(each, lang)}{_meaning(each, lang)}"
        for name, each in schema.get("properties", {}).items()
    )


def kind(schema: Mapping[str, Any], lang: str) -> str:
    """In words: the bounds too, since a client has to keep to them."""
    if "$ref" in schema:
        return f"`{schema['$ref'].rpartition('/')[2]}`"
    if "anyOf" in schema:
        return OR[lang].join(dict.fromkeys(kind(each, lang) for each in schema["anyOf"]))
    if "const" in schema:
        return f'`"{schema["const"]}"`'
    if "enum" in schema:
        return ", ".join(f"`{each}`" for each in schema["enum"])
    bounds = "".join(f" {each}" for each in _bounds(schema))
    if schema.get("type") == "array":
        return LIST_OF[lang].format(bounds, kind(schema.get("items", {}), lang))
    words = KINDS.get(schema.get("format", "")) or KINDS[schema.get("type", "any")]
    return in_language(words, lang) + bounds


def half(text: str, lang: str) -> str:
    """Of a text that says the same in Chinese and in English."""
    zh, _, en = text.partition(SEPARATOR)
    return in_language((zh, en or zh), lang)


def in_language(words: tuple[str, str], lang: str) -> str:
    return words[0 if lang == "zh" else 1]


def _bounds(schema: Mapping[str, Any]) -> Iterator[str]:
    for name, words in (BOUNDS | LIMITS).items():
        if name in schema:
            yield words.format(round(schema[name]))


def _meaning(schema: Mapping[str, Any], lang: str) -> str:
    told = schema.get("description", "")
    return f": {half(told, lang)}" if told and not told.startswith(COMMON) else ""
