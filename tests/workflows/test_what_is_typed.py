"""What operators paste and type into the forms: placeholders and instants are read, or refused by name."""

import json
import re
from typing import Any

import pytest
from temporalio.api.common.v1 import Payload
from temporalio.common import RawValue

from domain.commissions.moves import MESSAGES, Move
from domain.commissions.state.stages import Stage
from domain.commissions.views.payloads import payloads
from domain.money.withdrawals.messages import WORDS
from domain.placeholders import OFFERED, OPERATOR
from domain.refusals import Refused
from models.messages.command import INSTANTS, Command, to_move
from tests.domain.scenes import SCENES, published
from workflows.messages.payload_guard import read
from workflows.withdrawals.handlers import said as said_to_a_withdrawal

TEXTS = [name for name, field in Command.model_fields.items() if field.annotation is str]
LISTS = ["evidence", "hashtags"]


def message(fields: dict[str, Any]) -> RawValue:
    return RawValue(Payload(metadata={"encoding": b"json/plain"}, data=json.dumps(fields).encode()))


def refusal(name: str, fields: dict[str, Any]) -> Refused:
    story = published()
    with pytest.raises(Refused) as refused:
        to_move(name, read(message(fields)), story.c, story.now)
    return refused.value


@pytest.mark.parametrize("name", MESSAGES)
def test_a_placeholder_is_refused_in_every_text_field_of_every_command(name: str) -> None:
    for field in (*TEXTS, *LISTS):
        for left in (*OFFERED, "<anything at all>", "＜理由＞"):
            if len(left) > 16 and field in ("on_behalf_of", "quote", "party"):
                continue
            if not left.isascii() and field == "command_id":
                continue
            told = refusal(name, {field: [left] if field in LISTS else left})
            assert told.code == "PLACEHOLDER_LEFT", (field, left)
            assert field in told.zh
            assert left in told.zh


@pytest.mark.parametrize("name", MESSAGES)
def test_a_placeholder_in_place_of_an_instant_is_refused_by_the_same_name(name: str) -> None:
    for field in INSTANTS:
        assert refusal(name, {field: "<until>"}).code == "PLACEHOLDER_LEFT"


@pytest.mark.parametrize("name", WORDS)
def test_a_withdrawal_refuses_them_too(name: str) -> None:
    for fields in ({"actor": OPERATOR, "reason": "x"}, {"actor": "operator:li", "reason": "<reason>"}):
        with pytest.raises(Refused, match="PLACEHOLDER_LEFT"):
            said_to_a_withdrawal(name, read(message(fields)), "creator-1", published().now)


@pytest.mark.parametrize("stage", list(Stage))
def test_nothing_on_offer_can_be_sent_as_it_stands(stage: Stage) -> None:
    story = SCENES[stage]()
    for named in payloads(story.c, story.now).values():
        for name, fields in named.items():
            assert refusal(name, dict(fields)).code == "PLACEHOLDER_LEFT"


def test_what_people_write_with_angles_is_no_placeholder() -> None:
    story = published()
    for reason in ("价格 <100 且 >50", "见 <script>alert(1)</script> 一段", "<a> 与 <b>", "3 < 5"):
        fields = {"actor": "operator:li", "party": "brand", "reason": reason}
        assert isinstance(to_move("freeze", read(message(fields)), story.c, story.now), Move)


@pytest.mark.parametrize("field", sorted(INSTANTS))
@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("2026-12-05T23:59:59", "2026-12-05T23:59:59+08:00"),
        ("2026-12-05 23:59", "2026-12-05T23:59:00+08:00"),
        ("2026-12-05", "2026-12-05T23:59:59+08:00"),
        ("2026/12/5 9:05", "2026-12-05T09:05:00+08:00"),
        ("2026-12-05 24:00", "2026-12-06T00:00:00+08:00"),
    ],
)
def test_an_instant_without_its_offset_is_told_how_beijings_is_written(
    field: str, typed: str, meant: str
) -> None:
    with pytest.raises(Refused) as refused:
        read(message({field: typed}))

    assert refused.value.code == "MALFORMED"
    assert f"{field}: " in refused.value.zh
    assert meant in refused.value.zh
    assert meant in refused.value.en
    assert read(message({field: meant}))


WRONG = (1, -1, 1e300, True, None, "", "nonsense", "x" * 5_000, [], {}, {"a": 1}, [1, 2], ["a"] * 60)
WRONG_INSTANTS = ("2026-13-99", "2026-11-26T10:00:00", "9999-01-01T00:00:00Z", "Now", [["x"]], ["y" * 201])


@pytest.mark.parametrize("field", list(Command.model_fields))
def test_what_is_wrong_with_a_field_is_said_by_its_name_and_place_and_in_no_librarys_words(
    field: str,
) -> None:
    told = []
    for value in (*WRONG, *WRONG_INSTANTS):
        payload = Payload(metadata={"encoding": b"json/plain"}, data=json.dumps({field: value}).encode())
        try:
            read(RawValue(payload))
        except Refused as refused:
            told.append(refused)

    assert told
    for each in told:
        assert each.code in ("MALFORMED", "PLACEHOLDER_LEFT")
        assert re.fullmatch(rf"{field}(\.\d+)?(, {field}\.\d+)*|\d+ errors", each.detail) or (
            each.detail.startswith(f"{field}: 北京时间写 ")
        )
