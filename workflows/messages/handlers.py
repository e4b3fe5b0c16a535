"""One signal and one update per row of the message table, under one wire name (facts: the signal only).

The Web UI's form sends one JSON payload or none: every description ends with a payload to copy.
"""

import json
from typing import Any, Protocol

from temporalio import workflow
from temporalio.common import RawValue

with workflow.unsafe.imports_passed_through():
    from domain.commissions.moves import MESSAGES, Message
    from workflows.messages.proof import KEYS

NEW_KEYS = "新的一组签名密钥（平台自动发送，由根密钥签名） · the next set of keys (sent by the platform) {}"


class Receives(Protocol):
    def signalled(self, name: str, message: RawValue) -> None: ...

    def consider(self, name: str, message: RawValue) -> None: ...

    def take(self, name: str, message: RawValue) -> dict[str, Any]: ...


def doors() -> type:
    members: dict[str, Any] = {}
    for message in MESSAGES.values():
        members |= receiving(message.name, described(message), by_update=not message.is_fact)
    members |= receiving(KEYS, NEW_KEYS, by_update=False)
    return type("Doors", (), members)


def receiving(name: str, text: str, *, by_update: bool) -> dict[str, Any]:
    """The handlers of one wire name, which hand on to ``signalled``, ``consider`` and ``take``."""
    members: dict[str, Any] = {f"signal_{name}": workflow.signal(name=name, description=text)(_signal(name))}
    if by_update:
        update = workflow.update(name=name, description=text)(_update(name))
        update.validator(_validator(name))
        members[f"update_{name}"] = update
    return members


def described(message: Message) -> str:
    """What the Web UI shows beside a message: Chinese, English, and a payload that works."""
    payload = json.dumps(dict(message.example), ensure_ascii=False) if message.example else "{}"
    free = "" if message.needs else "（可不填内容 / no payload needed）"
    return f"{message.zh} · {message.en}{free} {payload}"


def _signal(name: str) -> Any:
    def handler(self: Receives, message: RawValue) -> None:
        self.signalled(name, message)

    return _named(handler, f"signal_{name}")


def _update(name: str) -> Any:
    def handler(self: Receives, message: RawValue) -> dict[str, Any]:
        return self.take(name, message)

    return _named(handler, f"update_{name}")


def _validator(name: str) -> Any:
    def handler(self: Receives, message: RawValue) -> None:
        self.consider(name, message)

    return _named(handler, f"consider_{name}")


def _named(handler: Any, name: str) -> Any:
    del handler.__annotations__[
        "self"
    ]  # Temporal reads the hints and takes an annotated self for an argument
    handler.__name__, handler.__qualname__ = name, f"Doors.{name}"
    return handler
