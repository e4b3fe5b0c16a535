"""How a message went and where an item stands, in words: the codes of other sides are for programs."""

from collections.abc import Mapping

from domain.parties.payee import KINDS
from starter.cli.columns import Word, word

Words = Mapping[str, tuple[str, str]]

CHANNELS: Words = {"sms": ("短信", "SMS"), "voice": ("电话", "call")}
NOTICES: Words = {
    "ordered": ("待发送", "about to be sent"),
    "sending": ("发送中", "being sent"),
    "failed": ("发送失败", "failed"),
    "sent": ("已发送", "sent"),
    "answered": ("已接听", "answered"),
    "unanswered": ("未接通", "not answered"),
    "refused": ("服务方拒绝", "refused by the provider"),
    "unknown": ("结果未知", "unknown whether sent"),
}
"""By `gateways.ports.work.NoticeState`."""
OUTCOMES: Words = {
    "delivered": ("已送达", "delivered"),
    "undelivered": ("未送达", "not delivered"),
    "answered": NOTICES["answered"],
    "unanswered": NOTICES["unanswered"],
}
"""What the sandbox phone remembers of a message."""
ITEMS: Words = {
    "draft": ("草稿", "draft"),
    "held": ("待客户确认，未公开", "held, not public"),
    "public": ("公开", "public"),
    "hidden": ("非公开", "hidden"),
    "removed": ("平台已下架", "taken down by the platform"),
    "deleted": ("已删除", "deleted"),
}
"""By `models.tables.sandbox.ItemState`."""


def channel(code: str) -> Word:
    return word(code, CHANNELS.get(code))


def notice(code: str) -> Word:
    return word(code, NOTICES.get(code))


def outcome(code: str) -> Word:
    return word(code, OUTCOMES.get(code))


def item(code: str) -> Word:
    return word(code, ITEMS.get(code))


def account_kind(code: str) -> Word:
    return word(code, KINDS.get(code))
