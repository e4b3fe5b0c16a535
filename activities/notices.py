"""SMS and calls. No SMS vendor is idempotent: a key row is written before anything is sent, and what was
sent without an answer is asked about where the vendor can tell, else left unknown, never sent again."""

from collections.abc import Callable
from dataclasses import dataclass

from temporalio import activity
from temporalio.exceptions import ApplicationError

from activities.ordered import Check, not_ordered
from domain.notice import Notice
from gateways.ports.work import (
    NeverSent,
    NoticeState,
    NoticeStore,
    OutcomeUnknown,
    Sms,
    VendorRefused,
    Voice,
)
from models.messages.work import EffectInput, EffectResult, NoticeInput


@dataclass(frozen=True)
class NoticeActivities:
    store: NoticeStore
    sms: Sms
    voice: Voice
    check_ordered: Check = not_ordered
    """Of a call, which is no line of the books before it rings."""
    when_failed: Callable[[], None] = lambda: None
    """Called once an SMS has failed for good: its commission is told by whoever started it."""

    @activity.defn(name="notice", no_thread_cancel_exception=True)
    def send(self, given: NoticeInput) -> str:
        """An SMS that stands in the books. Nobody waits for its end; a bad one is a failure to be found."""
        notice = self.store.ordered(given.key)
        if notice is None:
            raise ApplicationError(f"nobody ordered {given.key}", type="NOT_OURS", non_retryable=True)
        try:
            result = self.tell(notice)
        except NeverSent as failed:
            if activity.info().attempt < given.attempts:
                raise
            self.store.conclude(given.key, NoticeState.FAILED, str(failed)[:100])
            self.when_failed()
            raise
        if result.outcome != NoticeState.SENT:
            self.when_failed()
            said = f"{result.outcome}: {result.reason}"
            raise ApplicationError(said, type="VendorRefused", non_retryable=True)
        return result.outcome

    @activity.defn(no_thread_cancel_exception=True)
    def call(self, given: EffectInput) -> EffectResult:
        if given.effect.call is None:
            raise ApplicationError("nobody is to be called", type="NOT_OURS", non_retryable=True)
        self.check_ordered(given)
        return self.tell(given.effect.call)

    @activity.defn(no_thread_cancel_exception=True)
    def ask_notice(self, given: EffectInput) -> EffectResult:
        """What became of an SMS that is said to have failed: ``not_sent``, or anything other."""
        key = given.effect.notice
        why = self.store.failure(given.commission_id, key)
        return EffectResult("other" if why is None else "not_sent", reason=why or "", ref=key)

    def tell(self, notice: Notice) -> EffectResult:
        """Raises NeverSent: it may be tried again; every other end is an outcome."""
        claimed = self.store.claim(notice)
        if claimed is not None and claimed is not NoticeState.SENDING:
            return EffectResult(claimed.value)
        state, note = self._settle(notice) if claimed else self._send(notice)
        self.store.conclude(notice.key, state, note)
        return EffectResult(state.value, reason=note)

    def _send(self, notice: Notice) -> tuple[NoticeState, str]:
        try:
            phone = self.store.phone_of(notice.recipient)
            return self._through_its_channel(notice, phone), ""
        except VendorRefused as refused:
            return NoticeState.REFUSED, refused.code
        except OutcomeUnknown:
            return self._settle(notice, after_sending=True)

    def _through_its_channel(self, notice: Notice, phone: str) -> NoticeState:
        said = (notice.key, phone, notice.template, dict(notice.params), notice.text, notice.at)
        if notice.channel == "voice":
            return NoticeState.ANSWERED if self.voice.call(*said) else NoticeState.UNANSWERED
        self.sms.send(*said)
        return NoticeState.SENT

    def _settle(self, notice: Notice, *, after_sending: bool = False) -> tuple[NoticeState, str]:
        """A row without an outcome: an earlier attempt died or had no answer."""
        if notice.channel == "voice":  # the same key never rings twice, so asking is repeating
            return (NoticeState.UNKNOWN, "no answer") if after_sending else self._send(notice)
        match self.sms.find(notice.key):
            case True:
                return NoticeState.SENT, "found"
            case False if not after_sending:
                return self._send(notice)
            case False:
                raise NeverSent(notice.key)
            case _:
                return NoticeState.UNKNOWN, "the vendor cannot tell"
