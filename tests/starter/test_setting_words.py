"""Every setting that is given wrongly is told by name, in both languages and in our own words."""

import re
from typing import Literal, get_origin

import pytest

from gateways.refusals import DatabaseAddressUnusable
from gateways.sql.database import address
from settings import BadSettings, Settings

CHINESE = re.compile(r"[\u4e00-\u9fff]")
LIBRARYS = re.compile(r"Input should|Value error|should match|String|Tuple|valid ", re.IGNORECASE)
FIELDS = Settings.model_fields
TEXTS = [name for name, field in FIELDS.items() if field.annotation is str]
NUMBERS = [name for name, field in FIELDS.items() if field.annotation in (int, float)]
CHOICES = [name for name, field in FIELDS.items() if get_origin(field.annotation) is Literal]
POISON = ("a\x1b[2J", "\u202eabc", "a\nb", "\u3164\u3164", "\ufffd\ufffd")
WRONG: dict[str, tuple[str, ...]] = {
    "queue": ("a b", "青柚", "x" * 101),
    "metrics_address": ("foo", "127.0.0.1", "localhost:9464", ":9464"),
    "business_metrics_address": ("foo", "127.0.0.1:", "http://127.0.0.1:9464"),
    "sms_signature": ("【星图】", "星", "[x]", "12345", "x" * 13, "__", "星 图"),
    "alipay_app_id": ("x", "123", "２０２１０００００００００００１"),
    "alipay_gateway": ("openapi.alipay.com", "ftp://x", "https://a b"),
}


def refused(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> BadSettings:
    setting = f"STARMAP_{name.upper()}"
    monkeypatch.setenv(setting, value)
    with pytest.raises(BadSettings, match=setting) as told:
        Settings(_env_file=None)
    assert CHINESE.search(told.value.zh.partition(setting)[2]), told.value.zh
    assert not CHINESE.search(told.value.en), told.value.en
    assert not LIBRARYS.search(told.value.zh + told.value.en), told.value.en
    return told.value


@pytest.mark.parametrize("name", TEXTS)
def test_a_text_that_cannot_be_read_is_refused_at_the_start(
    monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    for poison in POISON:
        refused(monkeypatch, name, poison)


@pytest.mark.parametrize(("name", "value"), [(name, each) for name, of in WRONG.items() for each in of])
def test_a_text_of_another_form_is_refused_at_the_start(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    refused(monkeypatch, name, value)


@pytest.mark.parametrize("name", [*NUMBERS, *CHOICES])
def test_a_number_or_a_word_that_is_none_is_refused_in_our_own_words(
    monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    for value in ("nosuch", "-1", "99999999999999999999"):
        refused(monkeypatch, name, value)


def test_a_role_that_is_none_is_told_with_those_there_are(monkeypatch: pytest.MonkeyPatch) -> None:
    told = refused(monkeypatch, "roles", "workflows,cooking")

    assert "workflows, notices, publishing, payouts, sweeps" in told.en
    assert told.en.count("STARMAP_ROLES") == 1


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("sms_signature", "青柚（北京）"),
        ("sms_signature", "Starmap2"),
        ("metrics_address", "[::1]:9464"),
        ("alipay_gateway", "https://openapi-sandbox.dl.alipaydev.com/gateway.do"),
        ("queue", "commissions-2"),
        ("lang", "en"),
    ],
)
def test_what_fits_is_taken(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(f"STARMAP_{name.upper()}", value)

    assert getattr(Settings(_env_file=None), name) == value


@pytest.mark.parametrize(
    "url", ["mysql://u@h/d", "oracle+foo://x", "postgresql://u@h:abc/d", "postgresql+asyncpg://u@h/d", "x"]
)
def test_an_address_of_another_database_or_port_is_refused_by_name(url: str) -> None:
    with pytest.raises(DatabaseAddressUnusable):
        address(url)
