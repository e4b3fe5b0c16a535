"""What operators may still ask of a commission that is over: the rulebook decides it, on what the books hold.

Its workflow has ended and hears nothing. What is decided is written as every transition is, a line of the
timeline; both sides have an SMS, unless it would wait for the morning or for the pause after the last one.
"""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from pydantic_core import to_json
from sqlalchemy import Engine
from temporalio.api.common.v1 import Payload
from temporalio.common import RawValue

from activities.notices import NoticeActivities
from domain.commissions.moves import MESSAGES
from domain.commissions.rules.engine import Decision, decide
from domain.commissions.state.commission import Commission, needs_its_workflow
from domain.commissions.views import view
from domain.copies import replace
from domain.party import Party
from domain.refusals import Refused, Repeated
from domain.wording import check_words
from gateways.commissions.queries import SqlCommissionQueries
from gateways.commissions.store import SqlCommissionStore
from gateways.notices import SqlNoticeStore
from gateways.ports.work import Batch, NeverSent, RecordConflict, Sms, Voice
from gateways.refusals import UnknownCommission
from models.messages.command import Command, to_move
from services.commissions.commands import CommandRefused
from services.commissions.records import RECORD
from workflows.messages.payload_guard import read

AT_ONCE = 5
"""Operators who decide about one commission in the same moment; more than that, and a person asks again."""
SKIPPED_AFTER = timedelta(minutes=1)


def is_possible(name: str) -> bool:
    return name in MESSAGES and MESSAGES[name].afterwards


@dataclass(frozen=True)
class Afterwards:
    engine: Engine
    sms: Sms
    voice: Voice

    def ask(
        self, commission_id: str, name: str, fields: Mapping[str, Any], now: datetime, gone: CommandRefused
    ) -> dict[str, Any]:
        """As an update is. Raises CommandRefused; ``gone`` where the books do not have it as over."""
        for _ in range(AT_ONCE):
            before, at = self._ended(commission_id, now, gone)
            try:
                decision = _decided(before, name, fields, at)
                self._write(before, decision)
            except Repeated as repeated:
                return _answer(before, repeated.seq, at)
            except Refused as refused:
                raise _explained(before, refused, at) from None
            except RecordConflict:  # somebody else has written this line meanwhile
                continue
            told = list(self._told(decision))
            return {**_answer(_kept(before, decision), decision.transition.seq, at), "told_by_sms": told}
        raise CommandRefused.named("BUSY")

    def _ended(self, commission_id: str, now: datetime, gone: CommandRefused) -> tuple[Commission, datetime]:
        """With the instant: never before what was written last, as after skipped time."""
        try:
            row = SqlCommissionQueries(self.engine).commission(commission_id)
        except UnknownCommission:
            raise gone from None
        commission = RECORD.validate_python(row.record)
        if row.order_key is None or needs_its_workflow(commission):
            raise gone
        return commission, max(now, row.updated_at)

    def _write(self, before: Commission, decision: Decision) -> None:
        after, line = _kept(before, decision), decision.transition
        skipped = line.recorded_at > datetime.now(UTC) + SKIPPED_AFTER
        lines = (replace(line, deadlines=(), notices=(), skipped_clock=skipped),)  # told here, at once
        record = RECORD.dump_python(after, mode="json")
        SqlCommissionStore(self.engine).record(Batch(after.id, lines, view.shown(after), record))

    def _told(self, decision: Decision) -> Iterator[str]:
        """Whom an SMS has reached."""
        notices = NoticeActivities(SqlNoticeStore(self.engine), self.sms, self.voice)
        for each in decision.transition.notices:
            with suppress(NeverSent):
                if notices.tell(each).outcome == "sent":
                    yield each.recipient.partition(":")[0]


def _decided(before: Commission, name: str, fields: Mapping[str, Any], at: datetime) -> Decision:
    """Read and judged as the workflow does."""
    command: Command = read(RawValue(Payload(metadata={"encoding": b"json/plain"}, data=to_json(fields))))
    check_words(vars(command))
    return decide(before, to_move(name, command, before, at))


def _kept(before: Commission, decision: Decision) -> Commission:
    """Nobody is left to carry anything out or to wait for a clock."""
    return replace(
        decision.commission,
        effects=before.effects,
        waiting_notices=before.waiting_notices,
        clocks=before.clocks,
    )


def _answer(c: Commission, seq: int, at: datetime) -> dict[str, Any]:
    return view.answer(c, Party.OPERATOR, at, seq)


def _explained(c: Commission, refused: Refused, at: datetime) -> CommandRefused:
    zh, en = view.refusal_text(c, Party.OPERATOR, at, refused.zh, refused.en)
    return CommandRefused(refused.code, zh, en, c.seq)
