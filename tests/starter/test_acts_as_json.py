"""`--json` of an act: one document with what was done to what; a refusal is none."""

import json
from typing import Any

import pytest

from starter.cli.exits import exit_of
from tests.starter.test_up import ORDER, Place, place

__all__ = ["place"]
BY = ("--actor", "operator:li", "--reason", "品牌主停止推广")


async def done(place: Place, *words: str) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(await place.starmap(*words, "--json"))
    return told


@pytest.mark.timeout(600)
async def test_every_kind_of_act_says_to_what_it_was_done_and_what(place: Place) -> None:
    paid = [await done(place, "brand", "top-up", "qingyou", "100", "--key", "t-1") for _ in range(2)]
    assert [each["already"] for each in paid] == [False, True]
    assert (paid[0]["id"], paid[0]["told"]) == ("qingyou", 0)
    assert paid[0]["did"] == "brand top-up"
    assert paid[0]["amount_fen"] == 100_00
    assert paid[0]["balance_fen"] == paid[1]["balance_fen"]

    placed = [await done(place, "commission", "new", "examples/article.yaml") for _ in range(2)]
    assert [(each["id"], each["already"]) for each in placed] == [(ORDER, False), (ORDER, True)]
    terms = placed[0]["agreed"]
    assert placed[1]["agreed"] == terms
    assert "民法典 §204" in terms["deadlines_zh"]
    assert "提纲 3 个自然日未答复视为确认" in terms["silence_zh"]
    assert "what silence does: " in await place.starmap("commission", "new", "examples/article.yaml")

    await place.until(ORDER, "commission", "list", "--stage", "offered")
    accepted = await done(place, "accept", ORDER)
    assert {**accepted, "clocks": {}} == {
        "id": ORDER,
        "did": "accept",
        "seq": 3,
        "stage": "outline_drafting",
        "clocks": {},
        "agreed": terms,
    }
    assert all(at.endswith("+08:00") for at in accepted["clocks"].values())
    sent = await done(place, "submit", ORDER, "--ref", "outline-1", "--signal")
    assert sent == {"id": ORDER, "did": "submit", "sent": True}

    frozen = await done(place, "creator", "freeze", "atang", *BY)
    assert (frozen["id"], frozen["did"], frozen["operator"]) == ("atang", "creator freeze", "operator:li")
    assert [(each["id"], each["outcome"]) for each in frozen["commissions"]] == [(ORDER, "done")]

    found = await done(place, "commission", "cancel-open", "--brand", "qingyou", *BY)
    assert (found["id"], found["found"], found["cancelled"]) == ("qingyou", [], [])
    claimed = await done(place, "claim", "compensate", "creator:atang", "10", *BY, "--key", "c-1")
    assert (claimed["id"], claimed["key"], claimed["amount_fen"]) == ("creator:atang", "c-1", 10_00)
    assert sum(each["moved_fen"] for each in claimed["moved"]) == 0

    for words, code in (
        (("accept", ORDER), "FROZEN"),
        (("withdraw", "atang", "1"), "NUMBER_NEEDED"),
        (("accept",), "BAD_USAGE"),
        (("accept", "nothing"), "COMMISSION_UNKNOWN"),
    ):
        refused = await place.starmap(*words, "--json", code=exit_of(code))
        assert refused.startswith("✗ "), words
