"""A commission between an adversary and an honest side, with time, operators and the platform's answers."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any

from domain.commissions.notices import TEMPLATES
from domain.commissions.ordering.terms import Terms
from domain.commissions.rules.engine import Decision
from domain.commissions.state.stages import CLOSED, Stage
from domain.commissions.state.work import Work
from domain.party import Party
from domain.refusals import Refused, Repeated
from tests.adversaries.honest import acts, decisions
from tests.adversaries.options import options
from tests.adversaries.scene import Scene
from tests.domain.story import DAY, HOUR, MONDAY, Story

HORIZON = timedelta(days=400)
LENGTH = 60
AS_SHIPPED = {"sms_pause_minutes": Terms().sms_pause_minutes}
"""Stories have no pause between SMS; whoever floods meets it."""
STEPS_MAX = 3_000
"""A program that makes it strike more often than this has found a loop."""


def _silent(_names: list[str]) -> None:
    return None


class Unchecked(Story):
    """The same story without the proofs after each step: those run in every other test."""

    def _keep(self, decision: Decision) -> Decision:
        self.c = decision.commission
        self._claimed(decision)
        self.transitions.append(decision.transition)
        if decision.transition.hold:
            self._hold(decision.transition)
        else:
            self._post(decision.transition)
        for notice in decision.transition.notices:
            self._send(notice)
        self._perform()
        return decision


class Played:
    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.story = Unchecked(outline_wanted=scene.outline_wanted, terms={**AS_SHIPPED, **scene.terms})
        if scene.publishes_after:
            self.story.world.mp = None
        self.tried: set[tuple[int, str]] = set()
        self.steps = 0
        self.asked = False
        self.disputed: set[Work | None] = set()
        self.delivered = False
        self.looked_at: datetime | None = None
        self.hidden_since: datetime | None = None
        self.hidden = timedelta(0)
        self.done: list[str] = []
        self.said: tuple[str, ...] = ()

    # --- the program ---

    def play(self, program: Sequence[str], then: Callable[[list[str]], str | None] = _silent) -> "Played":
        """As the program has it, as far as it can, then as ``then`` chooses, then silent for good."""
        for name in program or self.scene.begins:
            self._go(name)
        while not self.is_over and len(self.done) < LENGTH:
            chosen = then([name for name, _ in options(self)])
            if chosen is None:
                break
            self._go(chosen)
        self.said = tuple(self.done)
        self.advance(MONDAY + HORIZON)
        return self

    def _go(self, name: str) -> None:
        ways = dict(options(self)) if not self.is_over else {}
        if name in ways:
            self.done.append(name)
            ways[name]()

    def says(self, name: str, **said: Any) -> bool:
        return self._do(self.scene.adversary, name, **said)

    def fact(self, name: str, **said: Any) -> bool:
        return self._do(Party.OUTSIDE, name, **said)

    def shows(self, *, public: bool) -> None:
        """The creator hides the item, or shows it again; the platform tells."""
        self.story.world.public = public
        if public and self.hidden_since:
            self.hidden += self.story.now - self.hidden_since
            self.hidden_since = None
        elif not public:
            self.hidden_since = self.hidden_since or self.story.now
        self.fact("visibility_changed", public=public, item=self.story.c.item, happened_at=self.story.now)

    def _do(self, by: Party, name: str, **said: Any) -> bool:
        if "reason" in said and by is Party.OPERATOR:
            said["actor"] = "operator:li"
        try:
            self.story.do(by, name, **said)
        except (Refused, Repeated):
            return False
        return True

    # --- time ---

    @property
    def is_over(self) -> bool:
        return self.story.stage in CLOSED or self.story.now >= MONDAY + HORIZON or self.steps > STEPS_MAX

    def advance(self, target: datetime) -> None:
        while not self.is_over:
            self._note()
            due = [each for each in (self._strike_at(), self._honest_at(), self._answer_at()) if each]
            operators_at = self._operators_at()
            at = min((*due, *((operators_at,) if operators_at else ())), default=None)
            if at is None or at > target:
                break
            self.steps += 1
            self.story.now = max(self.story.now, at)
            if at == self._answer_at():
                self.story.world.public = True
                self.story.answer("publish", "published")
            elif at == self._strike_at():
                self.story._strike()
            elif at == self._honest_at():
                self._act_honestly()
            else:
                self._decide()
        self.story.now = max(self.story.now, min(target, MONDAY + HORIZON))
        self._note()

    def next_strike(self) -> datetime | None:
        return self._strike_at()

    def _strike_at(self) -> datetime | None:
        at = self.story.next_strike()
        return max(at, self.story.now) if at else None

    def _answer_at(self) -> datetime | None:
        effect = next((each for each in self.story.waiting if each.kind == "publish"), None)
        return effect.at + self.scene.publishes_after if effect else None

    def _honest_at(self) -> datetime | None:
        if not self._next_act():
            return None
        last = self.story.transitions[-1].recorded_at
        return max(self.story.now, last + self.scene.answers_after)

    def _next_act(self) -> tuple[str, dict[str, Any]] | None:
        for name, said in acts(self):
            if (self.story.c.seq, name) not in self.tried:
                return name, said
        return None

    def _act_honestly(self) -> None:
        act = self._next_act()
        if act is None:
            return
        name, said = act
        self.tried.add((self.story.c.seq, name))
        if name == "escalate":
            self.disputed.add(self.story.c.work)
        if name == "hand in":
            self.hand_in(passes=True)
        elif self._do(self.scene.honest, name, **said) and name == "request_cancel":
            self.asked = True

    def hand_in(self, *, passes: bool) -> None:
        item = f"mp-{1000 + self.story.c.round * 100 + self.story.c.seq}"
        self.fact("submitted", item=item, creator="creator-1", marked_as_ad=True)
        self.fact("audited", passed=passes, item=item, reason="" if passes else "不合规范")

    def _operators_at(self) -> datetime | None:
        case, after = self.story.c.case, self.scene.operators_after
        if case is None or after is None or self.story.stage is not Stage.ARBITRATION:
            return None
        if self.looked_at is None or self.looked_at < case.at:
            return max(self.story.now, case.at + after)
        return max(self.story.now, self.looked_at + DAY)

    def _decide(self) -> None:
        self.looked_at = self.story.now
        for decision, said in decisions(self):
            if self._do(Party.OPERATOR, "arbitrate", decision=decision, reason="平台核实", **said):
                return

    def _note(self) -> None:
        self.delivered = self.delivered or self.story.c.published_at is not None

    # --- what came out ---

    @property
    def held_days(self) -> float:
        """From the acceptance until no fen is held any more."""
        moves = [each for each in self.story.transitions if each.entries or each.hold]
        begun = next((each.at for each in self.story.transitions if each.move == "accept"), None)
        if begun is None:
            return 0.0
        ended = self.story.now if self.story.escrowed else moves[-1].at
        return (ended - begun) / DAY

    @property
    def most_sms(self) -> int:
        """Of one template to the honest side within an hour."""
        heard = [each for each in self.story.heard if TEMPLATES[each[1]].to is self.scene.honest]
        return max(
            (
                sum(1 for at, name in heard if name == template and start <= at < start + HOUR)
                for start, template in heard
            ),
            default=0,
        )

    @property
    def rejections(self) -> int:
        return sum(1 for each in self.story.transitions if each.move == "reject" and not each.refusal)

    @property
    def loss_fen(self) -> int:
        """Of a creator whose work is public and not paid, or of a brand that paid for none."""
        creator, _, back, held = self.story.money
        if self.scene.adversary is Party.CREATOR:
            paid = self.story.c.order.hold_fen - back - held
            return paid if self.story.c.held and not self.delivered else 0
        return max(0, self.story.c.order.net_fen - creator) if self.story.done("publish") else 0
