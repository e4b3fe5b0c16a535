"""SMS and calls. No SMS vendor is idempotent: a key row is written before anything is sent, and what was
sent without an answer is asked about where the vendor can tell, else left unknown, never sent again."""

from dataclasses import dataclass

from temporalio import activity

from domain.commission import Effect
from gateways.ports import (
    NeverSent,
    Notice,
    NoticeBook,
    NoticeState,
    OutcomeUnknown,
    Sms,
    VendorRefused,
    Voice,
)
from models.messages.work import EffectOrder, EffectResult


@dataclass(frozen=True)
class NoticeActivities:
    book: NoticeBook
    sms: Sms
    voice: Voice

    @activity.defn(name="notice", no_thread_cancel_exception=True)
    def tell(self, order: EffectOrder) -> EffectResult:
        """Raises NeverSent, which is retried; every other end is an outcome."""
        notice = _notice(order.commission_id, order.effect)
        claimed = self.book.claim(notice)
        if claimed is not None and claimed is not NoticeState.SENDING:
            return EffectResult(claimed.value)
        state, note = self._settle(notice) if claimed else self._send(notice)
        self.book.conclude(notice.key, state, note)
        return EffectResult(state.value, reason=note)

    def _send(self, notice: Notice) -> tuple[NoticeState, str]:
        try:
            phone = self.book.phone_of(notice.recipient)
            return self._through_its_channel(notice, phone), ""
        except VendorRefused as refused:
            return NoticeState.REFUSED, refused.code
        except OutcomeUnknown:
            return self._settle(notice, after_sending=True)

    def _through_its_channel(self, notice: Notice, phone: str) -> NoticeState:
        said = (notice.key, phone, notice.template, notice.params, notice.text, notice.at)
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


def _notice(commission_id: str, effect: Effect) -> Notice:
    told = effect.params
    params = {name.removeprefix("var_"): value for name, value in told.items() if name.startswith("var_")}
    return Notice(
        key=effect.key,
        commission_id=commission_id,
        recipient=told["recipient"],
        channel=told["channel"],
        template=told["template"],
        params=params,
        text=told["text"],
        at=effect.at,
    )
