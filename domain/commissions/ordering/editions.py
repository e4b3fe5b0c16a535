"""What a version of the terms stands for: every number under it, the digest of them, and where two differ.

The terms of orders, those of withdrawing and what each task type has of its own are one edition: whoever
reads a version is to know all of them by it.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field, fields
from hashlib import sha256
from typing import Any

from domain.commissions.ordering.terms import BEFORE, Terms
from domain.commissions.task_types import TASK_TYPES
from domain.money.withdrawals.terms import TABLE, WithdrawalTerms

Numbers = Mapping[str, Mapping[str, Any]]
"""By part: ``terms``, ``withdrawal``, and each task type by its name."""
OF_ORDERS, OF_WITHDRAWING = "terms", "withdrawal"


def _of_types() -> Numbers:
    return {kind.name: dict(kind.terms) for kind in TASK_TYPES.values()}


@dataclass(frozen=True)
class Edition:
    """The terms of one version, as they are published."""

    terms: Terms = field(default_factory=Terms)
    withdrawal: WithdrawalTerms = field(default_factory=WithdrawalTerms)
    of_types: Numbers = field(default_factory=_of_types)

    @property
    def version(self) -> str:
        return self.terms.version

    @property
    def numbers(self) -> Numbers:
        return {OF_ORDERS: asdict(self.terms), OF_WITHDRAWING: asdict(self.withdrawal), **self.of_types}


def digest(numbers: Numbers) -> str:
    return sha256(json.dumps(numbers, sort_keys=True).encode()).hexdigest()


def changed(was: Numbers, now: Numbers) -> list[tuple[str, Any, Any]]:
    """Each number that differs: its name, what was in force and what is to be.

    A term that an older program did not have counts as what binds nobody (``BEFORE``), else as its default;
    a task type that it did not have is no change of what was in force.
    """
    return [
        (f"{_before(part)}{name}", old.get(name), new.get(name))
        for part, old, new in _parts(was, now)
        for name in sorted({*old, *new})
        if old.get(name) != new.get(name)
    ]


def _parts(was: Numbers, now: Numbers) -> Iterator[tuple[str, Mapping[str, Any], Mapping[str, Any]]]:
    for part in now:
        if part in was:
            yield part, {**_unsaid(part), **was[part]}, now[part]


def _unsaid(part: str) -> Mapping[str, Any]:
    """What stands for a term that was not there yet."""
    if part == OF_ORDERS:
        return {**{each.name: each.default for each in fields(Terms)}, **BEFORE}
    if part == OF_WITHDRAWING:
        return {each.name: each.default for each in fields(WithdrawalTerms)}
    return {}


def _before(part: str) -> str:
    if part == OF_ORDERS:
        return ""
    return TABLE if part == OF_WITHDRAWING else f"{part}."
