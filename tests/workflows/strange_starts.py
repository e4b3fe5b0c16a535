"""Starts that say something strange: every field of every type left out, turned or blown up."""

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from temporalio.api.common.v1 import Payload

from domain.money.withdrawals.page import Line
from domain.money.withdrawals.state import State
from domain.money.withdrawals.transitions import Event
from domain.party import Party
from domain.process.applied import Named, remember
from models.messages.work import Revival, Start, WithdrawalStart
from tests.workflows.everyone import AT, LIVES
from tests.workflows.poison import plain
from workflows.converter import CONVERTER

LEFT_OUT = object()
BRIEF = {"brand": "青柚茶饮", "goal": "测评新品"}
EVENT = Event("reserved", AT)
REVIVAL = Revival("operator:li", "流程被误终止")


def _full(life: str) -> Any:
    """With all that a start can bring, so that each of its fields is walked."""
    start = LIVES[life][1]
    if isinstance(start, Start):
        order = replace(start.commission.order, brief=BRIEF, release_from=AT, release_until=AT)
        return replace(start, commission=replace(start.commission, order=order))
    if isinstance(start, WithdrawalStart):
        applied = remember((), Named(Party.OPERATOR, "k-1", "retry_payout", "d"), 1)
        return replace(
            start, until=AT, lines=(Line(1, EVENT, start.asked.number, State.SENDING),), applied=applied
        )
    return start


STARTS: dict[str, tuple[type, Any]] = {life: (LIVES[life][0], _full(life)) for life in LIVES}
STARTS |= {
    f"{life}, begun again": (STARTS[life][0], replace(STARTS[life][1], revival=REVIVAL))
    for life in ("a commission", "a withdrawal")
}

VALUES: dict[str, Any] = {
    "nothing": None,
    "true": True,
    "less than nothing": -1,
    "no whole number": 0.5,
    "a number past any column": 10**18,
    "a number past any float": 10**400,
    "no text": "",
    "a strange text": "\u202e\x1b[2J茶🦊\n# `](x)",
    "a NUL": "a\0b",
    "half a character": "\ud800",
    "a long text": "长" * 20_000,
    "a list": ["x"],
    "many of them": ["x"] * 5_000,
    "an object": {"a": {"b": 1}},
    "the first instant": "0001-01-01T00:00:00Z",
    "the last instant": "9999-12-31T23:59:59Z",
    "an instant without its offset": "2026-11-30T09:00:00",
}
OF_TERMS = ("less than nothing", "a number past any column", "a strange text")
"""Of the hundreds of terms, which one table bounds."""


def strange(life: str) -> Iterator[tuple[str, Payload]]:
    """What is strange about it, and the input."""
    (payload,) = CONVERTER.payload_converter.to_payloads([STARTS[life][1]])
    valid = json.loads(payload.data)
    for path in places(valid):
        yield f"{'.'.join(path)}: left out", said(valid, path, LEFT_OUT)
        for what in OF_TERMS if {"terms", "payout_terms"} & {*path[:-1]} else VALUES:
            yield f"{'.'.join(path)}: {what}", said(valid, path, VALUES[what])
    for path in ((), *(each for each in places(valid) if isinstance(found(valid, each), dict))):
        yield f"{'.'.join(path)}: a field nobody knows", said(valid, (*path, "sudo"), True)


def places(tree: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Of every field, however deep. Of a list its first member stands for all."""
    named = tree.items() if isinstance(tree, dict) else enumerate(tree[:1]) if isinstance(tree, list) else ()
    for name, below in named:
        yield (*path, str(name))
        yield from places(below, (*path, str(name)))


def found(tree: Any, path: tuple[str, ...]) -> Any:
    for name in path:
        tree = tree[int(name)] if isinstance(tree, list) else tree[name]
    return tree


def said(valid: Any, path: tuple[str, ...], value: Any) -> Payload:
    changed = json.loads(json.dumps(valid))
    within, name = found(changed, path[:-1]), path[-1]
    if value is LEFT_OUT:
        del within[int(name) if isinstance(within, list) else name]
    else:
        within[int(name) if isinstance(within, list) else name] = value
    return plain(json.dumps(changed))  # escaped: half a character is no UTF-8
