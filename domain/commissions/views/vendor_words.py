"""What a provider turned down, as operators read it: of what, to whom, and the provider's own code."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from domain.commissions.moves import Move
from domain.commissions.notices import TEMPLATES
from domain.commissions.state.commission import Commission, VendorRefusal
from domain.commissions.state.payout import PayoutState
from domain.copies import replace
from domain.instants import written_weekday
from domain.markup import quoted, said
from domain.party import Party
from domain.refusals import Provider, as_registered

KEPT = 4
WHAT = {
    "sms": ("短信", "SMS"),
    "voice": ("电话", "call"),
    "publish": ("发布", "publication"),
    "pay_out": ("打款", "payout"),
}
BY: Mapping[str, Provider] = {
    "sms": Provider.SMS,
    "voice": Provider.CALL,
    "publish": Provider.MP,
    "pay_out": Provider.BANK,
}
ANSWERS: Mapping[str, Provider] = {
    "notice_failed": Provider.SMS,
    "call_unanswered": Provider.CALL,
    "publish_refused": Provider.MP,
    "payout_failed": Provider.BANK,
    "payout_waiting": Provider.BANK,
    "payout_conflict": Provider.BANK,
}
"""The moves whose reason is a provider's answer."""
TOLD = (PayoutState.WAITING, PayoutState.FAILED, PayoutState.CONFLICT)
"""States of a payout whose reason is a provider's."""


def as_told(move: str, reason: str) -> str:
    """The reason of a line of the timeline: a provider's answer by its code in the registry."""
    by = ANSWERS.get(move)
    return as_registered(reason, by) if by else reason


def noted(c: Commission, m: Move) -> Commission:
    """The last few stay: a commission travels with them. A call that just rang is no refusal."""
    if not m.reason:
        return c
    told = m.key.partition(":")[0]
    if told in TEMPLATES:
        template = TEMPLATES[told]
        who = c.order.creator_id if template.to is Party.CREATOR else c.order.brand_id
        one = VendorRefusal(template.channel, told, f"{template.to}:{who}", m.reason, m.now)
    else:
        one = VendorRefusal("publish", m.item or c.item, "", m.reason, m.now)
    return replace(c, vendor_refusals=(*c.vendor_refusals, one)[-KEPT:])


def vendor_refusals(c: Commission) -> Iterator[VendorRefusal]:
    """What still matters: a publication's until it is tried again, a payout's until it has arrived."""
    for each in c.vendor_refusals:
        if each.kind != "publish" or "release_refused" in c.attention:
            yield each
    if c.payout.reason and c.payout.state in TOLD:
        yield VendorRefusal("pay_out", c.payout.waits_as, f"creator:{c.order.creator_id}", c.payout.reason)


def vendor_lines(c: Commission, now: datetime, *, zh: bool) -> Iterator[str]:
    """A line of the details, or none."""
    told = [_line(each, now, zh=zh) for each in vendor_refusals(c)]
    if told:
        yield ("- **服务方拒绝**：" if zh else "- **Refused by a provider**: ") + ("；" if zh else "; ").join(
            told
        )


def _line(each: VendorRefusal, now: datetime, *, zh: bool) -> str:
    at = written_weekday(each.at, "zh" if zh else "en", now) if each.at else ""
    what = WHAT.get(each.kind, (each.kind, each.kind))[0 if zh else 1]
    code = as_registered(each.code, BY[each.kind]) if each.kind in BY else each.code
    about = quoted(each.about) if each.about in TEMPLATES else said(each.about)
    return " ".join(filter(None, (at, what, said(each.to), about, quoted(code))))
