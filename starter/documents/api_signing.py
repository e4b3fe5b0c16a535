"""The test vectors of signed commands, byte for byte as the program's own tests have them."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from models.messages.signing_vectors import VECTORS

HEADS: Mapping[str, tuple[str, ...]] = {
    "zh": ("私钥种子（十六进制）", "公钥", "kid", "工作流", "消息名", "命令", "body", "被签名的字节", "sig"),
    "en": (
        *("seed of the private key, in hex", "public key", "kid", "workflow", "name", "command"),
        *("body", "the bytes that are signed", "sig"),
    ),
}
PARTS = ("private", "public", "kid", "workflow_id", "name", "command", "body", "signed", "sig")


def vectors(lang: str) -> str:
    return "\n\n".join(_written(vector, lang) for vector in VECTORS)


def _written(vector: Mapping[str, Any], lang: str) -> str:
    return "\n".join(("```text", *_lines(vector, lang), "```"))


def _lines(vector: Mapping[str, Any], lang: str) -> Iterator[str]:
    yield f"# {vector['title']}"
    for head, part in zip(HEADS[lang], PARTS, strict=True):
        told = vector[part]
        yield f"{head}: {told if isinstance(told, str) else json.dumps(told, ensure_ascii=False)}"
    yield f"iat: {vector['iat']}  exp: {vector['exp']}"
