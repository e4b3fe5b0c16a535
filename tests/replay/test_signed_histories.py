"""A life of signed commands replays as it was lived: whatever was set or replaced since."""

import json

import pytest
from temporalio.worker import UnsandboxedWorkflowRunner

from tests.replay.record_signed import FOLDER
from tests.replay.test_histories import read, replayer

PATH = FOLDER / "signed_throughout.commission.1.json"


def said() -> list[tuple[str, dict[str, object]]]:
    """Every message of it, by name, with what it carried."""
    found = []
    for event in read(PATH).events:
        signal = event.workflow_execution_signaled_event_attributes
        asked = event.workflow_execution_update_accepted_event_attributes.accepted_request.input
        for name, payloads in (
            (signal.signal_name, signal.input.payloads),
            (asked.name, asked.args.payloads),
        ):
            found += [(name, json.loads(each.data)) for each in payloads]
    return found


def test_it_was_signed_by_two_keys_of_the_gateway_and_some_of_it_by_nobody() -> None:
    words = [(name, body) for name, body in said() if name != "keys"]
    kids = {body["signature"]["kid"] for _, body in words if "signature" in body}  # type: ignore[index]

    assert len(kids) == 2
    assert {name for name, body in words if "signature" not in body} == {"accept", "cancel"}
    assert [name for name, _ in said()].count("keys") == 2


@pytest.mark.parametrize("trust", ["cluster", "operators", "signed"])
async def test_it_replays_whatever_new_starts_pin(trust: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STARMAP_TRUST", trust)

    result = await replayer(UnsandboxedWorkflowRunner()).replay_workflow(
        read(PATH), raise_on_replay_failure=False
    )

    assert result.replay_failure is None
