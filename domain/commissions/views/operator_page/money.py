"""The money of one commission as operators read it: what the ledger says, and what would follow."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from domain.commissions.money.cancelling import cancel_quote
from domain.commissions.money.money_now import money_now
from domain.commissions.money.postings import decided
from domain.commissions.state.case import Case
from domain.commissions.state.commission import Commission
from domain.commissions.state.payout import Payout, PayoutState
from domain.commissions.state.stages import UNSETTLED
from domain.commissions.state.sums import told
from domain.commissions.views.telling import Reader
from domain.copies import replace
from domain.instants import written_weekday
from domain.markup import quoted
from domain.money.amounts import yuan
from domain.money.withdrawals.transitions import meaning
from domain.money.withdrawals.words import MEANING_WORDS, why
from domain.party import Party

PAYOUT_WORDS: Mapping[str, tuple[str, str]] = {
    PayoutState.NONE: ("未开始", "not begun"),
    PayoutState.UNDER_WAY: ("进行中", "under way"),
    PayoutState.WAITING: ("未成功，等待处理", "failed, waits to be mended"),
    PayoutState.PAID: ("已到账", "paid"),
    PayoutState.KEPT: ("留在创作者余额", "kept on the creator's balance"),
    PayoutState.FAILED: ("失败，钱在创作者余额", "failed, the money is on the creator's balance"),
    PayoutState.WITHHELD: ("暂缓（资金冻结中）", "withheld while frozen"),
    PayoutState.CONFLICT: ("与账本冲突，请核对", "in conflict with the books"),
}
STUCK = (PayoutState.WAITING, PayoutState.FAILED, PayoutState.WITHHELD, PayoutState.CONFLICT)
"""What asks for somebody: why, since when and where to look is said."""


def money(c: Commission, now: datetime, reader: Reader) -> Iterator[str]:
    """Bullets. The first is the ledger's; what might come is said to be so."""
    label = reader.pick(("- **资金**：", "- **Money**: "))
    yield label + told(money_now(c), c.order, Party.OPERATOR, reader.lang)
    if c.stage in UNSETTLED and not (c.case and c.case.decision):
        yield _if_settled(c, reader)
    yield from _kill_fee(c, now, reader)
    if c.payout.state is not PayoutState.NONE:
        yield reader.pick(("- **打款**：", "- **Payout**: ")) + _payout(c, c.payout, reader)


def _if_settled(c: Commission, reader: Reader) -> str:
    net, fee = yuan(c.order.net_fen), yuan(c.order.fee_fen)
    return reader.pick(
        (
            f"- **如全额结算**：创作者得 {net} 元，平台服务费 {fee} 元",
            f"- **If settled in full**: the creator gets CNY {net}, the fee is {fee}",
        )
    )


def _kill_fee(c: Commission, now: datetime, reader: Reader) -> Iterator[str]:
    quote = cancel_quote(c, now)
    if quote is None or not (quote.fen or quote.if_passed_fen):
        return
    amount, passed = yuan(quote.fen), yuan(quote.if_passed_fen)
    differs = quote.if_passed_fen != quote.fen
    either = reader.pick((f"，审核通过则 {passed} 元", f", {passed} if the audit passes")) * differs
    if c.pending_cancel:
        yield reader.pick(
            (
                f"- **赔付**：已取消，须赔付 {amount} 元{either}",
                f"- **Kill fee**: cancelled, CNY {amount}{either}",
            )
        )
        return
    yield reader.pick(
        (
            f"- **赔付**：现在取消须赔付 {amount} 元{either}（报价 {quote.version}）",
            f"- **Kill fee**: if cancelled now CNY {amount}{either} (quote {quote.version})",
        )
    )


def _payout(c: Commission, payout: Payout, reader: Reader) -> str:
    at = written_weekday(payout.since, reader.lang, reader.now) if payout.since else ""
    since = reader.pick((f"，自 {at}", f", since {at}")) if at else ""
    zh, en = PAYOUT_WORDS[payout.state]
    told = reader.pick((f"{yuan(payout.fen)} 元，{zh}", f"CNY {yuan(payout.fen)}, {en}")) + since
    if payout.state in (PayoutState.PAID, PayoutState.KEPT):
        return told
    see = f"{reader.pick(('详见', 'see'))} {quoted(f'withdrawal/{c.id}')}"
    if payout.state not in STUCK:
        return f"{told} · {see}"
    number = f" {quoted(payout.waits_as)}" if payout.waits_as else ""
    meant = reader.pick(MEANING_WORDS[meaning(payout.reason)]) if payout.reason else ""
    because = f" · {meant} {quoted(why(payout.reason))}{number}" if payout.reason else number
    return f"{told}{because} · {see}"


def shares(c: Commission, case: Case, reader: Reader) -> str:
    """What a decision gives either side, in yuan."""
    parts = decided(replace(c, case=case))
    said = {
        ("创作者 {} 元", "the creator CNY {}"): parts.creator_fen,
        ("平台服务费 {} 元", "the fee CNY {}"): parts.fee_fen,
        ("退品牌主 {} 元", "back to the brand CNY {}"): parts.brand_fen,
        ("平台自付 {} 元", "paid by the platform itself CNY {}"): parts.platform_fen,
    }
    told = (reader.pick(words).format(yuan(fen)) for words, fen in said.items() if fen)
    return reader.pick(("，", ", ")).join(told)
