"""Webhook endpoints and what they were sent, in a reader's words: health, why, and what is next."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from domain.refusals import Refused
from domain.webhooks import target
from domain.webhooks.attempt import FAILURE_WORDS, Failure
from domain.webhooks.endpoint import REASON_WORDS, Reason
from domain.webhooks.health import HEALTH_WORDS, Health, health
from domain.webhooks.log_words import DELIVERY_WORDS, STARTED_WORDS
from services.webhooks.deliveries import AttemptTold, DeliveryTold, Undelivered
from services.webhooks.endpoints import EndpointTold
from starter.web.wording import Wording

TONES: Mapping[Health, str] = {
    Health.NEW: "",
    Health.HEALTHY: "ok",
    Health.FAILING: "warn",
    Health.PAUSED: "warn",
    Health.DISABLED: "late",
}
ICONS: Mapping[Health, str] = {
    Health.NEW: "clock",
    Health.HEALTHY: "check",
    Health.FAILING: "late",
    Health.PAUSED: "pause",
    Health.DISABLED: "stop",
}
FIRST = (Health.DISABLED, Health.FAILING, Health.PAUSED)
"""What needs somebody stands above what does not."""


def endpoint_shown(each: EndpointTold, t: Wording) -> dict[str, Any]:
    is_so = health(each.state, each.failures, each.probe_at, each.last_success_at)
    return {
        "id": each.id,
        "host": host_of(each.url),
        "url": each.url,
        "description": each.description,
        "types": each.event_types,
        "heard": t("developers.some_types", count=len(each.event_types))
        if each.event_types
        else t("developers.all_types"),
        "health": is_so.value,
        "tone": TONES[is_so],
        "icon": ICONS[is_so],
        "words": t.label(HEALTH_WORDS[is_so]),
        "lines": _lines(each, is_so, t),
        "waiting": t("developers.waiting", count=t.count(each.waiting)) if each.waiting else "",
        "old_secret": t.at(each.previous_secret_until)
        if each.previous_secret_until and each.previous_secret_until > t.now
        else "",
        "enabled": is_so is not Health.DISABLED,
        "by_operator": each.reason == Reason.OPERATOR,
        "made": t.at(each.created_at),
        "order": FIRST.index(is_so) if is_so in FIRST and each.reason != Reason.OPERATOR else len(FIRST),
    }


def host_of(url: str) -> str:
    """What of an address may stand anywhere: its path may be a secret."""
    try:
        return target.read(url).authority
    except Refused:
        return url.partition("://")[2].partition("/")[0]


def _lines(each: EndpointTold, is_so: Health, t: Wording) -> list[str]:
    """Since when, why, and what is next."""
    found = []
    if is_so is Health.DISABLED:
        found.append(t("developers.why_disabled", why=t.pick(_reason(each.reason)), at=t.at(each.changed_at)))
    if each.failing_since is not None and each.failures:
        told = {
            "at": t.at(each.failing_since),
            "count": each.failures,
            "why": why(each.last_failure, None, t),
        }
        found.append(t("developers.failing_since", **told))
    if is_so is Health.PAUSED and each.probe_at is not None:
        found.append(t("developers.probe", at=_soon(each.probe_at, t)))
    if each.last_success_at is not None:
        found.append(t("developers.last_success", at=t.at(each.last_success_at)))
    return found


def _reason(reason: str) -> tuple[str, str]:
    return REASON_WORDS.get(reason) or (reason, reason)


def _soon(at: datetime, t: Wording) -> str:
    return t.at(at) if at > t.now else t("developers.now")


def why(reason: str, status: int | None, t: Wording) -> str:
    """Of a failure in words, with the status where the other side has answered."""
    if not reason:
        return ""
    told = t.pick(FAILURE_WORDS[Failure(reason)]) if reason in {*Failure} else reason
    return t("developers.why_status", why=told, status=status) if status else told


def undelivered_shown(each: Undelivered, hosts: Mapping[str, str], t: Wording) -> dict[str, Any]:
    return {
        "endpoint": each.endpoint_id,
        "host": hosts.get(each.endpoint_id, ""),
        "event_no": each.event_no,
        "event": each.event,
        "subject": each.subject,
        "why": why(each.reason, each.status, t),
        "next": t("developers.next_try", count=each.attempt, at=_soon(each.next_at, t))
        if each.next_at
        else t("developers.gave_up", count=each.attempt),
        "at": t.at(each.ended_at) if each.ended_at else "",
        "again": each.may_be_sent,
    }


def delivery_shown(each: DeliveryTold, t: Wording) -> dict[str, Any]:
    return {
        "event_no": each.event_no,
        "event": each.event,
        "subject": each.subject,
        "state": t.label(DELIVERY_WORDS[each.state]),
        "tone": {"delivered": "ok", "failed": "late"}.get(each.state, "warn" if each.attempt else ""),
        "why": why(each.reason, each.status, t) if each.state != "delivered" else "",
        "when": t.at(each.ended_at or each.created_at),
        "iso": (each.ended_at or each.created_at).isoformat(),
        "tries": t("developers.tries", count=each.attempt) if each.attempt else "",
        "next": t("developers.next_at", at=_soon(each.next_at, t)) if each.next_at and each.attempt else "",
        "missing": each.previous_missing,
        "again": each.body is not None,
        "body": each.body or "",
    }


def attempt_shown(each: AttemptTold, t: Wording) -> dict[str, Any]:
    return {
        "event": each.event,
        "started": t.pick(STARTED_WORDS[each.started_by]),
        "when": t.at(each.at),
        "iso": each.at.isoformat(),
        "ok": each.succeeded,
        "what": t("developers.answered", status=each.status, ms=t.count(each.ms))
        if each.succeeded
        else why(each.reason, each.status, t),
        "answer": each.answer or "",
    }
