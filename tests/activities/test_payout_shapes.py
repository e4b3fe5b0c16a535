"""What carries a payout travels as it always did: the shapes of what was recorded, read and written again."""

import json
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from domain.money.withdrawals.recording import Noted, Reservation, Reserved
from models.messages.work import TransferAnswer, TransferInput, WithdrawalEnd
from tests.replay.test_histories import read

HISTORIES = Path("tests/replay/histories")
TRAVELS: dict[str, tuple[type, ...]] = {
    "mended.withdrawal.1.json": (Reserved, TransferInput, TransferAnswer, WithdrawalEnd),
    "demo_1.withdrawal.1.json": (Reserved, TransferInput, TransferAnswer, WithdrawalEnd),
}
ADDED: dict[type, dict[str, Any]] = {Reserved: {"trust": "", "keys": None}}
"""Since it was recorded, and what it means where it was not said."""


def recorded(name: str) -> Iterator[dict[str, Any]]:
    """Every object that an activity, a local activity or the workflow itself was given or gave."""
    for event in read(HISTORIES / name).events:
        scheduled = event.activity_task_scheduled_event_attributes.input.payloads
        done = event.activity_task_completed_event_attributes.result.payloads
        ended = event.workflow_execution_completed_event_attributes.result.payloads
        marked = event.marker_recorded_event_attributes.details["result"].payloads
        for payload in (*scheduled, *done, *ended, *marked):
            if payload.metadata.get("encoding") == b"json/plain":
                said = json.loads(payload.data)
                if isinstance(said, dict):
                    yield said


def test_what_was_recorded_of_a_payout_is_read_and_written_again_to_the_letter() -> None:
    for name, shapes in TRAVELS.items():
        said = list(recorded(name))
        for shape in shapes:
            names, kind = {each.name for each in fields(shape)}, TypeAdapter(shape)
            of_this = [each for each in said if each.keys() == names - ADDED.get(shape, {}).keys()]

            again = [json.loads(kind.dump_json(kind.validate_python(each))) for each in of_this]

            assert of_this, (name, shape)
            assert again == [{**each, **ADDED.get(shape, {})} for each in of_this]


def test_what_the_books_are_asked_has_the_fields_it_always_had() -> None:
    """A local activity's input is in no history, and a worker of the release before may carry it out."""
    names = {shape: [each.name for each in fields(shape)] for shape in (Reservation, Noted)}

    assert names == {
        Reservation: ["withdrawal", "at", "terms"],
        Noted: ["withdrawal", "event", "number", "moves", "notice"],
    }
