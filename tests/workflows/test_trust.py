"""Whose word counts: every command by everybody, plain and signed, under each trust a start may pin.

Counts: whatever the rules then say to it, it is not refused for who says it or for want of a signature.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from temporalio.bridge.proto.workflow_activation import CancelWorkflow, WorkflowActivationJob

from domain.commissions.moves import MESSAGES
from domain.money.withdrawals.messages import WORDS
from domain.party import Party
from domain.process.trust import STRICTER, Key, KeySet, Trust
from models.messages.work import Start
from tests.workflows import signers
from tests.workflows.activations import Run, signalled, updated
from tests.workflows.everyone import BY_HAND, LIVES
from tests.workflows.poison import plain
from tests.workflows.signers import KEYS, PLATFORM, new_keys
from tests.workflows.test_forgeries import NOW, lines, refusal_of, said_in, standing, workflow_of
from workflows.commission import CommissionWorkflow
from workflows.withdrawal import WithdrawalWorkflow

COMMISSION, WITHDRAWAL = "commission/c-1", "withdrawal/w-1"
OF_TRUST = {
    *("SIGNATURE_NEEDED", "SIGNATURE_WRONG", "SIGNATURE_USED", "SIGNATURE_KEY_UNKNOWN"),
    *("SIGNATURE_KEY_OVER", "SIGNATURE_KEY_FOREIGN", "SIGNATURE_EXPIRED", "STAMP_NOT_YOURS"),
}
SPEAKERS = {Party.CREATOR: "creator:atang", Party.BRAND: "brand:qingyou", Party.OPERATOR: "operator:li"}
OWN_KEYS = {Party.BRAND: "brand-1", Party.OPERATOR: "operator-1", Party.OUTSIDE: "outside-1"}


def begun(workflow_id: str, trust: str, keys: KeySet | None = None) -> Run:
    """The activation after it is at NOW."""
    if workflow_id == COMMISSION:
        start: Any = replace(LIVES["a commission"][1], trust=trust, keys=keys or KEYS)
    else:
        start = replace(BY_HAND, trust=trust, keys=keys or PLATFORM)
    run = Run(CommissionWorkflow if workflow_id == COMMISSION else WithdrawalWorkflow, start)
    run.activated()
    return run


def answer(run: Run, workflow_id: str, name: str, said: dict[str, Any]) -> str:
    """What it was refused for as a signal, by name; empty where it was applied."""
    before = len(lines(run)) if workflow_id == COMMISSION else workflow_of(run).refused
    run.activated([signalled(name, [plain(said)])])
    if workflow_id == COMMISSION:
        return next(iter(lines(run)[before:][-1:]), "")
    return "refused" if workflow_of(run).refused > before else ""


def words() -> Iterator[tuple[str, str, tuple[Party, ...], bool]]:
    for name, message in MESSAGES.items():
        yield COMMISSION, name, message.by, not message.is_fact
    for name, word in WORDS.items():
        yield WITHDRAWAL, name, word.by, word.of_operators


def speakers(by: tuple[Party, ...]) -> Iterator[tuple[Party, dict[str, Any]]]:
    for party in by:
        yield party, {"actor": SPEAKERS.get(party, "outside"), "reason": "平台故障"} if party else {}
        if party in (Party.CREATOR, Party.BRAND):
            acted = {"actor": SPEAKERS[Party.OPERATOR], "on_behalf_of": party.value, "reason": "平台故障"}
            yield Party.OPERATOR, acted


def counts_plain(trust: str, speaker: Party) -> bool:
    return trust == Trust.CLUSTER or (trust == Trust.OPERATORS and speaker is Party.OPERATOR)


def fitting(workflow_id: str, name: str, said: dict[str, Any]) -> dict[str, Any]:
    made = {**said_in(workflow_id, name), **said}
    takes_reason = workflow_id == WITHDRAWAL or MESSAGES[name].is_fact is False
    return made if takes_reason else {**said_in(workflow_id, name), "actor": said["actor"]}


@pytest.mark.parametrize("trust", STRICTER)
def test_a_plain_word_counts_of_nobody_but_whom_the_start_says(trust: str) -> None:
    for workflow_id, name, by, by_update in words():
        for speaker, said in speakers(by):
            run = begun(workflow_id, trust)
            before, made = standing(run), fitting(workflow_id, name, said)

            found = answer(run, workflow_id, name, made)

            case = (workflow_id, name, said)
            if not counts_plain(trust, speaker):
                assert found in ("SIGNATURE_NEEDED", "refused"), case
                assert standing(run) == before, case
            elif workflow_id == COMMISSION:
                assert found not in OF_TRUST, case
            if by_update:
                told = refusal_of(run.activated([updated(name, [plain(made)])]))
                assert (told in OF_TRUST) is not counts_plain(trust, speaker), (*case, told)


@pytest.mark.parametrize("trust", STRICTER)
def test_a_signed_word_counts_of_everybody_through_the_gateway_and_of_each_by_the_own_key(trust: str) -> None:
    for workflow_id, name, by, by_update in words():
        for speaker, said in speakers(by):
            for kid in filter(None, ("gateway-1", OWN_KEYS.get(speaker, ""))):
                if workflow_id == WITHDRAWAL and kid == "brand-1":
                    continue
                run = begun(workflow_id, trust)
                made = fitting(workflow_id, name, said)
                signed = signers.sealed(kid, workflow_id, name, made, NOW)

                if by_update:
                    told = refusal_of(run.activated([updated(name, [plain(signed)])]))
                    assert told not in OF_TRUST, (name, said, kid, told)
                elif workflow_id == COMMISSION:
                    assert answer(run, workflow_id, name, signed) not in OF_TRUST, (name, said, kid)


def test_a_word_without_an_actor_counts_by_the_gateways_key_and_not_without() -> None:
    run = begun(COMMISSION, "signed")

    assert answer(run, COMMISSION, "accept", {}) == "SIGNATURE_NEEDED"
    assert answer(run, COMMISSION, "accept", {"actor": "creator:atang"}) == "SIGNATURE_NEEDED"


@pytest.mark.parametrize("trust", STRICTER)
def test_a_cancel_request_of_temporal_is_an_operators_word(trust: str) -> None:
    commission, withdrawal = begun(COMMISSION, trust), begun(WITHDRAWAL, trust)
    before = standing(commission)

    for each in (commission, withdrawal):
        each.activated([WorkflowActivationJob(cancel_workflow=CancelWorkflow(reason="stop"))])

    refused = [each.refusal for each in workflow_of(commission).commission.recent]
    assert ("SIGNATURE_NEEDED" in refused) is (trust == Trust.SIGNED)
    if trust == Trust.SIGNED:
        assert standing(commission) == before


# --- once, and not again ---


def extended(number: int, **other: Any) -> dict[str, Any]:
    """An operator moves the time to pay; each is another command."""
    until = (NOW + timedelta(hours=30, minutes=number)).isoformat()
    said = {"actor": "operator:li", "clock": "pay_by", "until": until, "reason": "平台故障", **other}
    return signers.sealed(
        "gateway-1",
        COMMISSION,
        "extend",
        {**said, "command_id": f"x-{number}"},
        NOW,
        iat=signers.seconds(NOW) - 3_600 + number,
    )


def applied(run: Run) -> int:
    return len(workflow_of(run).commission.applied)


def test_what_was_signed_once_is_answered_again_and_does_nothing_twice() -> None:
    run, made = begun(COMMISSION, "signed"), extended(1)

    assert answer(run, COMMISSION, "extend", made) == ""
    after = workflow_of(run).commission
    assert answer(run, COMMISSION, "extend", made) == ""

    assert workflow_of(run).commission.seq == after.seq
    assert refusal_of(run.activated([updated("extend", [plain(made)])])) == ""


def test_what_was_refused_once_is_not_taken_later_under_the_same_signature() -> None:
    """Who can read the history has the bytes: they must be worth nothing when the rules would allow them."""
    run = begun(COMMISSION, "signed")
    early = signers.sealed("gateway-1", COMMISSION, "settle", {"actor": "brand:qingyou"}, NOW)

    first, second = (answer(run, COMMISSION, "settle", early) for _ in range(2))

    assert first not in ("", *OF_TRUST)
    assert second in {"SIGNATURE_USED", first}
    assert workflow_of(run).used[0].marks


def test_after_hundreds_of_ids_and_in_the_run_that_goes_on_the_first_signatures_are_still_used() -> None:
    run, made = begun(COMMISSION, "signed"), [extended(number) for number in range(450)]
    for part in range(0, len(made), 50):
        run.activated([signalled("extend", [plain(each)]) for each in made[part : part + 50]])
    before = workflow_of(run)
    assert applied(run) == 200

    goes_on = Run(CommissionWorkflow, Start(before.commission, trust="signed", keys=before.keys))
    goes_on.activated()
    for number in (0, 1, 100, 249, 300, 449):
        found = answer(goes_on, COMMISSION, "extend", made[number])
        assert found in ("SIGNATURE_USED", ""), number
    assert workflow_of(goes_on).commission.clocks == before.commission.clocks


# --- other keys ---


def rekeyed(run: Run, keys: KeySet, root: Any = signers.ROOT, workflow_id: str = COMMISSION) -> str:
    return answer(run, workflow_id, "keys", new_keys(keys, root))


def test_a_set_signed_by_the_root_key_replaces_the_other_and_what_left_it_counts_no_more() -> None:
    run = begun(COMMISSION, "signed")
    newer = replace(KEYS, version=6, keys=tuple(each for each in KEYS.keys if each.kid != "gateway-1"))

    assert rekeyed(run, newer) == ""
    assert rekeyed(run, newer) == "", "told again"

    assert workflow_of(run).keys == newer
    assert answer(run, COMMISSION, "extend", extended(1)) == "SIGNATURE_KEY_UNKNOWN"
    by_the_other = signers.sealed("gateway-2", COMMISSION, "extend", {"actor": "operator:li"}, NOW)
    assert answer(run, COMMISSION, "extend", by_the_other) not in OF_TRUST


def test_a_key_that_has_ended_or_not_begun_signs_nothing() -> None:
    for other in ({"until": signers.seconds(NOW)}, {"since": signers.seconds(NOW) + 3_600}):
        keys = replace(KEYS, keys=(signers.key("gateway-1", **other),))

        assert (
            answer(begun(COMMISSION, "signed", keys), COMMISSION, "extend", extended(1))
            == "SIGNATURE_KEY_OVER"
        )


def test_the_next_root_key_signs_the_set_after_next_and_the_old_one_no_more() -> None:
    run = begun(COMMISSION, "signed")
    other_root = signers.signing.public_of(signers.NEXT_ROOT)
    assert rekeyed(run, replace(KEYS, version=6, root=other_root)) == ""

    assert rekeyed(run, replace(KEYS, version=7, root=other_root)) == "SIGNATURE_WRONG"
    assert rekeyed(run, replace(KEYS, version=7, root=other_root), signers.NEXT_ROOT) == ""
    assert workflow_of(run).keys.version == 7


@pytest.mark.parametrize(
    ("what", "keys", "root"),
    [
        ("an older one", replace(KEYS, version=4), signers.ROOT),
        ("another of the same version", replace(KEYS, keys=KEYS.keys[:1]), signers.ROOT),
        ("another brand's", replace(KEYS, version=9, of="brand:other"), signers.ROOT),
        ("a stranger's", replace(KEYS, version=9), signers.STRANGER),
        ("the gateway's", replace(KEYS, version=9), signers.HOLDERS["gateway-1"][1]),
        (
            "one that names its own root",
            replace(KEYS, version=9, root=signers.signing.public_of(signers.STRANGER)),
            signers.STRANGER,
        ),
        ("no key at all", replace(KEYS, version=9, keys=(Key("k", "?" * 43, "gateway", 1),)), signers.ROOT),
        ("two under one id", replace(KEYS, version=9, keys=KEYS.keys[:1] * 2), signers.ROOT),
        (
            "more than any has",
            replace(KEYS, version=9, keys=tuple(replace(KEYS.keys[0], kid=f"k{n}") for n in range(33))),
            signers.ROOT,
        ),
    ],
)
def test_any_other_set_of_keys_is_refused_and_changes_nothing(what: str, keys: KeySet, root: Any) -> None:
    for workflow_id in (COMMISSION, WITHDRAWAL):
        run = begun(workflow_id, "signed")
        known = workflow_of(run).keys

        assert rekeyed(run, keys, root, workflow_id) in (
            "KEYS_UNFIT",
            "SIGNATURE_WRONG",
            "MALFORMED",
            "refused",
        ), what
        assert workflow_of(run).keys == known, what


@pytest.mark.parametrize(
    "said", [{}, {"sig": "x"}, [], "keys", {**new_keys(KEYS), "version": "9"}, {**new_keys(KEYS), "more": 1}]
)
def test_what_is_no_set_of_keys_is_refused(said: Any) -> None:
    run = begun(COMMISSION, "cluster")

    assert answer(run, COMMISSION, "keys", said) in ("MALFORMED", "SIGNATURE_WRONG", "")
    assert workflow_of(run).keys == KEYS


# --- clocks ---


@pytest.mark.parametrize(
    ("off", "expected"), [(-600, ""), (600, ""), (601, "SIGNATURE_EARLY"), (-3_601, "SIGNATURE_EXPIRED")]
)
def test_a_clock_that_is_ten_minutes_off_is_borne(off: int, expected: str) -> None:
    at = NOW + timedelta(seconds=off)
    said = {"actor": "operator:li", "clock": "pay_by", "reason": "平台故障"}
    made = signers.sealed(
        "gateway-1", COMMISSION, "extend", said, NOW, iat=signers.seconds(at), exp=signers.seconds(at) + 3_600
    )

    found = answer(begun(COMMISSION, "signed"), COMMISSION, "extend", made)

    assert found == expected if expected else found not in (*OF_TRUST, "SIGNATURE_EARLY")


def test_a_signature_of_the_gateway_counts_by_its_stamp_when_it_comes_after_it_expired() -> None:
    """An outage of ours is nobody's loss, for as long as any signature is good."""
    iat = signers.seconds(NOW) - 6 * 86_400
    stamp = NOW - timedelta(days=6) + timedelta(seconds=1)
    said = {"actor": "creator:atang", "received_at": stamp.isoformat()}
    made = signers.sealed("gateway-1", COMMISSION, "accept", said, NOW, iat=iat, exp=iat + 60)

    assert answer(begun(COMMISSION, "signed"), COMMISSION, "accept", made) not in (
        *OF_TRUST,
        "SIGNATURE_EXPIRED",
    )


# --- starts ---


@pytest.mark.parametrize(
    "other",
    [
        {"trust": "signed", "keys": None},
        {"trust": "nobody", "keys": KEYS},
        {"trust": "signed", "keys": replace(KEYS, of="brand:other")},
        {"trust": "signed", "keys": replace(KEYS, root="")},
    ],
)
def test_a_start_that_pins_what_cannot_be_is_not_ours(other: Any) -> None:
    run = Run(CommissionWorkflow, replace(LIVES["a commission"][1], **other))

    commands = run.activated()

    (ended,) = [each for each in commands if each.HasField("complete_workflow_execution")]
    assert b"NOT_OURS" in ended.complete_workflow_execution.result.data


def test_without_keys_a_cluster_takes_a_signature_for_none() -> None:
    """Of one that was begun before there were any: what is sent signed now must still reach it."""
    run = Run(*LIVES["a commission"])
    run.activated()

    assert answer(run, COMMISSION, "extend", extended(1)) not in OF_TRUST
