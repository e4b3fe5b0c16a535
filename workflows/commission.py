"""A commission: one workflow from the order to the payout.

It decides nothing itself: the rulebook does. Handlers decide and answer at once; `run` records what was
decided, starts the effects, keeps one timer for the next clock, and ends when the money is final.
"""

from typing import Any

from temporalio import workflow
from temporalio.common import RawValue
from temporalio.exceptions import ActivityError, ApplicationError

with workflow.unsafe.imports_passed_through():
    # by their full names: what comes `from workflows` is loaded anew for every commission
    import workflows.commissions.effects as effects  # noqa: PLR0402
    import workflows.commissions.journal as journal  # noqa: PLR0402
    import workflows.commissions.rules as rules  # noqa: PLR0402
    import workflows.limits as limits  # noqa: PLR0402
    import workflows.names as names  # noqa: PLR0402
    from domain.commissions.moves import MESSAGES, Move, named
    from domain.commissions.ordering.opening import FIRST, FOREIGN, disowned, opened
    from domain.commissions.rules.admission import effective, refuse
    from domain.commissions.rules.engine import Decision, done
    from domain.commissions.rules.scheduling import struck
    from domain.commissions.state.commission import Effect, is_over, needs_its_workflow
    from domain.commissions.state.stages import Stage
    from domain.commissions.state.transition import Shown
    from domain.commissions.views import view
    from domain.commissions.views.details import details
    from domain.copies import replace
    from domain.party import PEOPLE, Party
    from domain.process.applied import Named
    from domain.process.proof import Used, check_plain, together
    from domain.refusals import Refused
    from domain.texts import harmless
    from models.messages.command import Command, to_move
    from models.messages.sender import claimed
    from models.messages.work import RecordInput, Revival, Start
    from workflows.commissions.in_flight import InFlight
    from workflows.commissions.lost_task import Decided, adopt, decided
    from workflows.commissions.timer import PendingTimer
    from workflows.living import lived
    from workflows.messages.admission import Admission
    from workflows.messages.backlog import Backlog
    from workflows.messages.foreign import is_forged, turned_away
    from workflows.messages.handlers import doors
    from workflows.messages.payload_guard import sent_as
    from workflows.messages.proof import Proved


@workflow.defn(name=names.COMMISSION)
class CommissionWorkflow(Admission[Move], doors()):  # type: ignore[misc]  # the doors are made from the message table
    @workflow.init
    def __init__(self, start: Start) -> None:
        self.commission = start.commission
        self._start = start
        self.trust, self.keys = start.trust, start.keys
        self._unrecorded: list[Decided] = []
        self._in_flight = InFlight(self._perform)
        self._backlog = Backlog()
        self._timer = PendingTimer(start.lang)
        self._foreign = is_forged(start)
        self._unproved = start.revival is not None or rules.are_unknown(start.commission)
        """The books have not yet said where it stands, or its rules are unknown: nothing is decided."""
        self._shown = None if self._foreign or self._unproved else self._as_listed()
        self._cancel_spent = False
        if not self._foreign and not self._unproved and self.commission.seq == 0:
            # here, not in run(): messages may come before it
            self._keep(opened(self.commission.id, self.commission.order, workflow.now()))

    @workflow.run
    async def run(self, start: Start) -> dict[str, Any]:  # noqa: ARG002  # __init__ has kept it
        if not self._foreign:
            rules.check_known(self.commission)
        while await lived(self._live(), self._cancel_asked_of_temporal) == "continue":
            if not self._is_behind():  # else something was decided while life was ending
                said = replace(self._start, trust=self.trust, keys=self.keys)
                workflow.continue_as_new(replace(said, commission=self.commission, revival=None))
        if self._foreign:
            return turned_away(self.commission.id)
        return view.ending(self.commission)

    async def _live(self) -> str:
        if self._unproved and self._start.revival and not self._foreign:
            await self._take_up(self._start.revival)
        if not self._is_behind() and not self._foreign:
            self._show()  # a run that continues another has details of its own to give
        while not self._foreign:
            self._in_flight.fail_with_a_crashed_one()
            self._act_on_due_clocks()
            await self._record_what_was_decided()
            if struck(self.commission, workflow.now()):
                continue
            self._in_flight.start(self.commission.effects)
            self._timer.arm(self.commission)
            if is_over(self.commission) and not self._in_flight and not self._is_behind():
                return "over"
            if self._is_too_long() and not self._is_behind():
                return "continue"
            await self._something_to_do(len(self._in_flight))
        return FOREIGN

    async def _take_up(self, revival: Revival) -> None:
        """Begun again by an operator: the books say where it stands, whatever the start says of it."""
        taken = await effects.take_up(self.commission.id, workflow.info().first_execution_run_id)
        found, start = taken.commission, self._start
        self._unproved = False
        if taken.trust:
            start = replace(start, trust=taken.trust, keys=taken.keys)
            self.trust, self.keys = taken.trust, taken.keys
        self._start = replace(
            start,
            pace=taken.pace or start.pace,
            payout_terms=taken.payout_terms or start.payout_terms,
        )
        if found is None or not needs_its_workflow(found):
            self._turn_away()
            return
        self.commission = found
        if not self.may_revive(revival):
            self._turn_away()
            return
        now = workflow.now()
        if found.seq == 0:
            self._keep(opened(found.id, found.order, now))
        by, why = harmless(revival.actor[:64]), harmless(revival.reason[:100], lines=True)
        self._apply_quietly(Move("revived", Party.SYSTEM, now, now, actor=by, reason=why))

    def _turn_away(self) -> None:
        """What the books know is another's: nothing of this is carried out or recorded."""
        self._foreign = True
        self.commission = disowned(self.commission)
        self._unrecorded, self._backlog = [], Backlog()

    async def _something_to_do(self, in_flight: int) -> None:
        await workflow.wait_condition(
            lambda: (
                self._is_behind()
                or self._timer.has_fired
                or len(self._in_flight) != in_flight
                or self._in_flight.has_crashed
                or self._is_too_long()
            )
        )

    def _is_behind(self) -> bool:
        return bool(self._unrecorded or self._backlog)

    # --- messages: decided and answered at once, never awaited ---

    def signalled(self, name: str, message: RawValue) -> None:
        if self._foreign:
            return
        if self._unproved:
            self._backlog.wait(name, message)
        elif not self._backlog.keeps(name, message):
            self.judge(name, message)

    def asked(self, name: str, command: Command) -> Move:
        if self._foreign:
            raise Refused("NOT_OURS", detail="commission revive")
        if self._unproved:
            raise Refused("BUSY")
        return to_move(name, command, self.commission, workflow.now())

    def named(self, asked: Move) -> Named:
        return named(asked)

    def sides(self) -> dict[Party, str]:
        order = self.commission.order
        return {Party.CREATOR: order.creator_id, Party.BRAND: order.brand_id}

    def prove(self, name: str, message: RawValue, command: Command) -> Proved | None:
        """Whose keys would be asked is not known yet, or nothing is done with it: `asked` refuses it."""
        return None if self._foreign or self._unproved else super().prove(name, message, command)

    @property
    def used(self) -> Used:
        """It stands with the commission in the books."""
        return self.commission.used

    @used.setter
    def used(self, used: Used) -> None:
        self.commission = replace(self.commission, used=used)

    def weigh(self, asked: Move) -> None:
        rules.considered(self.commission, asked)

    def obey(self, asked: Move) -> None:
        self._keep(rules.decided(self.commission, asked))

    def answer(self, asked: Move, seq: int | None = None) -> dict[str, Any]:
        asker = Party.OPERATOR if asked.on_behalf_of else asked.by
        number = self.commission.seq if seq is None else seq
        return view.answer(self.commission, asker, workflow.now(), number)

    def not_understood(self) -> None:
        if not self._foreign and not self._unproved:
            self.note("unknown", Refused("UNKNOWN_COMMAND"), Command())

    @workflow.query(description='各方所见 · what a party sees: {"role": "brand"}')
    def view(self, role: Any = None) -> dict[str, Any]:
        asked = role.get("role") if isinstance(role, dict) else role
        party = next((each for each in PEOPLE if each == asked), None)
        if party is None:
            raise self._unanswered(Refused("ROLE_NEEDED"))
        if self._foreign:
            raise self._unanswered(Refused("NOT_OURS", detail="commission revive"))
        return view.view(self.commission, party, workflow.now())

    @workflow.query(description="最近事件 · the last events")
    def timeline(self) -> list[dict[str, Any]]:
        return view.timeline(self.commission)

    @workflow.query(description="各方现在可以做什么 · what each side may do now")
    def allowed_moves(self) -> dict[str, list[str]]:
        return {
            party.value: view.view(self.commission, party, workflow.now())["allowed_moves"]
            for party in PEOPLE
        }

    def note(self, name: str, refused: Refused, command: Command, asked: Move | None = None) -> None:
        """What was asked is kept: on top of what a lost task had recorded it may be possible."""
        now = workflow.now()
        at = effective(self.commission, command.received_at, now)
        message = MESSAGES.get(name)
        by = claimed(message.by, command.actor, command.on_behalf_of) if message else Party.OPERATOR
        behalf, actor = by.value if command.on_behalf_of == by else "", harmless(command.actor)
        move = Move(name, by, at, now, command.command_id, actor, behalf)
        told = "" if refused.quotes else refused.detail
        self.commission, line = refuse(self.commission, name, move, refused.code, told)
        if line is not None:
            self._unrecorded.append(Decided(line, asked))

    def refusal(self, name: str, message: RawValue, refused: Refused) -> ApplicationError:
        """With what is possible instead for whoever sent it."""
        party = sent_as(MESSAGES[name].by, message)
        zh, en = view.refusal_text(self.commission, party, workflow.now(), refused.zh, refused.en)
        told = {"code": refused.code, "zh": zh, "en": en, "seq": self.commission.seq}
        return ApplicationError(f"{refused.code}: {zh} / {en}", told, type=refused.code, non_retryable=True)

    def _unanswered(self, refused: Refused) -> ApplicationError:
        told = {"code": refused.code, "zh": refused.zh, "en": refused.en}
        return ApplicationError(str(refused), told, type=refused.code, non_retryable=True)

    def _cancel_asked_of_temporal(self, reason: str) -> None:
        """The Web UI's Request Cancellation is the operator's cancel: applied or refused, never an exit."""
        if self._foreign or self._unproved:
            return
        now = workflow.now()
        at = effective(self.commission, None, now)
        actor = "operator:temporal"
        move = Move("cancel", Party.OPERATOR, at, now, actor=actor, reason=reason, fault="platform")
        try:
            check_plain(self.trust, by_operator=True, stamped=False)
            self._keep(rules.decided(self.commission, move))
        except Refused as refused:
            self._cancel_spent = True
            self.commission, line = refuse(self.commission, "cancel", move, refused.code)
            if line is not None:
                self._unrecorded.append(Decided(line))

    # --- recording: one local activity, one transaction, per workflow task ---

    async def _record_what_was_decided(self) -> None:
        while self._unrecorded or self._backlog:
            batch, self._unrecorded = self._unrecorded, []
            if batch:
                verdict = await self._record(batch)
                if verdict == FOREIGN:
                    self._turn_away()
                    return
                if verdict:
                    self._by_system(verdict)
            else:
                await workflow.sleep(limits.BREATH, summary="backlog")
            for name, message in self._backlog.helping():
                self.judge(name, message)
            self._show()

    async def _record(self, batch: list[Decided]) -> str | None:
        lines = tuple(each.transition for each in batch)
        run = workflow.info().first_execution_run_id
        order = RecordInput(self.commission.id, lines, view.shown(self.commission), self.commission, run)
        if lines[0].seq == FIRST:
            order = replace(order, trust=self._start.trust, keys=self._start.keys)
        try:
            verdict = await effects.record(order)
        except (ApplicationError, ActivityError):  # a local activity's own error comes bare
            await self._adopt_what_is_recorded(batch)
            return None
        if verdict != FOREIGN:
            journal.note(lines)
        return verdict

    async def _adopt_what_is_recorded(self, batch: list[Decided]) -> None:
        """These numbers are taken: an earlier attempt of this task was lost after it recorded them."""
        state = await effects.recorded(self.commission.id, batch[0].transition.seq)
        later, self._unrecorded, used = self._unrecorded, [], self.used
        self.commission, self._unrecorded = adopt(state, [*batch, *later])
        self.used = together(self.used, used)
        self._by_system("record_conflict")
        if self.commission.stage is Stage.AWAITING_PAYMENT:  # its verdict was lost with it: ask again
            now = workflow.now()
            self._apply_quietly(Move("funded", Party.OUTSIDE, now, now))

    def _as_listed(self) -> Shown | None:
        """What the search attributes say already; None where whoever started it gave none."""
        listed = workflow.info().typed_search_attributes.get(names.STAGE)
        return view.shown(self.commission) if listed else None

    def _show(self) -> None:
        """Search attributes and current details follow every visible change, in one upsert."""
        workflow.set_current_details(details(self.commission, workflow.now(), self._start.lang))
        seen = view.shown(self.commission)
        if seen != self._shown:
            changed = effects.attributes(seen, self._shown)
            self._shown = seen
            if changed:
                workflow.upsert_search_attributes(changed)

    # --- effects: started after their transition is recorded, in the background ---

    async def _perform(self, effect: Effect) -> None:
        result = await effects.perform(self.commission.id, effect, replace(self._start, trust=self.trust))
        self.commission, moves = effects.landed(self.commission, effect, result, workflow.now())
        for move in moves:
            self._apply_quietly(move)
        self.commission = done(self.commission, effect)
        self._in_flight.landed(effect)

    def _by_system(self, name: str) -> None:
        now = workflow.now()
        self._apply_quietly(Move(name, Party.SYSTEM, now, now))

    def _apply_quietly(self, move: Move) -> None:
        """A result that comes when nobody waits for it any more is dropped."""
        try:
            self._keep(rules.decided(self.commission, move))
        except Refused:
            workflow.logger.info("result no longer awaited", extra={"move": move.name})

    def _keep(self, decision: Decision) -> None:
        self.commission = decision.commission
        self._unrecorded.append(decided(decision))

    # --- clocks ---

    def _act_on_due_clocks(self) -> None:
        """Once every message of this moment is judged: what was sent before a deadline acts before it."""
        self._timer.clear()
        for name, at in [] if self._backlog else struck(self.commission, workflow.now()):
            if self.commission.clocks.get(name) != at:
                continue  # an earlier clock of this moment moved or stopped it
            self._apply_quietly(Move(name, Party.CLOCK, at, workflow.now()))
            if self.commission.clocks.get(name) == at:
                left = {other: when for other, when in self.commission.clocks.items() if other != name}
                self.commission = replace(self.commission, clocks=left)

    def _is_too_long(self) -> bool:
        """Effects in flight are waited for while there is room, else carried over and issued again."""
        if limits.is_full():
            return True
        if self._cancel_spent:  # a run can be asked to cancel once only: begin a new one, to be asked again
            return self._in_flight.kinds <= {"pay_out"}
        return workflow.info().is_continue_as_new_suggested() and not self._in_flight
