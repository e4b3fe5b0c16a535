"""Two commands are never one update, and a command sent again is."""

import pytest

from domain.commissions.moves import MESSAGES
from services.update_ids import update_id

FIELDS = {
    "command_id": "X-1",
    "actor": "brand:qingyou",
    "reason": "太短",
    "received_at": "2026-11-23T04:00:00Z",
}


def test_a_command_sent_again_is_the_same_update_whatever_its_stamp() -> None:
    again = {**FIELDS, "received_at": "2026-11-23T05:00:00Z"}
    turned = dict(reversed(list(FIELDS.items())))

    assert update_id("reject", FIELDS) == update_id("reject", again) == update_id("reject", turned)


@pytest.mark.parametrize(
    "change",
    [
        {"command_id": "X-2"},
        {"actor": "operator:li", "on_behalf_of": "brand"},
        {"actor": "creator"},
        {"reason": "太长"},
        {"round": 2},
    ],
)
def test_another_id_sender_or_body_is_another_update(change: dict[str, object]) -> None:
    assert update_id("reject", {**FIELDS, **change}) != update_id("reject", FIELDS)


def test_every_command_has_updates_of_its_own() -> None:
    assert len({update_id(name, FIELDS) for name in MESSAGES}) == len(MESSAGES)


@pytest.mark.parametrize("strange", ["", "x" * 5_000, "a\0b", "\ud800", 5, None, ["a"]])
def test_whatever_the_command_id_is_the_server_takes_the_update(strange: object) -> None:
    made = update_id("reject", {**FIELDS, "command_id": strange})

    assert made.isascii()
    assert len(made) < 100
