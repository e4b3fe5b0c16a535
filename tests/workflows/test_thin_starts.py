"""A start says only what is its own, and what is left out is read as it was left out."""

import json
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from pydantic_core import to_jsonable_python

from domain.commissions.ordering.order import Order
from domain.commissions.ordering.terms import Terms
from domain.commissions.state.commission import Commission
from domain.money.withdrawals.state import Withdrawal
from models.messages.thin import ALWAYS, STARTS, default_of
from models.messages.work import Start
from tests.domain.scenes import SCENES
from tests.workflows.everyone import LIVES
from workflows.converter import CONVERTER

DEFAULTS = Path(__file__).parent.parent / "replay" / "defaults.json"
TRAVEL = (*STARTS, Commission, Order, Withdrawal)
PLAIN = CONVERTER.payload_converter


def travelled(start: Any) -> tuple[Any, str]:
    (payload,) = PLAIN.to_payloads([start])
    return PLAIN.from_payloads([payload], [type(start)])[0], payload.data.decode()


def defaults() -> dict[str, Any]:
    """Of every field that is left out where it says no more than this."""
    return {
        f"{kind.__name__}.{each.name}": to_jsonable_python(default_of(each))
        for kind in TRAVEL
        for each in fields(kind)
        if each.name not in ALWAYS and type(default_of(each)).__name__ != "_MISSING_TYPE"
    }


@pytest.mark.parametrize("life", LIVES)
def test_every_start_is_read_as_it_was_written(life: str) -> None:
    start = LIVES[life][1]

    assert travelled(start)[0] == start


@pytest.mark.parametrize("stage", SCENES)
def test_so_is_the_commission_of_any_stage_that_goes_on_in_a_new_run(stage: Any) -> None:
    start = Start(SCENES[stage]().c, lang="en")

    assert travelled(start)[0] == start


def test_a_new_commission_travels_in_few_words() -> None:
    order = Order(
        "qingyou", "atang", "青柚茶饮", "阿汤说茶", "article", "新品", 300_000, Terms(accept_hours=12)
    )

    _, written = travelled(Start(Commission("c-1", order)))

    said = json.loads(written)
    assert said["commission"]["order"]["terms"] == {"base": "1", "accept_hours": 12}
    assert said["commission"]["order"]["rulebook"] == "1"
    assert said["payout_terms"] == {"base": "1"}
    assert set(said["commission"]) == {"id", "order"}
    assert len(written) < 500


def test_the_rules_and_terms_of_the_order_are_always_named() -> None:
    commission = Commission("c-1", replace(LIVES["a commission"][1].commission.order, rulebook="1"))

    assert '"rulebook":"1"' in travelled(Start(commission))[1]


def test_no_default_that_has_travelled_is_ever_changed() -> None:
    """A field may be added, its default in the file. Changed, open commissions would be read otherwise."""
    kept = json.loads(DEFAULTS.read_text())

    assert defaults() == kept


def test_all_that_is_left_out_is_a_record_of_which_the_defaults_are_held() -> None:
    for kind in STARTS:
        for each in fields(kind):
            inner = default_of(each)
            held = not is_dataclass(inner) or each.name in ALWAYS or type(inner) in TRAVEL
            assert held, f"{kind.__name__}.{each.name}"
