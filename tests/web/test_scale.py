"""Pages of very much: bounded, led on by links, and light for a phone."""

import gzip
import re
import sys
from collections import Counter
from functools import cache
from pathlib import Path
from types import FrameType

import pytest
from fastapi import FastAPI
from sqlalchemy import Engine

from domain.commissions.rules.engine import decide
from domain.commissions.views.standing.foreseen import foreseen
from domain.parties.actor import Actor, ActorKind
from services.commissions.standing import rows
from starter.web.rendering import ASSETS
from tests.http.people import token_of
from tests.web.looks import furnished
from tests.web.visiting import Visiting
from tests.web.walking import walked
from tests.web.worlds import many

ROWS, A_PAGE = 5_000, 200
BYTES_MAX = 60_000
REFERENCE = {"/interface": 80_000, "/developers/events": 70_000}
"""The whole description of the interface, and of the events, on one page: for developers at a desk."""
LOADED = re.compile(r'(?:href|src)="/assets/([\w.-]+)\?')
CHARTS = "echarts"
OLDER = re.compile(r'href="(\?after=[^"]+)"')
COMMISSION = re.compile(r'href="/commissions/([\w-]+)"')


@cache
def weight(name: str) -> int:
    return len(gzip.compress((ASSETS / name).read_bytes()))


@pytest.mark.timeout(300)
async def test_no_page_weighs_more_than_a_phone_loads_at_once(tmp_path: Path) -> None:
    """With what it loads, packed, and without the charts."""
    async with furnished(tmp_path) as (api, engine, stages):
        walk = await walked(api, engine, [*stages.values()])
    heavy = {}
    for page in walk.pages:
        loaded = {each for each in LOADED.findall(page.body.decode()) if not each.startswith(CHARTS)}
        whole = len(gzip.compress(page.body)) + sum(map(weight, loaded))
        if whole >= REFERENCE.get(page.path, BYTES_MAX):
            heavy[page.path] = whole
    assert heavy == {}


@pytest.mark.timeout(300)
async def test_five_thousand_commissions_are_shown_page_by_page(api: FastAPI, engine: Engine) -> None:
    """Each page is bounded, and the links to older ones lead through all of them, each once."""
    many(engine, ROWS)
    for who, home in (("creator-atang", "/today"), ("brand-qingyou", "/desk")):
        browser, path, met, pages = Visiting(api, token_of(engine, who)), home, set(), 0
        while path:
            told = await browser.text(path)
            pages += 1
            found = {each for each in COMMISSION.findall(told) if "-N-" in each}
            assert len(found) <= A_PAGE + 30, path
            met |= found
            older = OLDER.search(told)
            path = f"{home}{older[1]}" if older and pages < 6 else ""
        assert pages == 6, "there is more, and a way to it"
        assert len(met) > 5 * 60


def test_what_comes_is_asked_for_once_for_each_row(api: FastAPI, engine: Engine) -> None:
    """It is found on a copy of the commission, which costs more than all else that a row says."""
    many(engine, 2 * A_PAGE)
    asked: Counter[str] = Counter()

    def note(frame: FrameType, event: str, _: object) -> None:
        if event == "call" and frame.f_code in (foreseen.__code__, decide.__code__):
            asked[frame.f_code.co_name] += 1

    sys.setprofile(note)
    try:
        shown, _ = rows(api.state.opened, Actor(ActorKind.BRAND, "qingyou", "m-owner"), limit=A_PAGE)
        assert [each.life for each in shown]
    finally:
        sys.setprofile(None)
    assert 0 < asked["foreseen"] <= len(shown) == A_PAGE
    assert asked["decide"] == 0, "it makes texts for people who are not told"


@pytest.mark.timeout(300)
async def test_the_morning_of_five_thousand_opens(api: FastAPI, engine: Engine) -> None:
    many(engine, ROWS)
    browser = Visiting(api, token_of(engine, "operator-li"))
    for path in ("/morning", "/audits"):
        assert len(COMMISSION.findall(await browser.text(path))) < ROWS
