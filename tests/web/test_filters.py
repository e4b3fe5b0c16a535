"""A list is filtered by a day that is one and by words that exist: anything else is refused and named."""

from collections.abc import Callable

import pytest
from fastapi import FastAPI
from sqlalchemy import Engine

from tests.http.people import token_of
from tests.web.visiting import Visiting

Visit = Callable[..., Visiting]
NONE = {
    "/audit-log": ("since", "until", "after"),
    "/commissions": ("stage", "due"),
    "/withdrawals": ("state",),
}
"""Of each list of an operator, the filters that not every text fits."""
LABELS = {"since": "从这一天", "until": "到这一天", "stage": "阶段", "due": "多久内到期", "state": "状态"}


@pytest.mark.parametrize("path", NONE)
async def test_a_filter_that_is_none_is_refused_by_its_name_and_lists_nothing(
    api: FastAPI, engine: Engine, at_every_stage: dict[str, str], path: str
) -> None:
    browser = Visiting(api, token_of(engine, "operator-li", "supervisor"))
    for name in NONE[path]:
        for text in ("2026-02-31", "2026-1-1", "yesterday", "-1"):
            answer = await browser.open(f"{path}?{name}={text}")
            told = answer.body.decode()
            assert answer.status == 422, (name, text)
            assert "FIELD_INVALID" in told
            assert LABELS.get(name, "") in told
            assert not [each for each in at_every_stage.values() if f"/cases/{each}" in told]


async def test_a_day_that_is_one_filters(api: FastAPI, engine: Engine) -> None:
    browser = Visiting(api, token_of(engine, "operator-li", "supervisor"))
    for asked in ("since=2026-02-28&until=2099-01-01", "since=&until=", ""):
        assert (await browser.open(f"/audit-log?{asked}")).status == 200
