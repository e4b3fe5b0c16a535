"""A test that walks a table of small cases: every case that fails is named, and the others are walked on.

For pure functions asked a thousand times: to begin and to end a test of its own takes pytest longer than most
of these take. What has a fixture, or lasts, is parametrised as ever.
"""

from collections.abc import Callable, Iterable, Iterator
from enum import Enum
from functools import wraps
from inspect import Signature, isfunction
from itertools import product
from typing import Any

import pytest

Test = Callable[..., None]
Said = dict[str, Any]
Names = str | tuple[str, ...]
FAILS = (Exception, pytest.fail.Exception, pytest.skip.Exception)
"""A case that leaves itself out would leave out the others."""
SHOWN = 20
"""Of so many cases that fail the tracebacks are told; all are named."""
WIDTH = 60


def for_each(names: Names, cases: Iterable[Any]) -> Callable[[Test], Test]:
    """As ``pytest.mark.parametrize``; of several, every combination is walked."""

    def walking(test: Test) -> Test:
        body: Test = getattr(test, "body", test)
        walks = [*getattr(test, "walks", []), (names, list(cases))]

        @wraps(body)
        def walk() -> None:
            _walk(body, list(_cases(walks)))

        walk.__dict__.update(test.__dict__, body=body, walks=walks)
        walk.__signature__ = Signature()  # type: ignore[attr-defined]
        return walk

    return walking


def cases_of(test: Test) -> list[Said]:
    """What its body is called with, time after time; nothing of a test that walks nothing."""
    return list(_cases(test.walks)) if hasattr(test, "walks") else []


def _cases(walks: list[tuple[Names, list[Any]]]) -> Iterator[Said]:
    for chosen in product(*(cases for _, cases in walks)):
        said: Said = {}
        for (names, _), case in zip(walks, chosen, strict=True):
            said |= {names: case} if isinstance(names, str) else dict(zip(names, case, strict=True))
        yield said


def _walk(body: Test, cases: list[Said]) -> None:
    assert cases, "there is nothing to walk"
    failed: dict[str, Exception] = {}
    for said in cases:
        try:
            body(**said)
        except FAILS as wrong:
            if str(wrong).startswith("Timeout"):  # of pytest-timeout: it stops the walk
                raise
            failed[_named(said)] = _kept(wrong)
    if failed:
        told = f"{len(failed)} of {len(cases)} cases failed: {', '.join(failed)}"
        raise ExceptionGroup(told, list(failed.values())[:SHOWN])


def _kept(wrong: BaseException) -> Exception:
    if isinstance(wrong, Exception):
        return wrong
    return AssertionError(str(wrong)).with_traceback(wrong.__traceback__)


def _named(said: Said) -> str:
    return f"[{'-'.join(_shown(each) for each in said.values())}]"


def _shown(value: Any) -> str:
    if isinstance(value, str | int | Enum | None):
        return ascii(str(value))[1:-1][:WIDTH]
    if isfunction(value) or isinstance(value, type):
        return value.__name__
    return str(getattr(value, "id", None) or getattr(value, "name", None) or repr(value))[:WIDTH]
