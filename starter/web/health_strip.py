"""How the platform is, in short sentences. What was looked at too long ago shows nothing green."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.operations.sweeps import SWEEPS
from services.operations.health import Counts, Health
from starter.web.wording import Wording

LAG = timedelta(seconds=30)
"""Longer than any step takes to be told on."""


@dataclass(frozen=True)
class Sign:
    text: str
    state: str
    """``ok``, ``warn``, or empty where it is not known now."""


def strip(found: Health, now: datetime, t: Wording) -> list[Sign]:
    """What is amiss first."""
    signs = [_workers(found, t), *_books(found, now, t)]
    if found.is_old(now):
        signs = [Sign(each.text, "" if each.state == "ok" else each.state) for each in signs]
        signs.insert(0, Sign(t("health.old", at=t.at(found.at, now)), "warn"))
    return sorted(signs, key=lambda each: each.state == "ok")


def _workers(found: Health, t: Wording) -> Sign:
    if found.workers is None:
        return Sign(t("health.no_temporal"), "warn")
    if not found.workers:
        return Sign(t("health.no_workers"), "warn")
    return Sign(t("health.workers", count=found.workers), "ok")


def _books(found: Health, now: datetime, t: Wording) -> Iterator[Sign]:
    if found.books is None:
        yield Sign(t("health.no_books"), "warn")
        return
    yield _queue(found.books, t)
    yield _events(found.books, now, t)
    yield _notices(found.books, t)
    yield _bank(found, found.books, now, t)
    for name in SWEEPS:
        if found.is_late(name, now):
            yield Sign(t("health.sweep_late", sweep=_title(name, t)), "warn")
    yield _sweep(found, "daily", t)


def _queue(books: Counts, t: Wording) -> Sign:
    late = books.not_acted_on
    return Sign(t("health.queue_late", count=late), "warn") if late else Sign(t("health.queue"), "ok")


def _events(books: Counts, now: datetime, t: Wording) -> Sign:
    since = books.unnumbered_since
    if since is None or now - since < LAG:
        return Sign(t("health.events"), "ok")
    span = t.span(int((now - since).total_seconds()))
    return Sign(t("health.events_late", count=books.unnumbered, span=span), "warn")


def _notices(books: Counts, t: Wording) -> Sign:
    if books.unsent:
        return Sign(t("health.unsent", count=books.unsent), "warn")
    if books.undelivered:
        return Sign(t("health.undelivered", count=books.undelivered), "warn")
    return Sign(t("health.sms"), "ok")


def _bank(found: Health, books: Counts, now: datetime, t: Wording) -> Sign:
    last = found.swept.get("reconciliation")
    if last is None:
        return Sign(t("health.never_reconciled"), "")
    if last.findings:
        return Sign(t("health.differences", count=len(last.findings), at=t.at(last.finished_at, now)), "warn")
    return Sign(t("health.bank", at=t.at(last.finished_at, now), count=books.payouts), "ok")


def _sweep(found: Health, name: str, t: Wording) -> Sign:
    last = found.swept.get(name)
    if last is None:
        return Sign(_told(name, t("morning.never"), t), "")
    if last.findings:
        return Sign(_told(name, t("morning.findings", count=len(last.findings)), t), "warn")
    return Sign(_told(name, t("morning.clean"), t), "ok")


def _title(name: str, t: Wording) -> str:
    return t.pick((SWEEPS[name].zh, SWEEPS[name].en)).split("：")[0].split(":")[0]


def _told(name: str, what: str, t: Wording) -> str:
    return f"{_title(name, t)}{'：' if t.lang == 'zh' else ': '}{what}"
