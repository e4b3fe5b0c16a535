"""A commission played without a server: moved by people, facts and time, its effects answered.

What the shell does on Temporal this does in memory, in the same order: decide, record, start the effects, let
the nearest clock strike. After every step the invariants hold, so every story is also a test of them.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from domain.commissions.money.due import Told, due_entries
from domain.commissions.money.quotes import quote
from domain.commissions.moves import MESSAGES, Move
from domain.commissions.ordering.order import Order
from domain.commissions.ordering.terms import terms_from
from domain.commissions.rules import retelling
from domain.commissions.rules.admission import effective
from domain.commissions.rules.allowed import allowed_moves
from domain.commissions.rules.clocks import CLOCKS
from domain.commissions.rules.engine import Decision, decide, done
from domain.commissions.rules.looks import STATES, answered, claim
from domain.commissions.rules.rulebook import Rulebook
from domain.commissions.rules.scheduling import grace_of, nearest, struck
from domain.commissions.rules.versions import current
from domain.commissions.state.commission import Commission, Effect
from domain.commissions.state.items import Item
from domain.commissions.state.predicates import AD_MARK_MISSING
from domain.commissions.state.stages import CLOSED, Stage
from domain.commissions.state.transition import Transition
from domain.commissions.task_types import TASK_TYPES
from domain.instants import BEIJING, written
from domain.money.entries import Entry
from domain.notice import Notice
from domain.party import Party
from domain.refusals import Refused, Repeated
from tests.domain.invariants import check

MS = timedelta(milliseconds=1)
SECOND = timedelta(seconds=1)
MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
WALLET = 100_000_000


def beijing(text: str) -> datetime:
    """An instant as people write it: ``11-26 20:00``, with seconds if need be, in 2026 if no year stands."""
    text = text if text.count("-") > 1 else f"2026-{text}"
    return datetime.fromisoformat(text.replace(" ", "T")).replace(tzinfo=BEIJING)


MONDAY = beijing("11-23 09:30")


@dataclass
class World:
    """What is outside: how the phone, the MP, the public and the bank answer. None: no answer yet."""

    phone: str = "unanswered"
    mp: str | None = "published"
    public: bool | None = True
    """What a look at the item finds; None is an unknown answer."""
    how: str = "hidden"
    """Why it is not public."""
    looks: bool = True
    """False: a look does not come back."""
    bank: str | None = "paid"
    books: str | None = "waiting"
    """Where the books have the payout that is said to wait; None: no answer yet."""
    ref: str = "c-1-1"
    """The number it waits under."""
    code: str = "ACCOUNT_INVALID"
    platform: str | None = "tells"
    """What a look at a reported item meets: ``tells``, ``unknown``; None: it does not come back."""
    items: dict[str, Item] = field(default_factory=dict)
    """What the platform really has. Of an item that is not here it says what was claimed."""
    claimed: dict[str, Move] = field(default_factory=dict)
    sms: str = "sent"
    notices: str | None = "told"
    """Where the books know what became of a notice; None: no answer yet."""
    transfers: list[tuple[str, int]] = field(default_factory=list)


class Story:
    def __init__(
        self,
        at: datetime = MONDAY,
        *,
        cid: str = "c-1",
        wallet: int = WALLET,
        terms: dict[str, Any] | None = None,
        **order: Any,
    ) -> None:
        kind = TASK_TYPES[order.get("task_type", "article")]
        spoken = {"sms_pause_minutes": 0}  # a story does in a moment what takes people hours
        pinned = terms_from({**kind.terms, **spoken, **(terms or {})})
        ordered = {
            "brand_id": "brand-1",
            "creator_id": "creator-1",
            "brand_name": "青柚茶饮",
            "creator_name": "阿汤说茶",
            "task_type": "article",
            "title": "秋日新品试饮",
            "price_fen": 300_000,
            "terms": pinned,
            "rulebook": current(kind.family),
            **order,
        }
        self.now = at
        self.topped_up = 0
        self.rulebook: Rulebook | None = None
        """What its timeline is retold by, if not by its own."""
        self.world = World()
        self.balances: Counter[str] = Counter({f"brand:{ordered['brand_id']}": wallet})
        self.entries: dict[str, Entry] = {}
        self.transitions: list[Transition] = []
        self.heard: list[tuple[datetime, str]] = []
        self.ordered: list[Effect] = []
        self.notices: list[Notice] = []
        """SMS and calls."""
        self.dropped: list[str] = []
        self.waiting: list[Effect] = []
        self.c = Commission(cid, Order(**ordered))
        self.system("open")

    # --- people and facts ---

    def creator(self, name: str, **said: Any) -> Decision:
        if name == "request_cancel" and "quoted_fen" not in said:
            said["quoted_fen"] = quote(self.c, said.get("stamp") or self.now).fen  # as it is shown
        return self.do(Party.CREATOR, name, **said)

    def brand(self, name: str, **said: Any) -> Decision:
        if "reason" in MESSAGES[name].needs:
            said.setdefault("reason", "与要求不符")
        return self.do(Party.BRAND, name, **said)

    def operator(self, name: str, **said: Any) -> Decision:
        said.setdefault("reason", "平台核实")
        if "bearer" in MESSAGES[name].needs:
            said.setdefault("bearer", MESSAGES[name].example["bearer"])
        if name == "cancel":
            said.setdefault("fault", "brand")
        return self.do(Party.OPERATOR, name, **{"actor": "operator:li", **said})

    def fact(self, name: str, **said: Any) -> Decision:
        return self.do(Party.OUTSIDE, name, **said)

    def system(self, name: str, **said: Any) -> Decision:
        return self._keep(decide(self.c, Move(name, Party.SYSTEM, self.now, self.now, **said)))

    def system_refused(self, name: str, **said: Any) -> str:
        """A result nobody waits for: the shell drops it."""
        before = self.c
        try:
            self.system(name, **said)
        except Refused as refusal:
            assert self.c == before
            return refusal.code
        raise AssertionError(f"{name} was not refused at {before.stage}")

    def do(self, by: Party, name: str, *, stamp: datetime | None = None, **said: Any) -> Decision:
        at = effective(self.c, stamp, self.now)
        return self._keep(decide(self.c, Move(name, by, at, self.now, **said)))

    def refused(self, by: Party, name: str, **said: Any) -> str:
        """The code of the refusal; nothing may have changed."""
        before = self.c
        try:
            self.do(by, name, **said)
        except Refused as refusal:
            assert self.c == before
            return refusal.code
        except Repeated as repeated:
            return f"repeated {repeated.seq}"
        raise AssertionError(f"{name} was not refused at {before.stage}")

    def may(self, party: Party) -> tuple[str, ...]:
        return allowed_moves(self.c, party, self.now)

    # --- time ---

    def wait(self, span: timedelta) -> "Story":
        return self.until(self.now + span)

    def until(self, instant: datetime | str) -> "Story":
        target = beijing(instant) if isinstance(instant, str) else instant
        assert target >= self.now, (written(target), written(self.now))
        while (strike := self.next_strike()) and strike <= target:
            self.now = max(strike, self.now)
            self._strike()
        self.now = target
        return self

    def sleep(self, instant: datetime | str) -> "Story":
        """The worker is down until then: nothing strikes in between."""
        self.now = beijing(instant) if isinstance(instant, str) else instant
        return self

    def strike(self, clock: str) -> "Story":
        """Go on until this clock has struck."""
        return self.until(CLOCKS[clock].strikes(self.c.clocks[clock], grace_of(self.c)))

    def next_strike(self) -> datetime | None:
        strike = nearest(self.c, self.now)
        return strike[1] if strike else None

    def _strike(self) -> None:
        for name, at in struck(self.c, self.now):
            if self.c.clocks.get(name) != at:
                continue
            self._quietly(Move(name, Party.CLOCK, at, self.now))
            if self.c.clocks.get(name) == at:  # nobody acted on it: it is not armed for ever
                left = {other: when for other, when in self.c.clocks.items() if other != name}
                self.c = replace(self.c, clocks=left)

    # --- what the shell does with a decision ---

    def _keep(self, decision: Decision) -> Decision:
        before, self.c = self.c, decision.commission
        self._claimed(decision)
        self.transitions.append(decision.transition)
        check(before, decision, self.now)
        if decision.transition.hold:
            self._hold(decision.transition)
        else:
            self._post(decision.transition)
        for notice in decision.transition.notices:
            self._send(notice)
        self._perform()
        assert self.escrowed >= 0, "an account of the commission fell below zero"
        self._check_books()
        return decision

    def _claimed(self, decision: Decision) -> None:
        """A platform that has nothing else to say bears out what was claimed."""
        if "note_report" in decision.row.does:
            self.world.claimed[self.c.reports[-1].item] = decision.move

    def _check_books(self) -> None:
        """What the timeline says must be booked is what was booked: the check of the ledger trusts in it."""
        if self.c.stage is Stage.AWAITING_PAYMENT:  # held, and the answer is still on its way
            return
        lines = [Told(each.row, each.details) for each in self.transitions]
        due = due_entries(self.c.id, self.c.order, lines, self.rulebook)
        assert due.keys() >= self.entries.keys() - {"hold:c-1"}, "booked, and not told by the timeline"
        for key, each in due.items():
            moved = {posting.account: posting.fen for posting in self.entries[key].postings}
            assert each.is_met(moved), (key, moved, each.ways)
        if self.last.entries or self.stage in CLOSED:
            self._check_retelling()

    def _check_retelling(self) -> None:
        """Told again by the rules, the timeline moves the same money and ends with the same facts."""
        told = list(retelling.retell(self.c, self.transitions, self.rulebook))
        for line, again in zip(self.transitions, told, strict=True):
            assert (line.entries, line.breach) == (again.line.entries, again.line.breach), line
        for name in retelling.FACTS:
            assert getattr(told[-1].after, name) == getattr(self.c, name), name
        due = retelling.due_entries(told)
        must = {key for key, each in due.items() if each.must}
        assert must <= self.entries.keys() <= due.keys()
        assert all(self.entries[key] in each.ways for key, each in due.items() if key in self.entries)

    def _post(self, transition: Transition) -> None:
        for entry in transition.entries:
            if entry.key not in self.entries:
                self.entries[entry.key] = entry
                self.balances.update({each.account: each.fen for each in entry.postings})

    def _hold(self, transition: Transition) -> None:
        held = f"hold:{self.c.id}" in self.entries
        can_pay = self.balances[f"brand:{self.c.order.brand_id}"] >= self.c.order.hold_fen
        if held or can_pay:
            self._post(transition)
        self._quietly(Move("held" if held or can_pay else "short", Party.SYSTEM, self.now, self.now))

    def _quietly(self, move: Move) -> None:
        try:
            self._keep(decide(self.c, move))
        except Refused as refusal:
            assert move.by is not Party.CLOCK, f"nobody acts on {move.name} at {self.stage}"
            self.dropped.append(f"{move.name}: {refusal.code}")

    def _perform(self) -> None:
        while effect := next((each for each in self.c.effects if each not in self.waiting), None):
            self.ordered.append(effect)
            self._answer(effect)

    def _answer(self, effect: Effect) -> None:
        if effect.kind == "look":
            self._look(effect)
            return
        asked = effect.kind == "ask_notice"
        for name, said in self._asked_notice() if asked else self._result(effect):
            if name == "":
                self.waiting.append(effect)
                return
            if name not in ("effect_failed", "notice_failed"):
                self.c = done(self.c, effect)
            self._quietly(Move(name, Party.SYSTEM, self.now, self.now, key=effect.key, **said))
        self.c = done(self.c, effect)

    def _look(self, effect: Effect) -> None:
        if self.world.platform is None:
            self.waiting.append(effect)
        else:
            self.looked(effect, self.item(effect.item) if self.world.platform == "tells" else None)

    def looked(self, effect: Effect, item: Item | None) -> None:
        self.c, moves = answered(self.c, effect, item, self.now)
        for move in moves:
            self._quietly(move)
        self._perform()

    def look_returns(self) -> None:
        """A look that waited is answered at last."""
        effect = next(each for each in self.waiting if each.kind == "look")
        self.waiting.remove(effect)
        self.looked(effect, self.item(effect.item))

    def item(self, number: str) -> Item:
        if number in self.world.items or number not in self.world.claimed:
            return self.world.items.get(number, Item(number, exists=False))
        m, states = self.world.claimed[number], STATES
        happened = m.happened_at or m.at
        return Item(
            number,
            owner=self.c.order.creator_id,
            commission=self.c.id,
            state=states[f"{m.name} {claim(m)}".strip()][0],
            ad_marked=m.marked_as_ad is True,
            title=m.title,
            reason=m.reason,
            at=happened,
            published_at=happened if m.name == "published" else self.c.published_at,
            edited_at=happened if m.name == "edited" else None,
        )

    def _result(self, effect: Effect) -> Iterator[tuple[str, dict[str, Any]]]:
        item = effect.item
        match effect.kind:
            case "call":
                yield self._rung(effect)
            case "publish" if self.world.mp is None:
                yield "", {}
            case "publish":
                self.world.public = True if self.world.mp == "published" else self.world.public
                yield self._published(item)
            case "probe" if not self.world.looks:
                yield "", {}
            case "probe":
                found = {True: "public", False: "hidden", None: "unknown"}[self.world.public]
                yield f"probed_{found}", {"ref": self.world.how} if found == "hidden" else {}
            case "ask_payout":
                yield self._books()
            case "pay_out" if self.world.bank is None:
                yield "", {}
            case "pay_out":
                if self.world.bank == "paid":
                    self.world.transfers.append((effect.key, effect.pays.fen))
                names = {
                    "paid": "payout_paid",
                    "returned": "payout_failed",
                    "conflict": "payout_conflict",
                    "kept": "payout_kept",
                }
                yield names.get(self.world.bank or "", "effect_failed"), {}
            case _:
                pass

    def _published(self, item: str) -> tuple[str, dict[str, Any]]:
        if self.world.mp == "unmarked":
            return "publish_refused", {"item": item, "reason": f"{AD_MARK_MISSING}: no mark"}
        names = {"published": "published", "refused": "publish_refused"}
        return names.get(self.world.mp or "", "effect_failed"), {"item": item}

    def _books(self) -> tuple[str, dict[str, Any]]:
        if self.world.books == "waiting":
            return "payout_waiting", {"ref": self.world.ref, "reason": self.world.code}
        return "fact_denied" if self.world.books else "", {}

    def _asked_notice(self) -> Iterator[tuple[str, dict[str, Any]]]:
        if self.world.notices is None:
            yield "", {}
        else:
            yield "fact_denied" if self.world.sms == "sent" else "notice_failed", {}

    def _send(self, notice: Notice) -> None:
        self._hear(notice)
        if self.world.sms != "sent":
            self._quietly(Move("notice_failed", Party.SYSTEM, self.now, self.now, key=notice.key))

    def _hear(self, notice: Notice) -> None:
        assert "{" not in notice.text, notice
        self.notices.append(notice)
        self.heard.append((self.now, notice.template))

    def _rung(self, effect: Effect) -> tuple[str, dict[str, Any]]:
        assert effect.call
        self._hear(effect.call)
        refused = {"reason": "TOO_OFTEN"} if self.world.phone == "refused" else {}
        heard = "unanswered" if refused else self.world.phone
        return f"call_{heard}", {"happened_at": effect.at, **refused}

    def answer(self, kind: str, name: str, **said: Any) -> None:
        """An effect that waited is answered at last."""
        effect = next(each for each in self.waiting if each.kind == kind)
        self.waiting.remove(effect)
        if name != "effect_failed":
            self.c = done(self.c, effect)
        said.setdefault("item", effect.item)
        self._quietly(Move(name, Party.SYSTEM, self.now, self.now, key=effect.key, **said))

    # --- what is to be seen ---

    @property
    def stage(self) -> Stage:
        return self.c.stage

    @property
    def told(self) -> list[str]:
        """The templates of every notice sent, in order."""
        return [template for _, template in self.heard]

    def told_at(self, template: str) -> str:
        """When a notice was sent for the last time, as people read it."""
        return written(max(at for at, name in self.heard if name == template))

    def text(self, template: str) -> str:
        return [each for each in self.notices if each.template == template][-1].text

    def calls(self) -> list[str]:
        return [written(at) for at, name in self.heard if name == "call"]

    def clock(self, name: str) -> str:
        at = self.c.clocks.get(name)
        return written(at) if at else ""

    def done(self, kind: str) -> list[Effect]:
        return [each for each in self.ordered if each.kind == kind]

    @property
    def last(self) -> Transition:
        return self.transitions[-1]

    def rows(self) -> list[str]:
        return [each.row for each in self.transitions]

    @property
    def breaches(self) -> list[str]:
        return [each.breach.reason for each in self.transitions if each.breach]

    @property
    def escrowed(self) -> int:
        return self.balances[f"escrow:{self.c.id}"] + self.balances[f"reserve:{self.c.id}"]

    @property
    def money(self) -> tuple[int, int, int, int]:
        """Paid to the creator, the fee, what the brand got back, what is still held."""
        order = self.c.order
        held = order.hold_fen if f"hold:{self.c.id}" in self.entries else 0
        back = self.balances[f"brand:{order.brand_id}"] + held - self._wallet
        return self.balances[f"creator:{order.creator_id}"], self.balances["fee"], back, self.escrowed

    @property
    def _wallet(self) -> int:
        return sum(self.balances.values())
