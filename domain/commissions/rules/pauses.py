"""When a notice may go out: not in the quiet hours if it can wait, and each template once in a while (A24).

A template has one receiver, so its name is all that is counted by. Only the last of a template waits: it is
made when it is sent, of what stands then.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from domain.commissions.rules.versions import rules_of
from domain.commissions.state.commission import Commission
from domain.instants import is_quiet
from domain.notice import Notice


def pause_of(c: Commission) -> timedelta:
    return timedelta(minutes=c.order.terms.sms_pause_minutes)


def waits_for_morning(c: Commission, template: str, now: datetime) -> bool:
    terms = c.order.terms
    return not rules_of(c).templates[template].urgent and is_quiet(now, terms.quiet_from, terms.quiet_to)


def free_from(c: Commission, template: str) -> datetime | None:
    """When this SMS may follow the last of its kind; None: at any time. A call is none."""
    last = c.told_at.get(template) if rules_of(c).templates[template].channel == "sms" else None
    return last + pause_of(c) if last else None


def must_wait(c: Commission, template: str, now: datetime) -> bool:
    free = free_from(c, template)
    return waits_for_morning(c, template, now) or (free is not None and now < free)


def template_of(waiting: str) -> str:
    return waiting.rsplit(":", 1)[0]


def last_of_each(waiting: Iterable[str]) -> tuple[str, ...]:
    """Of notices that wait, the last of each template, in the order in which those came."""
    return tuple({template_of(each): each for each in waiting}.values())


def still_waiting(c: Commission, now: datetime) -> tuple[str, ...]:
    return tuple(each for each in c.waiting_notices if must_wait(c, template_of(each), now))


def told(c: Commission, sent: Iterable[Notice], now: datetime) -> Mapping[str, datetime]:
    """The SMS of the last while, with those that go out now."""
    pause = pause_of(c)
    new = {each.template: now for each in sent}
    kept = {**c.told_at, **(new if pause else {})}
    return {name: at for name, at in kept.items() if now < at + pause}


def next_try(c: Commission, now: datetime) -> datetime | None:
    """When the first notice that waits for its like, and not for the morning, may go out."""
    names = (template_of(each) for each in c.waiting_notices)
    due = (free_from(c, name) for name in names if not waits_for_morning(c, name, now))
    return min((at for at in due if at), default=None)
