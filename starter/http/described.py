"""The description of the interface (OpenAPI 3.1): what every operation has in common is said once, here."""

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from starter.http import examples

DESCRIPTION = """
星图的 HTTP 接口：品牌主系统、创作者端与平台运营。金额为分；时刻带时区；读取只来自账目。

HTTP interface of Starmap for brands, creators and operators. Money is whole fen; instants bear their zone;
reads come from the books alone. Every write takes an `Idempotency-Key`; every refusal is an RFC 9457 problem
with a `code` of `docs/refusals.md`. The guide is `docs/api.md`.
"""
TAGS = [
    {
        "name": "commissions · 任务",
        "description": "下单、列表、推进、读取 · ordered, listed, steered and read",
    },
    {"name": "health", "description": "运行状况 · how the gateway is"},
]
PROBLEM: dict[str, Any] = {
    "type": "object",
    "description": "RFC 9457. Nothing that was sent is repeated in it.",
    "required": ["type", "title", "status", "code", "kind", "detail", "request_id"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "code": {"type": "string", "examples": ["NOT_NOW"]},
        "kind": {"type": "string"},
        "detail": {"type": "string"},
        "request_id": {"type": "string"},
        "what_to_do": {"type": "string"},
        "seq": {"type": "integer"},
        "commission_id": {"type": "string", "description": "与之冲突的任务 · the commission it clashes with"},
        "after": {"type": "integer", "description": "读事件可由此继续 · from where events can be read on"},
        "differs": {
            "type": "array",
            "items": {"type": "string"},
            "description": "与它不同的字段 · fields that differ from it",
        },
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["field", "code", "detail"],
                "properties": {
                    "field": {"type": "string"},
                    "code": {"type": "string"},
                    "detail": {"type": "string"},
                },
            },
        },
    },
}
KEY: dict[str, Any] = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": True,
    "description": "同一键只执行一次，重复得到同一答复 · done once under it, and always answered the same",
    "schema": {"type": "string", "pattern": "^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$", "examples": ["order-1201"]},
}
WRITES = ("post", "put", "patch", "delete")
OF_EVERY = ("400", "401", "403", "404", "405", "409", "422", "429", "500", "503")
INVALID = "422"
OF_WRITES = ("408", "413", "415")
OPEN, NO_KEY = "open_to_all", "without_key"
"""In an operation's ``openapi_extra``: no sign-in is asked for; no Idempotency-Key."""


def complete(api: FastAPI) -> None:
    """The description says of every operation which problems it may answer, and which headers it takes."""

    def described() -> dict[str, Any]:
        if api.openapi_schema is None:
            found = get_openapi(
                title=api.title,
                version=api.version,
                openapi_version="3.1.0",
                description=api.description,
                tags=api.openapi_tags,
                routes=api.routes,
            )
            _complete(found)
            api.openapi_schema = found
        return api.openapi_schema

    api.openapi = described  # type: ignore[method-assign]  # FastAPI's own way to be extended


def _complete(found: dict[str, Any]) -> None:
    parts = found.setdefault("components", {})
    parts.setdefault("schemas", {})["Problem"] = PROBLEM
    parts["securitySchemes"] = {"token": {"type": "http", "scheme": "bearer"}}
    parts["schemas"].pop("HTTPValidationError", None)
    parts["schemas"].pop("ValidationError", None)
    problem = {"content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}}
    for path, operations in found["paths"].items():
        for method, operation in operations.items():
            is_open = operation.pop(OPEN, False)
            operation["security"] = [] if is_open else [{"token": []}]
            is_write = method in WRITES
            _exemplify(path, operation)
            for status in (*OF_EVERY, *(OF_WRITES if is_write else ())):
                if status not in operation["responses"] or status == INVALID:  # FastAPI has its own 422
                    operation["responses"][status] = {"description": _said(status), **problem}
            without_key = operation.pop(NO_KEY, False)
            if is_write and not without_key:
                operation.setdefault("parameters", []).append(KEY)


def _exemplify(path: str, operation: dict[str, Any]) -> None:
    for content in operation.get("requestBody", {}).get("content", {}).values():
        example = examples.of(path, content.get("schema", {}))
        if example is not None:
            content["example"] = example


def _said(status: str) -> str:
    return {
        "400": "地址、请求头或 JSON 没有唯一的含义 · an address, header or JSON without one meaning",
        "401": "请登录或出示密钥 · sign in, or show a key",
        "403": "无权进行 · not for whoever asks",
        "404": "没有这一项 · absent, or somebody else's",
        "405": "这个地址不支持该方法 · the path has no such method",
        "408": "请求太慢 · the body came too slowly",
        "409": "与现状不符 · does not fit what stands now",
        "413": "内容过大 · the body is too large",
        "415": "须为 application/json · it must be JSON",
        "422": "内容有误，逐项列出 · what was sent cannot be meant; each field is named",
        "429": "过于频繁，见 Retry-After · too often; see Retry-After",
        "500": "我们的错误 · a fault of ours",
        "503": "暂不可用，可用同一键重试 · away for now: try again under the same key",
    }[status]
