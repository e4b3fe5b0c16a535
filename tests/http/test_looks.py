"""How often a read asks the books, and for what: a page that asks more is slower for everybody."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import Engine, event

from tests.http.asgi import Caller


@pytest.mark.parametrize("who", ["brand-qingyou", "creator-atang", "operator-li"])
async def test_a_read_asks_who_it_is_and_then_once(
    engine: Engine, calling: Callable[[str], Caller], ordered: list[str], who: str
) -> None:
    caller = calling(who)

    for path in (f"/v1/commissions/{ordered[0]}", "/v1/commissions"):
        with asked(engine) as statements:
            answer = await caller.get(path)

        assert answer.status == 200, answer
        assert len(statements) == 2, statements


async def test_a_list_does_not_read_what_it_does_not_show(
    engine: Engine, calling: Callable[[str], Caller], ordered: list[str]
) -> None:
    with asked(engine) as statements:
        answer = await calling("brand-qingyou").get("/v1/commissions")

    assert len(answer.json["commissions"]) == len(ordered) - 1
    assert not any("commissions.record" in each for each in statements), statements


@contextmanager
def asked(engine: Engine) -> Iterator[list[str]]:
    statements: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if statement.lstrip().upper().startswith("SELECT"):
            statements.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        event.remove(engine, "before_cursor_execute", note)
