"""One event as every page and terminal tells it: who, for whom, what, and why.

What a line bears is read here alone, so that the Web UI, the timeline and the explanation say the same. Text
from outside comes out as it was written: each output makes it fit.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from domain.commissions.money.postings import divide_decided
from domain.commissions.ordering.order import Order
from domain.commissions.rules.clocks import CLOCKS
from domain.commissions.views.vendor_words import as_told
from domain.commissions.views.words import (
    BEARER_WORDS,
    CAUSE_WORDS,
    DECISION_WORDS,
    EFFECT_WORDS,
    FAULT_WORDS,
    move_words,
)
from domain.instants import written_deadline, written_weekday
from domain.money.amounts import BPS, yuan
from domain.money.entries import Division
from domain.party import PARTY_WORDS, Party
from domain.refusals import REFUSALS


class Kept(Protocol):
    """A line of the last events, a transition, or a row of the timeline: all bear the same names."""

    @property
    def at(self) -> datetime: ...
    @property
    def move(self) -> str: ...
    @property
    def by(self) -> str: ...
    @property
    def actor(self) -> str: ...
    @property
    def on_behalf_of(self) -> str: ...
    @property
    def reason(self) -> str: ...
    @property
    def refusal(self) -> str: ...
    @property
    def details(self) -> Mapping[str, str]: ...


@dataclass(frozen=True)
class Event:
    """``details`` is what a message said beside its reason, as `Transition` keeps it."""

    at: datetime
    move: str
    by: Party
    actor: str = ""
    on_behalf_of: str = ""
    reason: str = ""
    refusal: str = ""
    details: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, line: "Kept") -> "Event":
        told = (line.actor, line.on_behalf_of, line.reason, line.refusal, line.details)
        return cls(line.at, line.move, Party(line.by), *told)


@dataclass(frozen=True)
class Reader:
    """For whom it is told. Only operators read the names of who acted."""

    order: Order
    lang: str
    now: datetime
    names: bool = True
    fit: Callable[[str], str] = str
    """Makes text from outside fit for the output."""
    quote: Callable[[str], str] = str
    """The same, of what is to be copied as it is."""

    def pick(self, words: tuple[str, str]) -> str:
        return words[0] if self.lang == "zh" else words[1]

    @property
    def colon(self) -> str:
        return self.pick(("：", ": "))


def told(e: Event, reader: Reader) -> str:
    """On one line: who · what “why” (about what); of a refused message why it was refused."""
    reason = f" “{reader.fit(as_told(e.move, e.reason))}”" if e.reason and not e.refusal else ""
    text = f"{who(e, reader)} · {reader.pick(move_words(e.move))}{reason}{about(e, reader)}"
    return f"{text} · ✗ {refused(e, reader)} {e.refusal}" if e.refusal else text


def who(e: Event, reader: Reader) -> str:
    """The party; of a person its name, and for whom it was done."""
    party = reader.pick(PARTY_WORDS[e.by])
    if e.on_behalf_of:
        operator = reader.pick(PARTY_WORDS[Party.OPERATOR])
        name = f" {reader.fit(e.actor)}" if e.actor and reader.names else ""
        return f"{operator}{name} 代{party}" if reader.lang == "zh" else f"{operator}{name} for the {party}"
    named = e.actor not in ("", e.by.value, unnamed(e.by)) and reader.names
    return f"{party} {reader.fit(e.actor)}" if named else party


def unnamed(by: Party) -> str:
    """The actor of a message that named none, as it is recorded. No name of anybody: nobody reads it."""
    return f"{by} via temporal"


def about(e: Event, reader: Reader) -> str:
    """What the move was about, in brackets; nothing where it said no more."""
    said = reader.pick(("，", ", ")).join(_said(e, reader))
    return reader.pick((f"（{said}）", f" ({said})")) if said else ""


def refused(e: Event, reader: Reader) -> str:
    known = REFUSALS.get(e.refusal)
    return reader.pick(known.words if known else (e.refusal, e.refusal))


def _said(e: Event, reader: Reader) -> Iterator[str]:
    for name, tell in SAID.items():
        value = e.details.get(name, "")
        if value and (text := tell(value, e, reader)):
            yield text


Tell = Callable[[str, Event, Reader], str]


def _words(table: Mapping[str, tuple[str, str]]) -> Tell:
    return lambda value, _e, reader: reader.pick(table.get(value, (reader.fit(value),) * 2))


def _as(zh: str, en: str) -> Tell:
    return lambda value, _e, reader: reader.pick((zh, en)).format(reader.fit(value))


def _party(value: str, _e: Event, reader: Reader) -> str:
    known = {each.value: words for each, words in PARTY_WORDS.items()}
    return reader.pick(known.get(value, (reader.fit(value),) * 2))


def _clock(value: str, _e: Event, reader: Reader) -> str:
    words = reader.pick(move_words(value)) if value in CLOCKS else ""
    return f"{words} {reader.fit(value)}".strip()


def _deadline(zh: str, en: str) -> Tell:
    def tell(value: str, _e: Event, reader: Reader) -> str:
        at = written_deadline(datetime.fromisoformat(value), reader.lang, reader.now)
        return reader.pick((zh, en)).format(at)

    return tell


def _release(value: str, _e: Event, reader: Reader) -> str:
    if value == "now":
        return reader.pick(("立即发布", "released at once"))
    at = written_weekday(datetime.fromisoformat(value), reader.lang, reader.now)
    return reader.pick(("发布时间 {}", "release {}")).format(at)


def _share(value: str, e: Event, reader: Reader) -> str:
    """In yuan, for both sides."""
    parts = divide_decided(reader.order, "split", int(value), bearer=e.details.get("bearer", ""))
    return _divided(parts, f"{int(value) * 100 / BPS:g}%", reader)


def _gross(value: str, e: Event, reader: Reader) -> str:
    """The same, of a share that no basis points make exactly."""
    parts = divide_decided(reader.order, "split", 0, int(value), e.details.get("bearer", ""))
    return _divided(parts, yuan(int(value)), reader)


def _divided(parts: Division, share: str, reader: Reader) -> str:
    creator, brand = yuan(parts.creator_fen), yuan(parts.brand_fen)
    return reader.pick(
        (
            "创作者得价款的 {}：{} 元，退品牌主 {} 元",
            "the creator has {} of the price: CNY {}, the brand gets back {}",
        )
    ).format(share, creator, brand)


def _notice(value: str, _e: Event, reader: Reader) -> str:
    return f"{reader.pick(('通知', 'notice'))} {reader.fit(value)}"


def _outside(_value: str, _e: Event, reader: Reader) -> str:
    return reader.pick(("明知超出发布时间段", "outside the release window, on purpose"))


def _amount(value: str, _e: Event, reader: Reader) -> str:
    return reader.pick(("赔付 {} 元", "kill fee CNY {}")).format(yuan(int(value)))


def _ref(value: str, e: Event, reader: Reader) -> str:
    """Of an item that is not public: how it comes that it is not."""
    if e.move in ("visibility_changed", "probed_hidden") and value in HOW:
        return reader.pick(HOW[value])
    return reader.pick(("编号 {}", "reference {}")).format(reader.fit(value))


def _effect(value: str, _e: Event, reader: Reader) -> str:
    """By the first word of its key: the kind, or of a notice its template."""
    kind = value.partition(":")[0]
    return reader.pick(EFFECT_WORDS.get(kind, ("通知", "notice"))) + f" {kind}"


SAYS = {
    "passed": ("通过", "passed"),
    "failed": ("未通过", "not passed"),
    "public": ("公开", "public"),
    "hidden": ("非公开", "not public"),
}
HOW = {
    "hidden": ("由创作者隐藏", "hidden by the creator"),
    "taken_down": ("被平台下架", "taken down by the platform"),
    "deleted": ("已删除", "deleted"),
}
"""By the item's state."""
AGREES = {"yes": ("同意", "agreed"), "no": ("不同意", "not agreed")}

SAID: Mapping[str, Tell] = {
    "decision": _words(DECISION_WORDS),
    "creator_bps": _share,
    "creator_fen": _gross,
    "fault": _words(FAULT_WORDS),
    "bearer": _words(BEARER_WORDS),
    "agree": _words(AGREES),
    "says": _words(SAYS),
    "cause": _words(CAUSE_WORDS),
    "party": _party,
    "clock": _clock,
    "until": _deadline("至 {}", "until {}"),
    "submit_by": _deadline("交稿至 {}", "submission by {}"),
    "release_at": _release,
    "quoted_fen": _amount,
    "item": _as("作品 {}", "item {}"),
    "ref": _ref,
    "evidence": _as("证据 {}", "evidence {}"),
    "notice": _notice,
    "outside_window": _outside,
    "about": _effect,
    "brief_digest": _as("需求单摘要值 {}", "digest of the brief {}"),
}
"""Every field of a line's details, in the order in which they are told; a test walks them all."""
