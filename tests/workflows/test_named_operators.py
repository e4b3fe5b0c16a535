"""Whatever moves money at an operator's word has a name and a reason, at every door and every workflow.

Read without a server: commissions and withdrawals read what they are told the same way.
"""

import json
from collections.abc import Callable
from typing import Any

import pytest
from temporalio.api.common.v1 import Payload
from temporalio.common import RawValue

from domain.commissions.moves import MESSAGES
from domain.commissions.ordering.terms import Terms
from domain.commissions.rules.engine import decide
from domain.money.withdrawals.messages import REASON_MAX, WORDS
from domain.party import Party
from domain.refusals import Refused
from models.messages.command import to_move
from tests.domain.scenes import published
from tests.filling import said as said_example
from workflows.messages.payload_guard import read
from workflows.withdrawals.handlers import said

LI = {"actor": "operator:li", "reason": "已核对"}
OPERATORS = [name for name, message in MESSAGES.items() if message.by == (Party.OPERATOR,)]
PAYOUTS = [name for name, word in WORDS.items() if word.of_operators]
HALF = [
    "",
    "operator",
    "operator:",
    "operator: ",
    "operator:　",
    "operator:-",
    "operator: li",
    "operator:li\n",
]
OTHERS = [
    "creator",
    "creator:creator-1",
    "brand",
    "brand:brand-1",
    "brand:",
    "outside",
]
NOBODY = ["li", "bank", ":li", "Operator:li", "operator：li", "admin:li"]
LONGEST = Terms().reason_max_chars
REASONS = {"": "REASON_NEEDED", " \n": "REASON_NEEDED", "长" * (LONGEST + 1): "REASON_TOO_LONG"}


def payload(fields: dict[str, Any]) -> RawValue:
    return RawValue(Payload(metadata={"encoding": b"json/plain"}, data=json.dumps(fields).encode()))


def to_a_withdrawal(name: str, fields: dict[str, Any]) -> None:
    said(name, read(payload(fields)), "creator-1", published().now)


def to_a_commission(name: str, fields: dict[str, Any]) -> None:
    story = published()
    command = read(
        payload({**said_example(MESSAGES[name].example), "reason": "已核对", "actor": "", **fields})
    )
    decide(story.c, to_move(name, command, story.c, story.now))


EVERY = [
    *(pytest.param(to_a_withdrawal, name, id=f"withdrawal {name}") for name in PAYOUTS),
    *(pytest.param(to_a_commission, name, id=f"commission {name}") for name in OPERATORS),
]
every_word_of_operators = pytest.mark.parametrize(("tell", "name"), EVERY)
Tell = Callable[[str, dict[str, Any]], None]


def refusal(tell: Tell, name: str, fields: dict[str, Any]) -> str:
    with pytest.raises(Refused) as refused:
        tell(name, fields)
    return refused.value.code


@every_word_of_operators
@pytest.mark.parametrize("actor", HALF)
def test_nobody_and_half_a_name_are_no_operator(tell: Tell, name: str, actor: str) -> None:
    assert refusal(tell, name, {"reason": "已核对", "actor": actor}) == "OPERATOR_NEEDED"


@every_word_of_operators
@pytest.mark.parametrize("actor", OTHERS)
def test_another_party_is_told_that_it_is_not_for_it(tell: Tell, name: str, actor: str) -> None:
    assert refusal(tell, name, {"reason": "已核对", "actor": actor}) == "WRONG_PARTY"


@every_word_of_operators
@pytest.mark.parametrize("actor", NOBODY)
def test_who_says_no_party_is_told_the_form_of_an_actor(tell: Tell, name: str, actor: str) -> None:
    with pytest.raises(Refused) as refused:
        tell(name, {"reason": "已核对", "actor": actor})

    assert refused.value.code == "ACTOR_UNCLEAR"
    for told in (refused.value.zh, refused.value.en):
        assert "operator:" in told
        assert "operator:li" in told or not actor.endswith("li") or "：" in actor


@every_word_of_operators
def test_who_says_nothing_is_asked_for_an_operator_and_for_nothing_else(tell: Tell, name: str) -> None:
    with pytest.raises(Refused) as refused:
        tell(name, {"reason": "已核对"})

    assert refused.value.code == "OPERATOR_NEEDED"
    assert "on_behalf_of" not in refused.value.zh + refused.value.en


@every_word_of_operators
@pytest.mark.parametrize("party", ["creator", "brand", "nobody"])
def test_acting_for_a_party_is_no_way_to_what_only_operators_may(tell: Tell, name: str, party: str) -> None:
    by_an_operator = refusal(tell, name, {**LI, "on_behalf_of": party})
    by_nobody = refusal(tell, name, {"reason": "已核对", "on_behalf_of": party})

    assert by_an_operator == ("BEHALF_UNKNOWN" if party == "nobody" else "WRONG_PARTY")
    assert by_nobody == ("BEHALF_UNKNOWN" if party == "nobody" else "OPERATOR_NEEDED")


@pytest.mark.parametrize("name", PAYOUTS)
def test_a_withdrawal_keeps_a_shorter_reason(name: str) -> None:
    assert refusal(to_a_withdrawal, name, {**LI, "reason": "长" * (REASON_MAX + 1)}) == "REASON_TOO_LONG"


@every_word_of_operators
@pytest.mark.parametrize("reason", REASONS)
def test_a_reason_is_needed_and_kept_whole_or_refused(tell: Tell, name: str, reason: str) -> None:
    assert refusal(tell, name, {**LI, "reason": reason}) == REASONS[reason]


@every_word_of_operators
def test_a_field_that_does_not_belong_is_named(tell: Tell, name: str) -> None:
    with pytest.raises(Refused, match=r"FIELD_UNKNOWN.*quote") as refused:
        tell(name, {**LI, "quote": "1"})

    assert "quote" in refused.value.zh


@pytest.mark.parametrize("name", PAYOUTS)
def test_a_named_operator_with_a_reason_is_heard_and_the_reason_stands_whole(name: str) -> None:
    reason = "长" * REASON_MAX
    told = said(
        name, read(payload({**LI, "reason": reason, "command_id": "X-1"})), "creator-1", published().now
    )

    assert (told.event.actor, told.event.reason) == ("operator:li", reason)
    assert (told.command.owner, told.command.command_id) == (Party.OPERATOR, "X-1")


@pytest.mark.parametrize(
    ("actor", "code"),
    [
        ("", ""),
        ("creator", ""),
        ("creator:creator-1", ""),
        ("operator:li", ""),
        ("creator:another", "WRONG_PARTY"),
        ("brand", "WRONG_PARTY"),
        ("bank", "ACTOR_UNCLEAR"),
        ("operator:", "OPERATOR_NEEDED"),
    ],
)
def test_a_nudge_has_no_power_and_is_read_all_the_same(actor: str, code: str) -> None:
    if code:
        assert refusal(to_a_withdrawal, "account_changed", {"actor": actor}) == code
    else:
        to_a_withdrawal("account_changed", {"actor": actor})
    assert refusal(to_a_withdrawal, "account_changed", {"actor": actor, "item": "x"}) == "FIELD_UNKNOWN"
