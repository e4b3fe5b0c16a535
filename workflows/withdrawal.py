"""A withdrawal: a creator's money on its way to the bound account, asked for by hand or by a settlement, or a
brand's balance on its way back to the account that paid it in.

It decides nothing itself: `domain/money/withdrawals/` does. A number moves money at most once; the bank is
asked before anything is repeated, and a new number is used only after the old one has provably failed
(D6).
"""

from collections import deque
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

from temporalio import workflow
from temporalio.common import RawValue
from temporalio.exceptions import ActivityError, ApplicationError, WorkflowAlreadyStartedError
from temporalio.workflow import ParentClosePolicy

from domain.copies import replace

with workflow.unsafe.imports_passed_through():
    # by their full names: what comes `from workflows` is loaded anew for every withdrawal
    import workflows.limits as limits  # noqa: PLR0402
    import workflows.names as names  # noqa: PLR0402
    import workflows.withdrawals.steps as payout_steps
    from domain.money.withdrawals.attention import alert_of
    from domain.money.withdrawals.page import SHOWN, Line, page
    from domain.money.withdrawals.recording import Reservation, Reserved, noted
    from domain.money.withdrawals.state import ENDED, ENDS, End, State, Withdrawal
    from domain.money.withdrawals.steps import CARD, FROZEN
    from domain.money.withdrawals.transitions import Event, Taken, allowed, meaning, resumed, take
    from domain.money.withdrawals.withholding import FROZEN_MONEY
    from domain.notice import Notice
    from domain.party import Party
    from domain.process.applied import Named, recall, remember
    from domain.process.proof import check_plain
    from domain.refusals import Refused, in_words
    from models.messages.command import Command
    from models.messages.work import RefundWatchStart, WithdrawalEnd, WithdrawalStart
    from workflows.living import lived
    from workflows.messages.admission import Admission
    from workflows.messages.backlog import DrainingBacklog
    from workflows.messages.foreign import goes_on, is_under_its_id, turned_away
    from workflows.withdrawals.account_news import AccountNews
    from workflows.withdrawals.handlers import Said, payout_doors, said

RESTS = "payout_withheld"
ASKED = "payout_asked"
TOLD = ("payout_failed", "payout_later", RESTS)
"""What a commission is told of its payout, once a number was turned down."""
CONFLICTS_MAX = 3
"""A task lost after its record finds the books ahead once. Books that contradict themselves do so again."""


@workflow.defn(name=names.WITHDRAWAL)
class WithdrawalWorkflow(Admission[Said], payout_doors()):  # type: ignore[misc]  # the doors are made from a table
    @workflow.init
    def __init__(self, start: WithdrawalStart) -> None:
        self._start = start
        self.refused = start.refused
        self.trust, self.keys, self.used = start.trust, start.keys, start.used
        self._w = start.asked
        self._begun: Reserved | None = None
        self._unnoted: deque[Taken] = deque()
        self._lines = list(start.lines)
        self._pause = start.pace.first_retry_seconds
        self._asks_since = workflow.now()
        self._alert = ""
        self._conflicts = 0
        self._applied = start.applied
        self._news = AccountNews(start.pace)
        self._cancel_spent = False
        self._backlog = DrainingBacklog(self.judge)
        self._nudged = False
        """Something about the creator's account is new: what rests for a freeze asks the books again."""

    @workflow.run
    async def run(self, start: WithdrawalStart) -> WithdrawalEnd:
        """A Temporal cancel is the operator's cancel, applied or refused; it stops no money half way."""
        if not is_under_its_id(names.withdrawal_workflow_id(start.withdrawal_id)):
            turned_away(start.withdrawal_id)
            return WithdrawalEnd(End.REFUSED, start.asked.number, "NOT_OURS")
        while (end := await lived(self._live(), self._cancel_asked_of_temporal)) is None:
            if not self._unnoted:  # else something was decided while life was ending
                kept = tuple(self._lines[-SHOWN:])
                workflow.continue_as_new(
                    replace(
                        start,
                        until=self._w.until,
                        lines=kept,
                        applied=self._applied,
                        refused=self.refused,
                        revival=None,
                        trust=self.trust,
                        keys=self.keys,
                        used=self.used,
                    )
                )
        return end

    async def _live(self) -> WithdrawalEnd | None:
        """None where it goes on in a new run: the books know where it stands."""
        try:
            while self._begun is None:
                if self._is_too_long():
                    return None
                await self._begin()
            while await self._noted() not in ENDED:
                if self._is_too_long():
                    await self._quiet()
                    if not self._unnoted:
                        return None
                    continue
                event = await self._next()
                if event:
                    self._decide(event)
        except (ApplicationError, ActivityError) as failed:
            return await self._contradicted(str(failed)[:100])
        paid_now = self._w.state is State.PAID and any(each.event.name == "paid" for each in self._lines)
        if paid_now and self._w.rail == CARD:
            await self._watch_for_a_refund()
        await self._quiet()
        ended = ENDS.get(self._w.state, End.REFUSED if self._w.by_hand else End.RETURNED)
        return WithdrawalEnd(ended, self._w.number, self._w.code, self._w.fen)

    async def _contradicted(self, why: str) -> WithdrawalEnd:
        """Our books contradict themselves: nothing moves, and a person must look."""
        if self._begun is None:
            self._begun = Reserved(
                "refused", self._w, "WITHDRAWAL_CONFLICT", *in_words("WITHDRAWAL_CONFLICT")
            )
        self._show_attention("payout_conflict", self._w)
        await self._quiet()
        return WithdrawalEnd(End.CONFLICT, self._w.number, why)

    async def _quiet(self) -> None:
        await workflow.wait_condition(lambda: not self._backlog)
        await workflow.wait_condition(workflow.all_handlers_finished)

    def _is_too_long(self) -> bool:
        """A bank may be silent for weeks. A refused cancel can be asked once a run: begin another."""
        if self._unnoted or self._w.state is State.SENDING:
            return False
        return self._cancel_spent or limits.is_full()

    async def _begin(self) -> None:
        at = workflow.now()
        begun = await payout_steps.reserve(Reservation(replace(self._w, code=""), at, self._start.terms))
        self._believe(begun)
        if begun.event == "withheld":
            await self._rest(begun.code)
            return
        event = Event(begun.event, at, begun.code)
        if begun.resumed:
            begun = replace(begun, code="")  # that it may not be sent now is no refusal of what stands
            self._w = resumed(begun.withdrawal, at, self._start.terms)
            if self._start.until and self._w.state is State.WAITING:
                self._w = replace(self._w, until=self._start.until)
            self._note_revival(at)
            if self._w.state is State.WAITING:
                self._news.heard()  # perhaps it was said while nobody was there to hear
        elif begun.event == "reserved":
            self._w = begun.withdrawal
            self._lines.append(Line(self._w.seq, event, self._w.number, self._w.state))
        else:  # nothing is written of what was never reserved
            self._w = take(self._w, event, self._start.terms).withdrawal
        if self._alert == RESTS:
            self._show_attention("", self._w)
        if begun.resumed:
            self._take_up_attention()
        self._begun = begun
        self._show()
        if begun.code == "NOT_OURS":
            turned_away(self._w.id)

    def _believe(self, begun: Reserved) -> None:
        """The books say whose word counts, and by which keys; a run that goes on may know newer ones."""
        if begun.trust:
            self.trust = begun.trust
            newer = self.keys and begun.keys and begun.keys.version <= self.keys.version
            if not (newer and goes_on(workflow.info())):
                self.keys = begun.keys

    def _note_revival(self, at: datetime) -> None:
        revival = self._start.revival
        if revival and self._w.state not in ENDED and self.may_revive(revival):
            waits = self._w  # for the same thing, and as long as it was taken up for
            told = {"actor": revival.actor[:64], "reason": revival.reason[:100]}
            self._decide(Event("revived", at, waits.code, **told))
            self._w = replace(self._w, until=waits.until)

    async def _rest(self, code: str) -> None:
        """A freeze withholds the money: the books are asked again, until it is free."""
        if self._alert != RESTS:
            self._w = replace(self._w, code=code)
            self._show_attention(RESTS, self._w)
            self._show()
            await payout_steps.tell_the_commission(self._w, self.trust)
        self._nudged = False
        with suppress(TimeoutError):
            await workflow.wait_condition(
                lambda: self._nudged or self._cancel_spent or limits.is_full(),
                timeout=timedelta(minutes=self._start.terms.frozen_check_minutes),
                timeout_summary="资金冻结，稍后再核对 · frozen: look again later",
            )

    async def _next(self) -> Event | None:
        """What happens next; None where a person's word has been taken meanwhile."""
        if self._w.state is State.SENDING:
            return await payout_steps.ask_the_bank("transfer", self._w, self._start.pace)
        if self._w.state is State.ASKING:
            return await self._answer()
        return await self._word_or_time()

    async def _answer(self) -> Event | None:
        """Asked ever more seldom, for as long as it takes; a person is told when it takes long."""
        pause = timedelta(seconds=self._pause)
        with suppress(TimeoutError):
            summary = "再次询问银行 · ask the bank again"
            await workflow.wait_condition(limits.is_full, timeout=pause, timeout_summary=summary)
            return None
        self._pause = min(self._pause * 2, self._start.pace.longest_retry_seconds)
        event = await payout_steps.ask_the_bank("find_transfer", self._w, self._start.pace)
        if event.name != "unknown":
            return event
        long = timedelta(minutes=self._start.terms.unknown_alert_minutes)
        silent = self._alert in ("", ASKED) and workflow.now() - self._asks_since >= long
        return replace(event, name="silent") if silent else None

    async def _word_or_time(self) -> Event | None:
        waits, until = self._w, self._w.until or workflow.now()
        look_at = self._look_at()
        if look_at and look_at <= workflow.now():
            mended = await self._news.is_mended(waits)
            return Event("account_changed", workflow.now()) if mended and self._w is waits else None
        wakes = min(until, look_at or until)
        try:
            await workflow.wait_condition(
                lambda: (
                    self._w is not waits
                    or self._cancel_spent
                    or self._look_at() != look_at
                    or limits.is_full()
                    or self._may_be_free()
                ),
                timeout=max(wakes - workflow.now(), timedelta(0)),
                timeout_summary="等待更正账户或重试 · waits for a mended account, or to try again",
            )
        except TimeoutError:
            return await self._time_is_up(waits) if wakes == until else None
        return await self._time_is_up(waits) if self._w is waits and self._may_be_free() else None

    def _may_be_free(self) -> bool:
        return self._nudged and meaning(self._w.code) == FROZEN

    async def _time_is_up(self, waits: Withdrawal) -> Event | None:
        """What a freeze holds back goes on only if the books say that it is free."""
        if meaning(waits.code) == FROZEN:
            self._nudged = False
            asked = Reservation(self._start.asked, workflow.now(), self._start.terms)
            found = await payout_steps.reserve(asked)
            if self._w is not waits:
                return None
            if found.code == FROZEN_MONEY:
                self._w = resumed(waits, workflow.now(), self._start.terms)
                return None
        return Event("waited", workflow.now())

    def _look_at(self) -> datetime | None:
        """When the books are to be asked about the account, where that can change anything."""
        return self._news.due_at if "account_changed" in allowed(self._w) else None

    # --- what people say: decided and answered at once, recorded by run() ---

    def signalled(self, name: str, message: RawValue) -> None:
        self._backlog.take(name, message)

    def asked(self, name: str, command: Command) -> Said:
        return said(name, command, self._w.creator_id, workflow.now())

    def named(self, asked: Said) -> Named:
        return asked.command

    def sides(self) -> dict[Party, str]:
        return {Party.CREATOR: self._w.creator_id, Party.BRAND: self._w.brand_id}

    def weigh(self, asked: Said) -> None:
        recall(self._applied, asked.command)
        take(self._w, asked.event, self._start.terms)

    def obey(self, asked: Said) -> None:
        if asked.event.name == "account_changed":  # a nudge: the books are asked
            self._nudged = True
            self._news.heard()
            return
        recall(self._applied, asked.command)
        self._decide(asked.event)
        self._applied = remember(self._applied, asked.command, self._w.seq)

    def answer(self, asked: Said, seq: int | None = None) -> dict[str, Any]:  # noqa: ARG002 - as it stands now
        return self._told()

    def refusal(self, name: str, message: RawValue, refused: Refused) -> ApplicationError:  # noqa: ARG002
        told = {"code": refused.code, "zh": refused.zh, "en": refused.en}
        return ApplicationError(str(refused), told, type=refused.code, non_retryable=True)

    def note(self, name: str, refused: Refused, command: Command, asked: Said | None = None) -> None:  # noqa: ARG002
        self.turned_away(name, refused.code)

    @workflow.update(name="begun", description="是否已预留，或为何不能 · whether it was reserved, or why not")
    async def begun(self, message: RawValue) -> dict[str, Any]:  # noqa: ARG002
        """Waits for the reservation: for whoever asked to withdraw."""
        await workflow.wait_condition(lambda: self._begun is not None)
        return self._told()

    def _cancel_asked_of_temporal(self, reason: str) -> None:
        event = Event("cancel", workflow.now(), actor="operator:temporal", reason=reason)
        try:
            check_plain(self.trust, by_operator=True, stamped=False)
            self.obey(Said(event, Named(Party.OPERATOR, "", "cancel_payout", "")))
        except Refused as refused:
            self.turned_away("cancel_payout", refused.code)
        self._cancel_spent = True

    def _told(self) -> dict[str, Any]:
        begun, w = self._begun, self._w
        why = {"refusal": begun.code, "zh": begun.zh, "en": begun.en} if begun and begun.code else {}
        return {"id": w.id, "state": w.booked, "fen": w.fen, "number": w.number, "code": w.code, **why}

    def _decide(self, event: Event) -> None:
        before = self._w.state
        taken = take(self._w, event, self._start.terms)
        self._w = taken.withdrawal
        to_asking = before is not self._w.state and self._w.state is State.ASKING
        if to_asking and meaning(event.code) != FROZEN:
            self._pause, self._asks_since = self._start.pace.first_retry_seconds, workflow.now()
        self._unnoted.append(taken)
        self._lines.append(Line(self._w.seq, event, taken.number, self._w.state))

    # --- recording, and what follows a step ---

    async def _noted(self) -> State:
        """The state, once all that was decided is in the books."""
        while self._unnoted:
            taken = self._unnoted.popleft()
            try:
                await payout_steps.note(noted(taken, self._notice_of(taken)))
            except (ApplicationError, ActivityError):
                await self._adopt_what_is_recorded(taken.withdrawal.seq)
                continue
            await self._follow(taken)
        self._show()
        return self._w.state

    async def _adopt_what_is_recorded(self, seq: int) -> None:
        """An attempt of this task that was lost has recorded something else before: that stands."""
        self._conflicts += 1
        self._unnoted.clear()
        self._applied = tuple(each for each in self._applied if each.seq < seq)
        asked = Reservation(self._start.asked, workflow.now(), self._start.terms)
        found = await payout_steps.reserve(asked)
        if self._conflicts > CONFLICTS_MAX or not found.resumed:
            raise ApplicationError(f"{self._w.number}: the books hold something else", type="RecordConflict")
        self._w = resumed(found.withdrawal, workflow.now(), self._start.terms)

    async def _follow(self, taken: Taken) -> None:
        step, w = taken.step, taken.withdrawal
        alert = self._alert_after(taken)
        self._show_attention(alert, w)
        if not w.by_hand and step.event == "turned_down" and alert in TOLD:
            await payout_steps.tell_the_commission(w, self.trust)

    def _notice_of(self, taken: Taken) -> Notice | None:
        """Of one by hand: what follows a settlement is told by its commission."""
        w = taken.withdrawal
        return payout_steps.notice_of(payout_steps.sms_of(taken.step, w), w) if w.by_hand else None

    def _alert_after(self, taken: Taken) -> str:
        step, w = taken.step, taken.withdrawal
        silent = step.event == "silent" or self._alert == "payout_unknown"
        return alert_of(w.state, w.code, silent=silent)

    def _take_up_attention(self) -> None:
        """A run that goes on from another finds what that one has shown, and can take it back."""
        listed = workflow.info().typed_search_attributes.get(names.ATTENTION)
        if listed:
            self._alert = listed[0]

    def _show_attention(self, alert: str, w: Withdrawal) -> None:
        if alert == self._alert:
            return
        self._alert = alert
        workflow.upsert_search_attributes(
            [
                names.ATTENTION.value_set([alert] if alert else []),
                names.BRAND_ID.value_set(w.brand_id)
                if w.brand_id
                else names.CREATOR_ID.value_set(w.creator_id),
                names.AMOUNT_FEN.value_set(w.fen),
            ]
        )

    def _show(self) -> None:
        self.show(page(self._w, self._lines))

    async def _watch_for_a_refund(self) -> None:
        with suppress(
            WorkflowAlreadyStartedError
        ):  # it is paid all the same, and the sweep finds who is there
            await workflow.start_child_workflow(
                names.REFUND_WATCH,
                RefundWatchStart(self._w, workflow.now(), self._start.pace),
                id=names.refund_watch_id(self._w.number),
                parent_close_policy=ParentClosePolicy.ABANDON,
                static_summary=f"留意退票 · watch for a refund · {self._w.number}",
            )
