"""A story whose every decision goes into real books, and whose payout is a real withdrawal."""

from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from domain.commissions.money.quotes import quote
from domain.commissions.moves import Move
from domain.commissions.rules.engine import Decision
from domain.commissions.state.commission import Effect
from domain.commissions.state.stages import CLOSED, Stage
from domain.party import Party
from domain.refusals import Refused, Repeated
from tests.domain.invariants import check
from tests.domain.story import Story

if TYPE_CHECKING:
    from tests.programs.market import Market

ENDS = {
    "paid": "payout_paid",
    "returned": "payout_failed",
    "conflict": "payout_conflict",
    "kept": "payout_kept",
}


class Life(Story):
    """Its wallets are the market's: a story's own balances stay empty here."""

    def __init__(self, market: "Market", cid: str, **order: Any) -> None:
        self.market = market
        super().__init__(market.now, cid=cid, wallet=0, **order)

    def _keep(self, decision: Decision) -> Decision:
        before, self.c = self.c, decision.commission
        self._claimed(decision)
        self.transitions.append(decision.transition)
        check(before, decision, self.now)
        verdict = self.market.record(self.c, decision.transition)
        if verdict:
            self._quietly(Move(verdict.value, Party.SYSTEM, self.now, self.now))
        self._perform()
        return decision

    def _result(self, effect: Effect) -> Iterator[tuple[str, dict[str, Any]]]:
        match effect.kind:
            case "pay_out":
                self.market.pay_out(self, effect)
                yield "", {}
            case "nudge_payout":
                self.market.payouts[self.c.id].hears("retry")
            case _:
                yield from super()._result(effect)

    def payout_ended(self, state: str) -> None:
        self.answer("pay_out", ENDS[state])

    def payout_waits(self, number: str, code: str) -> None:
        self.world.ref, self.world.code = number, code
        self.try_to(Party.OUTSIDE, "payout_waiting", ref=number, reason=code)

    @property
    def pays_out(self) -> bool:
        return any(each.kind == "pay_out" for each in self.waiting)

    def try_to(self, by: Party, name: str, **said: Any) -> bool:
        """Whether it was not refused. A refusal is no news here: `tests/domain` holds what each is called."""
        try:
            self.do(by, name, **{**self._words(name), **said})
        except (Refused, Repeated):
            return False
        return True

    def _words(self, name: str) -> dict[str, Any]:
        """Everything a message can say; what does not belong to it is not looked at."""
        return {
            "reason": "与要求不符",
            "ref": "file-1",
            "item": f"mp-{self.c.id}",
            "creator": self.c.order.creator_id,
            "actor": "operator:li",
            "cause": "quality",
            "passed": True,
            "release_at": self.now,
            "submit_by": self.now + timedelta(days=2),
            "stars": 3,
            "quoted_fen": quote(self.c, self.now).fen,
            "bearer": {"force_settle": "brand", "force_refund": "creator"}.get(name, ""),
        }

    def go_on(self) -> None:
        """The next step of a life in which all goes well; where nobody has one, a day passes."""
        by, name = NEXT.get(self.stage, (Party.CLOCK, ""))
        done = self.stage in NEXT and self.try_to(by, name, decision="settle", agree=True)
        if not done and self.stage not in CLOSED:
            self.market.wait(timedelta(days=1))


NEXT = {
    Stage.AWAITING_PAYMENT: (Party.OUTSIDE, "funded"),
    Stage.OFFERED: (Party.CREATOR, "accept"),
    Stage.OUTLINE_DRAFTING: (Party.CREATOR, "submit"),
    Stage.OUTLINE_REVIEW: (Party.BRAND, "approve"),
    Stage.CONTENT_DRAFTING: (Party.OUTSIDE, "submitted"),
    Stage.PLATFORM_AUDIT: (Party.OUTSIDE, "audited"),
    Stage.CONTENT_REVIEW: (Party.BRAND, "approve"),
    Stage.FINAL_REVIEW: (Party.BRAND, "approve"),
    Stage.PUBLISHED: (Party.BRAND, "settle"),
    Stage.ARBITRATION: (Party.OPERATOR, "arbitrate"),
}
