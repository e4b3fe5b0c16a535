"""Webhook endpoints as an operator types them here, and as a brand does from elsewhere."""

import json
from collections.abc import Callable

from sqlalchemy import Engine

from tests.starter.test_access_commands import BY, document, typed
from tests.web.endpoints import delivery, endpoint

__all__ = ["typed"]

Typed = Callable[..., str]
URL = "https://erp.example.com/starmap"


def test_an_endpoint_is_added_changed_rotated_disabled_and_removed(typed: Typed) -> None:
    made = document(typed, "webhook", "add", URL, "--brand", "qingyou", "--type", "commission.accepted", *BY)
    one = made["id"]
    assert made["secret"].startswith("whsec_")
    typed("webhook", "change", one, "--type", "all", "--description", "ERP", *BY)
    (listed,) = document(typed, "webhook", "list", "--brand", "qingyou")["endpoints"]
    assert (listed["url"], listed["event_types"], listed["description"]) == (URL, [], "ERP")
    assert (listed["owner"], listed["health"]) == ("brand:qingyou", "new")
    assert document(typed, "webhook", "rotate", f"webhook/{one}", *BY)["secret"] != made["secret"]
    typed("webhook", "disable", one, *BY)
    assert document(typed, "webhook", "list")["endpoints"][0]["health"] == "disabled"
    typed("webhook", "remove", one, *BY)
    assert document(typed, "webhook", "list")["endpoints"] == []
    typed("webhook", "log", one, refused="ENDPOINT_UNKNOWN")


def test_without_a_brand_it_is_one_of_the_creators_app(typed: Typed) -> None:
    typed("webhook", "add", URL, *BY)
    (listed,) = document(typed, "webhook", "list")["endpoints"]
    assert listed["owner"] == "app"


def test_what_cannot_be_an_address_or_a_type_is_refused_and_makes_nothing(typed: Typed) -> None:
    typed("webhook", "add", "http://erp.example.com", *BY, refused="WEBHOOK_URL_NOT_HTTPS")
    typed("webhook", "add", "https://10.0.0.1", *BY, refused="WEBHOOK_URL_NOT_PUBLIC")
    typed("webhook", "add", URL, "--type", "no.such", *BY, refused="EVENT_TYPE_UNKNOWN")
    typed("webhook", "add", URL, refused="NAMED_OPERATOR_NEEDED")
    typed("webhook", "redeliver", "we_1", *BY, refused="REDELIVERY_UNCLEAR")
    assert document(typed, "webhook", "list")["endpoints"] == []


def test_the_log_is_filtered_and_says_why_in_words(typed: Typed, engine: Engine) -> None:
    one = endpoint(engine, "failing")
    delivery(engine, one)
    failed = delivery(engine, one, "failed", reason="tls")
    (row,) = document(typed, "webhook", "log", one, "--state", "failed")["deliveries"]
    assert (row["event_no"], row["state"], row["why"]) == (failed, "failed", "tls")
    assert "certificate" in typed("webhook", "log", one)
    assert document(typed, "webhook", "log", one, "--since", "2099-01-01")["deliveries"] == []
    assert json.loads(typed("webhook", "log", one, "--type", "no.such", "--json"))["deliveries"] == []
