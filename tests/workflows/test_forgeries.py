"""Every way to forge × every command, to a commission and a withdrawal: refused by name, and nothing moves.

In this process, on the SDK's own instance: what a worker would be given, without a server.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from temporalio.api.common.v1 import Payload
from temporalio.bridge.proto.workflow_activation import WorkflowActivationJob

from domain.commissions.moves import MESSAGES
from domain.money.withdrawals.messages import WORDS
from domain.placeholders import left_in
from models.messages.work import Start
from tests.workflows import signers
from tests.workflows.activations import BEGAN, Run, signalled, updated
from tests.workflows.everyone import BY_HAND, LIVES
from tests.workflows.poison import plain
from tests.workflows.signers import KEYS, PLATFORM, seconds
from workflows.commission import CommissionWorkflow
from workflows.withdrawal import WithdrawalWorkflow

NOW = BEGAN + timedelta(seconds=2)
STARTS: dict[str, tuple[type, Any]] = {
    "commission/c-1": (
        CommissionWorkflow,
        Start(LIVES["a commission"][1].commission, trust="signed", keys=KEYS),
    ),
    "withdrawal/w-1": (WithdrawalWorkflow, replace(BY_HAND, trust="signed", keys=PLATFORM)),
}
DAY = 86_400
Said = dict[str, Any]
Forged = Callable[[str, str, Said], Said | bytes]


def good(workflow_id: str, name: str, said: Said, kid: str = "gateway-1", **other: Any) -> Said:
    return signers.sealed(kid, workflow_id, name, said, NOW, **other)


def with_signature(made: Said, **other: Any) -> Said:
    return {**made, "signature": {**made["signature"], **other}}


def written(made: Said, before: str, after: str) -> bytes:
    text = json.dumps(made, ensure_ascii=False)
    assert before in text
    return text.replace(before, after, 1).encode()


def stamped(seconds_from_now: int) -> Said:
    return {"received_at": (NOW + timedelta(seconds=seconds_from_now)).isoformat()}


def made_for(**other: Any) -> Forged:
    """Well signed, and for something else, or at another time, or by somebody else."""

    def forge(workflow_id: str, name: str, said: Said) -> Said:
        said = {**said, **other.get("also", {})}
        signs = {each: other[each] for each in ("iat", "exp", "by") if each in other}
        return good(
            other.get("workflow_id", workflow_id),
            other.get("name", name),
            said,
            other.get("kid", "gateway-1"),
            **signs,
        )

    return forge


IAT = seconds(NOW)
FORGERIES: dict[str, tuple[Forged, tuple[str, ...]]] = {
    "unsigned": (lambda _w, _n, s: s, ("SIGNATURE_NEEDED",)),
    "unsigned, with the actor of an operator": (
        lambda _w, _n, s: {**s, "actor": "operator:li"},
        ("SIGNATURE_NEEDED",),
    ),
    "no content at all": (lambda _w, _n, _s: b"{}", ("SIGNATURE_NEEDED",)),
    "a signature of null": (lambda _w, _n, s: {**s, "signature": None}, ("SIGNATURE_NEEDED",)),
    "a signature of a text": (lambda _w, _n, s: {**s, "signature": "x" * 86}, ("MALFORMED",)),
    "a signature of nothing": (lambda _w, _n, s: {**s, "signature": {}}, ("MALFORMED",)),
    "signed by a stranger under a known kid": (made_for(by=signers.STRANGER), ("SIGNATURE_WRONG",)),
    "signed by the root key under a known kid": (made_for(by=signers.ROOT), ("SIGNATURE_WRONG",)),
    "an unknown kid": (
        lambda w, n, s: with_signature(good(w, n, s), kid="nobody-1"),
        ("SIGNATURE_KEY_UNKNOWN",),
    ),
    "the kid of another key": (
        lambda w, n, s: with_signature(good(w, n, s), kid="gateway-2"),
        ("SIGNATURE_WRONG",),
    ),
    "a kid too long": (lambda w, n, s: with_signature(good(w, n, s), kid="k" * 65), ("MALFORMED",)),
    "zeros for a signature": (
        lambda w, n, s: with_signature(good(w, n, s), sig="A" * 86),
        ("SIGNATURE_WRONG",),
    ),
    "one bit of the signature": (
        lambda w, n, s: with_signature(good(w, n, s), sig=_flipped(good(w, n, s)["signature"]["sig"])),
        ("SIGNATURE_WRONG",),
    ),
    "a signature too short": (
        lambda w, n, s: with_signature(good(w, n, s), sig=good(w, n, s)["signature"]["sig"][:-1]),
        ("MALFORMED",),
    ),
    "a signature with padding": (
        lambda w, n, s: with_signature(good(w, n, s), sig=good(w, n, s)["signature"]["sig"] + "=="),
        ("MALFORMED",),
    ),
    "a signature in the other alphabet": (
        lambda w, n, s: with_signature(good(w, n, s), sig="+/" + good(w, n, s)["signature"]["sig"][2:]),
        ("MALFORMED",),
    ),
    "another field beside the signature's": (
        lambda w, n, s: with_signature(good(w, n, s), alg="none"),
        ("MALFORMED",),
    ),
    "an instant that is a text": (
        lambda w, n, s: with_signature(good(w, n, s), iat=str(IAT)),
        ("MALFORMED",),
    ),
    "an instant with a fraction": (
        lambda w, n, s: with_signature(good(w, n, s), exp=IAT + 60.5),
        ("MALFORMED",),
    ),
    "an instant below zero": (lambda w, n, s: with_signature(good(w, n, s), iat=-1), ("MALFORMED",)),
    "for longer than seven days": (made_for(exp=IAT + 7 * DAY + 1), ("SIGNATURE_TERM",)),
    "for no time": (made_for(exp=IAT), ("SIGNATURE_TERM",)),
    "ended before it began": (made_for(exp=IAT - 1), ("SIGNATURE_TERM",)),
    "expired": (made_for(iat=IAT - 3600, exp=IAT - 1), ("SIGNATURE_EXPIRED",)),
    "of more than ten minutes ahead": (made_for(iat=IAT + 660), ("SIGNATURE_EARLY",)),
    "its term made longer": (
        lambda w, n, s: with_signature(good(w, n, s, iat=IAT - 3600, exp=IAT - 1), exp=IAT + 60),
        ("SIGNATURE_WRONG",),
    ),
    "for another workflow": (made_for(workflow_id="commission/another"), ("SIGNATURE_WRONG",)),
    "for another command": (made_for(name="something_else"), ("SIGNATURE_WRONG",)),
    "another field altered": (
        lambda w, n, s: {**good(w, n, s), "reason": "altered on the way"},
        ("SIGNATURE_WRONG",),
    ),
    "another command id": (lambda w, n, s: {**good(w, n, s), "command_id": "another"}, ("SIGNATURE_WRONG",)),
    "no command id": (made_for(also={"command_id": ""}), ("FIELD_NEEDED",)),
    "another actor": (lambda w, n, s: {**good(w, n, s), "actor": "operator:wang"}, ("SIGNATURE_WRONG",)),
    "a stamp put on afterwards": (lambda w, n, s: {**good(w, n, s), **stamped(0)}, ("SIGNATURE_WRONG",)),
    "a stamp before it was signed": (
        made_for(also=stamped(-5)),
        ("STAMP_NOT_YOURS",),
    ),
    "a stamp after it expires": (made_for(also=stamped(120), exp=IAT + 60), ("STAMP_NOT_YOURS",)),
    "an old stamp for what expired": (
        made_for(also=stamped(-8 * DAY), iat=IAT - 8 * DAY - 1, exp=IAT - DAY - 1),
        ("SIGNATURE_EXPIRED", "STAMP_NOT_YOURS"),
    ),
    "the outside's key with a stamp": (
        made_for(kid="outside-1", also=stamped(0)),
        ("STAMP_NOT_YOURS",),
    ),
    "a null in the body": (
        lambda w, n, s: written(good(w, n, {**s, "round": 7}), '"round": 7', '"round": null'),
        ("SIGNATURE_WRONG",),
    ),
    "a fraction in the body": (
        lambda w, n, s: written(good(w, n, {**s, "round": 7}), '"round": 7', '"round": 7.0'),
        ("MALFORMED",),
    ),
    "a field said twice": (
        lambda w, n, s: written(
            good(w, n, {**s, "reason": "R"}), '"reason": "R"', '"reason": "x", "reason": "R"'
        ),
        ("SIGNATURE_WRONG",),
    ),
    "an operator's key for another operator": (
        made_for(kid="operator-1", also={"actor": "operator:wang"}),
        ("SIGNATURE_KEY_FOREIGN", "WRONG_PARTY", "OPERATOR_NEEDED", "REASON_NEEDED"),
    ),
    "the outside's key for an operator": (
        made_for(kid="outside-1", also={"actor": "operator:li"}),
        ("SIGNATURE_KEY_FOREIGN", "WRONG_PARTY"),
    ),
}
OF_A_COMMISSION = {
    "a brand's key with a stamp": (made_for(kid="brand-1", also=stamped(0)), ("STAMP_NOT_YOURS",)),
    "a brand's key for the creator": (
        made_for(kid="brand-1", also={"actor": "creator:atang"}),
        ("SIGNATURE_KEY_FOREIGN", "WRONG_PARTY", "ACTOR_NEEDED"),
    ),
    "a brand's key for an operator": (
        made_for(kid="brand-1", also={"actor": "operator:li"}),
        ("SIGNATURE_KEY_FOREIGN", "WRONG_PARTY"),
    ),
    "a brand's key for an operator on its behalf": (
        made_for(kid="brand-1", also={"actor": "operator:li", "on_behalf_of": "brand"}),
        ("SIGNATURE_KEY_FOREIGN", "WRONG_PARTY"),
    ),
    "a brand's key for another brand": (
        made_for(kid="brand-1", also={"actor": "brand:other"}),
        ("SIGNATURE_KEY_FOREIGN", "WRONG_PARTY"),
    ),
}
"""A withdrawal knows no brand's key at all."""


def _flipped(sig: str) -> str:
    return ("B" if sig[0] != "B" else "C") + sig[1:]


def payload(made: Said | bytes) -> Payload:
    return plain(made)


def begun(workflow_id: str) -> Run:
    run = Run(*STARTS[workflow_id])
    run.activated()
    return run


def heard(run: Run, job: WorkflowActivationJob) -> list[Any]:
    """One more activation, at NOW at the earliest."""
    return run.activated([job])


def refusal_of(commands: list[Any]) -> str:
    """Of the update that was answered; empty where it was taken."""
    for each in commands:
        if each.HasField("update_response") and each.update_response.HasField("rejected"):
            return str(each.update_response.rejected.application_failure_info.type)
    return ""


def lines(run: Run) -> list[str]:
    """What a commission refused, as its timeline has it."""
    return [each.refusal for each in run._instance._object.commission.recent]  # type: ignore[attr-defined]


def workflow_of(run: Run) -> Any:
    return run._instance._object  # type: ignore[attr-defined]


def standing(run: Run) -> Any:
    """All of it that a command may change."""
    found = workflow_of(run)
    if isinstance(found, CommissionWorkflow):
        c = found.commission
        return replace(
            c, seq=0, recent=(), refused_day="", refused_today=0, refused_in_all=0, attention=(), used=()
        )
    return found._w, found._applied


def cases() -> Iterator[tuple[str, str, bool]]:
    for name, message in MESSAGES.items():
        yield "commission/c-1", name, not message.is_fact
    for name, word in WORDS.items():
        yield "withdrawal/w-1", name, word.of_operators


def said_in(workflow_id: str, name: str) -> Said:
    if workflow_id.startswith("commission"):
        example: Mapping[str, Any] = MESSAGES[name].example
        return {field: _filled_in(value) for field, value in example.items()}
    return {"actor": "operator:li", "reason": "账户已更正"}


def _filled_in(value: Any) -> Any:
    """Of an example that is offered for pasting."""
    if isinstance(value, list):
        return [_filled_in(each) for each in value]
    return "mp-1001" if isinstance(value, str) and left_in(value) else value


def forged_for(workflow_id: str) -> dict[str, tuple[Forged, tuple[str, ...]]]:
    return {**FORGERIES, **(OF_A_COMMISSION if workflow_id.startswith("commission") else {})}


@pytest.mark.parametrize("what", {**FORGERIES, **OF_A_COMMISSION})
def test_no_forgery_of_any_command_moves_anything_as_signal_or_as_update(what: str) -> None:
    for workflow_id, name, by_update in cases():
        if what not in forged_for(workflow_id):
            continue
        forge, codes = forged_for(workflow_id)[what]
        run = begun(workflow_id)
        before, noted = standing(run), len(lines(run)) if workflow_id.startswith("commission") else 0
        made = payload(forge(workflow_id, name, said_in(workflow_id, name)))

        heard(run, signalled(name, [made]))

        assert standing(run) == before, (workflow_id, name)
        if workflow_id.startswith("commission"):
            assert lines(run)[noted:][-1] in codes, (workflow_id, name)
        else:
            assert workflow_of(run).refused == 1, (workflow_id, name)
        if by_update:
            answered = refusal_of(heard(run, updated(name, [made])))
            assert answered in {*codes, "SIGNATURE_USED"}, (workflow_id, name, answered)
            assert standing(run) == before, (workflow_id, name)
