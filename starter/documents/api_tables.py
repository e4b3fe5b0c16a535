"""The tables of docs/api.md: every operation, every command of a commission, and the fields of both."""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from fastapi import APIRouter
from fastapi.routing import APIRoute

from domain.commissions.moves import MESSAGES
from domain.commissions.moves.message import Message
from domain.commissions.views.words import BEARER_WORDS, CAUSE_WORDS, DECISION_WORDS, FAULT_WORDS
from domain.documents.markdown import lines, names, table
from domain.parties.actor import ActorKind, Role
from domain.parties.permissions import COMMANDS, PERMISSIONS, permission_for
from domain.party import Party
from models.messages.command import Command
from settings import Settings
from starter.documents.api_shapes import PREFIX, half, in_language, sent, shapes_table
from starter.http.assembly import ROUTERS, assembled
from starter.http.calling import Needed
from starter.http.routes import sandbox

OPERATIONS: Mapping[str, tuple[str, ...]] = {
    "en": ("operation", "what it does", "who may", "sends", "answers"),
    "zh": ("操作", "作用", "谁可以", "内容", "答复"),
}
GIVEN: Mapping[str, tuple[str, ...]] = {
    "en": ("command", "what it does", "who: permission", "needs", "may have"),
    "zh": ("命令", "作用", "谁：权限", "必填", "可选"),
}
FIELDS: Mapping[str, tuple[str, ...]] = {
    "en": ("field", "kind", "one of"),
    "zh": ("字段", "类型", "取值"),
}
CHOICES: Mapping[str, Mapping[str, tuple[str, str]]] = {
    "cause": CAUSE_WORDS,
    "decision": DECISION_WORDS,
    "fault": FAULT_WORDS,
    "bearer": BEARER_WORDS,
}
ROLES: Mapping[str, tuple[str, ...]] = {
    "en": ("permission", "what for", "roles", "of a key"),
    "zh": ("权限", "用途", "角色", "密钥可有"),
}
ANYBODY, SIGNED_IN = ("任何人", "anybody"), ("已登录者", "everybody signed in")
YES = ("是", "yes")
SIDES = {
    Party.CREATOR: ActorKind.CREATOR,
    Party.BRAND: ActorKind.BRAND,
    Party.OPERATOR: ActorKind.OPERATOR,
}


@cache
def description() -> dict[str, Any]:
    """Of a sandbox: whatever there is."""
    return assembled(Settings(bank="sandbox", http_host="127.0.0.1"), None).openapi()  # type: ignore[arg-type]


def operations(lang: str) -> str:
    found, needed = description(), dict(_needed())
    tags: dict[str, list[tuple[str, ...]]] = {}
    for path, methods in found["paths"].items():
        for method, operation in methods.items():
            name = f"{method.upper()} {path}"
            row = _operation(name, operation, needed.get(name), lang)
            tags.setdefault(operation["tags"][0], []).append(row)
    return "\n\n".join(
        f"### {in_language(_halves(tag), lang)}\n\n{table(OPERATIONS[lang], rows)}"
        for tag, rows in tags.items()
    )


def shapes(lang: str) -> str:
    schemas = description()["components"]["schemas"]
    return shapes_table(schemas, lang)


def commands(lang: str) -> str:
    return table(GIVEN[lang], (_command(each, lang) for each in _steering()))


def fields(lang: str) -> str:
    known = Command.model_json_schema()["properties"]
    used = {name for each in _steering() for name in (*each.needs, *each.may)}
    return table(
        FIELDS[lang],
        (
            (f"`{name}`", sent(told, lang), _choices(CHOICES.get(name, {}), lang))
            for name, told in known.items()
            if name in used
        ),
    )


def permissions(lang: str) -> str:
    return table(
        ROLES[lang],
        (
            (
                f"`{each.name}`",
                in_language((each.zh, each.en), lang),
                names(role for role in each.roles if role is not Role.SYSTEM),
                in_language(YES, lang) if Role.SYSTEM in each.roles else "-",
            )
            for each in PERMISSIONS.values()
        ),
    )


def _choices(words: Mapping[str, tuple[str, str]], lang: str) -> str:
    return lines(f"`{name}` {in_language(said, lang)}" for name, said in words.items())


def _needed() -> Iterator[tuple[str, Needed]]:
    routers: tuple[APIRouter, ...] = (*ROUTERS, sandbox.router)
    for route in (each for router in routers for each in router.routes):
        if isinstance(route, APIRoute):
            asked = (getattr(each.call, "needs", None) for each in route.dependant.dependencies)
            for needs in filter(None, asked):
                for method in route.methods or ():
                    yield f"{method} {route.path}", needs


def _operation(name: str, operation: Mapping[str, Any], needed: Needed | None, lang: str) -> tuple[str, ...]:
    if needed:
        who = f"`{needed.permission}`{f' ({_kinds(needed)})' if _is_narrower(needed) else ''}"
    else:
        who = in_language(SIGNED_IN if operation["security"] else ANYBODY, lang)
    return f"`{name}`", half(operation["summary"], lang), who, _sent(operation, lang), _answered(operation)


def _is_narrower(needed: Needed) -> bool:
    """Than its permission: others who have it, by their own operations, are none of those who may."""
    return bool(needed.kinds) and PERMISSIONS[needed.permission].kinds != set(needed.kinds)


def _kinds(needed: Needed) -> str:
    return ", ".join(needed.kinds)


def _sent(operation: Mapping[str, Any], lang: str) -> str:
    """The path is seen, and the key is said of all writes."""
    body = _reference(operation.get("requestBody", {}))
    asked = (
        f"`?{each['name']}` {sent(each['schema'], lang)}"
        for each in operation.get("parameters", ())
        if each["in"] == "query"
    )
    return "<br>".join([*([body] if body else []), *asked]) or "-"


def _answered(operation: Mapping[str, Any]) -> str:
    status = next(each for each in ("200", "201") if each in operation["responses"])
    plain = "application/json" in operation["responses"][status].get("content", {})
    told = _reference(operation["responses"][status]) or ("JSON" if plain else "file")
    return told if status == "200" else f"{status} {told}"


def _reference(told: Mapping[str, Any]) -> str:
    schema = told.get("content", {}).get("application/json", {}).get("schema", {})
    found = (each.get("$ref", "") for each in (schema, *schema.get("anyOf", ())))
    return ", ".join(f"`{each.removeprefix(PREFIX)}`" for each in found if each)


def _steering() -> Iterator[Message]:
    """What a person may send: facts come in by ways of their own."""
    known = {name for each in COMMANDS.values() for name in each}
    return (each for each in MESSAGES.values() if each.name in known)


def _command(message: Message, lang: str) -> tuple[str, ...]:
    who = (f"{by}: `{permission_for(message.name, SIDES[by])}`" for by in message.by)
    said = in_language((message.zh, message.en), lang)
    return f"`{message.name}`", said, "<br>".join(who), names(message.needs), names(message.may)


def _halves(tag: str) -> tuple[str, str]:
    en, _, zh = tag.partition(" · ")
    return zh or en, en
