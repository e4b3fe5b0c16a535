"""Every step that the outbox can bear has one public type, and every type has a step."""

import json
import re
from collections import Counter

from domain.commissions.rules.rows import ROWS
from domain.commissions.state.stages import Stage
from domain.events import of_commissions, of_withdrawals
from domain.events.catalogue import CATALOGUE, KINDS, told_to, type_of
from domain.events.envelope import EXAMPLE, example_of
from domain.events.event_type import EventType
from domain.money.withdrawals.steps import STEPS
from domain.party import Party
from domain.webhooks.endpoint import Told
from tests.walks import for_each

EACH = for_each("of", list(CATALOGUE.values()))
NAME = re.compile(r"(commission|withdrawal|endpoint)\.[a-z]+(_[a-z]+)*")


def borne() -> set[tuple[str, str]]:
    """What can stand in the outbox, by the rows alone: a move, by whom, and whether it is a refusal."""
    moves = {(row.move, by.value) for row in ROWS for by in row.by if not row.refuses}
    return moves | {("refused", side.value) for side in (Party.BRAND, Party.CREATOR)}


def test_every_step_of_a_commission_has_a_type_and_every_type_a_step() -> None:
    found = {type_of("commission", move, {"by": by}).name for move, by in borne()}

    assert found == {each.name for each in CATALOGUE.values() if each.kind == "commission"}
    assert set(of_commissions.WORDS) == {move for move, _ in borne()} - {"refused"}


def test_every_booked_step_of_a_withdrawal_has_a_type_and_every_type_a_step() -> None:
    """Kept, withheld and refused before anything is reserved: they are written into no outbox."""
    booked = {step.event for step in STEPS} - {"kept", "withheld", "refused"}

    found = {type_of("withdrawal", event, {}).name for event in booked}

    assert found == {each.name for each in CATALOGUE.values() if each.kind == "withdrawal"}
    assert set(of_withdrawals.WORDS) == booked


def test_every_step_of_an_endpoint_has_a_type_and_every_type_a_step() -> None:
    assert {each.value for each in Told} == {
        each.name for each in CATALOGUE.values() if each.kind == "endpoint"
    }


@EACH
def test_a_type_is_named_described_and_exemplified(of: EventType) -> None:
    assert NAME.fullmatch(of.name)
    assert of.kind in KINDS
    assert re.search(r"[一-鿿]", of.zh)
    assert of.en.isascii()
    assert set(of.example or {}) == set(KINDS[of.kind].fields)
    json.dumps(example_of(of).as_json())


def test_no_step_has_two_types_and_no_type_two_descriptions() -> None:
    steps = Counter((each.kind, step) for each in CATALOGUE.values() for step in each.steps)
    told = Counter((each.kind, words) for each in CATALOGUE.values() for words in (each.zh, each.en))

    assert [each for each, times in (steps + told).items() if times > 1] == []


@EACH
def test_its_example_is_one_that_it_is_the_type_of(of: EventType) -> None:
    said = of.example or {}
    step = str(said.get("event", said.get("move")))

    found = type_of(of.kind, "refused" if said.get("refusal") else step, said)

    assert found == of
    if of.kind == "commission":
        assert {said["from_stage"], said["to_stage"]} <= {stage.value for stage in Stage}


def test_what_somebody_reports_is_not_told_as_what_is_so() -> None:
    reported = type_of("commission", "published", {"by": "outside"})

    assert reported.name == "commission.publication_reported"
    assert type_of("commission", "published", {"by": "system"}).name == "commission.published"


def test_a_brand_hears_nothing_of_a_creators_payout_and_neither_side_of_how_we_run() -> None:
    of_brands, of_creators = ({each.name for each in told_to(side)} for side in (Party.BRAND, Party.CREATOR))
    everything = {each.name for each in told_to(Party.OPERATOR)}

    assert not [name for name in of_brands if "payout" in name]
    assert "commission.payout_paid" in of_creators
    ours = everything - of_brands - of_creators
    assert {"commission.record_conflicted", "commission.notice_failed", "commission.unordered"} <= ours


def test_a_refusal_is_told_to_its_sender_alone() -> None:
    refused = CATALOGUE["commission.refused"]

    assert refused.sides("brand") == (Party.BRAND,)
    assert refused.sides("creator") == (Party.CREATOR,)
    assert refused.sides("system") == refused.sides("outside") == refused.sides("operator") == ()


def test_a_step_of_a_later_release_is_for_operators_and_carries_nothing() -> None:
    unknown = type_of("campaign", "opened", {"by": "brand", "text": "x"})

    assert (unknown.name, unknown.sides("brand")) == ("campaign.opened", ())


def test_the_envelope_has_these_fields_and_no_others() -> None:
    """Wire format: systems outside are built upon it."""
    assert EXAMPLE.as_json(previous_missing=True) == {
        "id": "evt_1042",
        "type": "commission.accepted",
        "number": 1042,
        "occurred_at": "2026-11-26T04:00:00+00:00",
        "subject": {"kind": "commission", "id": "c-7", "seq": 5},
        "data": {
            "move": "accept",
            "by": "creator",
            "from_stage": "offered",
            "to_stage": "outline_drafting",
            "round": 1,
            "refusal": "",
        },
        "previous_missing": True,
    }
    assert "previous_missing" not in EXAMPLE.as_json()
