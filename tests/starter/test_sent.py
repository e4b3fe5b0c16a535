"""What other sides call by a code is told to people in words."""

import re

import pytest
from sqlalchemy import CheckConstraint, Engine

from domain.parties.payee import KINDS
from gateways.ports.work import NoticeState
from models.tables.notices import NoticeRow
from models.tables.sandbox import ItemState
from starter.cli import sent
from tests.starter.planted import BRAND, CREATOR, plant
from tests.starter.test_told import CALLS, called, client, place

__all__ = ["client", "place"]

CODES = {*sent.CHANNELS, *sent.NOTICES, *sent.OUTCOMES, *sent.ITEMS, *KINDS}

TYPED = ["fault", "list"]
"""Its ports are the words that `fault arm` is given."""


def test_every_code_has_words() -> None:
    (channels,) = [
        each
        for each in NoticeRow.__table__.constraints  # type: ignore[attr-defined]
        if isinstance(each, CheckConstraint) and each.name == "ck_notices_channel"
    ]

    assert set(sent.NOTICES) == set(NoticeState)
    assert set(sent.ITEMS) == set(ItemState)
    assert set(sent.CHANNELS) == set(re.findall(r"'(\w+)'", str(channels.sqltext)))


def test_chinese_is_told_without_the_codes_of_others(
    place: Engine, capsys: pytest.CaptureFixture[str]
) -> None:
    plant(place, "甲")
    for words in (each for each in CALLS if each != TYPED):
        _, said, _ = called(capsys, *words)
        own = said.replace("./starmap", "").replace(BRAND, "").replace(CREATOR, "")
        bare = {each for each in CODES if re.search(rf"(?<![\w=/.-]){each}(?![\w=/.-])", own)}

        assert bare == set(), (words, bare, said)
