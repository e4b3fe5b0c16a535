"""The HTTP interface as a page to read: made from its own description, with nothing from another site."""

import json
from collections.abc import Mapping
from typing import Any

from fastapi import APIRouter, Request, Response

from starter.web.failing import PageRoute
from starter.web.rendering import page
from starter.web.visitors import perhaps

router = APIRouter(include_in_schema=False, route_class=PageRoute)
PROBLEM = "application/problem+json"


@router.get("/interface")
def interface(request: Request) -> Response:
    told = request.app.state.described()
    operations: dict[str, list[dict[str, Any]]] = {}
    for path, methods in told["paths"].items():
        for method, each in methods.items():
            operations.setdefault(each["tags"][0], []).append(_operation(path, method, each))
    shapes = [_shape(name, each) for name, each in sorted(told["components"]["schemas"].items())]
    return page(
        request,
        "interface.html",
        perhaps(request),
        version=told["info"]["version"],
        operations=operations,
        shapes=shapes,
    )


def _operation(path: str, method: str, each: Mapping[str, Any]) -> dict[str, Any]:
    contents = each.get("requestBody", {}).get("content", {})
    return {
        "id": each["operationId"],
        "method": method.upper(),
        "path": path,
        "summary": each.get("summary", ""),
        "description": each.get("description", ""),
        "open": not each["security"],
        "parameters": [_parameter(one) for one in each.get("parameters", [])],
        "bodies": [
            {"shape": _named(one.get("schema", {})), "example": _written(one.get("example"))}
            for one in contents.values()
        ],
        "answers": [
            {"status": status, "shape": _answer(one), "text": one.get("description", "")}
            for status, one in sorted(each["responses"].items())
        ],
    }


def _parameter(one: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "name": one["name"],
        "place": one["in"],
        "needed": one.get("required", False),
        "text": one.get("description", "") or one["schema"].get("description", ""),
    }


def _answer(one: Mapping[str, Any]) -> str:
    contents = one.get("content", {})
    return (
        "Problem"
        if PROBLEM in contents
        else " · ".join(_named(each.get("schema", {})) for each in contents.values())
    )


def _named(schema: Mapping[str, Any]) -> str:
    """The shape's name, of a list its rows', of a choice all of them."""
    if "$ref" in schema:
        return str(schema["$ref"]).rpartition("/")[2]
    if "items" in schema:
        return f"{_named(schema['items'])}[]"
    choices = schema.get("anyOf") or schema.get("oneOf")
    return " | ".join(map(_named, choices)) if choices else str(schema.get("type", ""))


def _shape(name: str, schema: Mapping[str, Any]) -> dict[str, Any]:
    needed = set(schema.get("required", ()))
    fields = [
        {"name": field, "kind": _named(each), "needed": field in needed, "text": each.get("description", "")}
        for field, each in schema.get("properties", {}).items()
    ]
    return {"name": name, "fields": fields, "choices": ", ".join(map(str, schema.get("enum", ())))}


def _written(example: Any) -> str:
    return "" if example is None else json.dumps(example, ensure_ascii=False, indent=2)
