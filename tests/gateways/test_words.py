"""Decisions that go into the books are read by the one reader of texts: reasons and operators' names."""

from collections.abc import Callable

import pytest
from sqlalchemy import Engine

from domain.refusals import Refused
from domain.texts import TextFault
from gateways.money.claims import Decided, SqlClaims
from gateways.money.freezes import SqlFreezes
from gateways.parties.phones import SqlPhones
from gateways.refusals import BookRefusal
from tests.domain.test_texts import FAULTS
from tests.gateways.records import NOON, market

Decide = Callable[[Engine, str, str], object]
DECISIONS: dict[str, Decide] = {
    "freeze": lambda engine, who, why: SqlFreezes(engine).freeze("atang", who, why, NOON),
    "unfreeze": lambda engine, who, why: SqlFreezes(engine).unfreeze("atang", who, why, NOON),
    "compensate": lambda engine, who, why: SqlClaims(engine).compensation(
        "creator:atang", 100, "k-1", Decided(who, why, NOON)
    ),
    "write off": lambda engine, who, why: SqlClaims(engine).write_off(
        "atang", 100, "k-2", Decided(who, why, NOON)
    ),
    "phone": lambda engine, who, why: SqlPhones(engine).change(
        "creator:atang", "13820000001", who, why, NOON
    ),
}
BAD = [(fault, text) for fault, texts in FAULTS.items() for text in texts[:3]]


@pytest.mark.parametrize("decision", DECISIONS)
@pytest.mark.parametrize(("fault", "text"), BAD, ids=ascii)
def test_a_decision_with_a_bad_text_is_refused_by_name(
    engine: Engine, decision: str, fault: TextFault, text: str
) -> None:
    market(engine)
    blank = fault is TextFault.BLANK

    for who, why in (("operator:li", text if blank else f"核查{text}"), (f"operator:li{text}", "核查")):
        if blank and why == "核查":
            continue
        with pytest.raises((Refused, BookRefusal)) as refused:
            DECISIONS[decision](engine, who, why)
        named = {fault, "REASON_NEEDED", "DECISION_INCOMPLETE", "CLAIM_INCOMPLETE"}
        assert refused.value.code in named  # type: ignore[union-attr]
