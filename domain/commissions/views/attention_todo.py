"""What a person does about each reason for attention, and the command that shows more.

The command runs as it is pasted and changes nothing. What is pressed stands in the details, with its JSON.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol


class Between(Protocol):
    """Whose commission it is."""

    @property
    def brand_id(self) -> str: ...
    @property
    def creator_id(self) -> str: ...


@dataclass(frozen=True)
class Todo:
    zh: str
    en: str
    command: str

    def look(self, commission_id: str, between: Between) -> str:
        """The command, whole."""
        ids = {"id": commission_id, "brand": between.brand_id, "creator": between.creator_id}
        return "./starmap " + self.command.format(**ids)


TODO: Mapping[str, Todo] = {
    "unpaid": Todo(
        "请品牌主充值，到账后自动下发；逾期未付自动取消",
        "ask the brand to top up: it is dispatched by itself then, and cancelled in the end without",
        "brand show {brand}",
    ),
    "unordered": Todo(
        "问清是谁发起的，然后 `cancel`；没有动用资金",
        "find out who started it, then `cancel`; no money was moved",
        "commission explain {id}",
    ),
    "overdue": Todo(
        "联系创作者；确有原因就用 `extend` 延长 submit_by；宽限期过后品牌主可取消且不赔付",
        "call the creator; `extend` submit_by for a reason; after the grace the brand may leave free",
        "commission show {id}",
    ),
    "audit_slow": Todo(
        "催平台审核；有了结果而没有回传，用 `record_audit` 记录",
        "press the platform for its audit; `record_audit` where it has answered and not sent it",
        "commission show {id}",
    ),
    "audit_overdue": Todo(
        "查明审核结果并用 `record_audit` 记录；到期自动立案",
        "find out the audit's answer and `record_audit` it; in the end a case is opened",
        "commission explain {id}",
    ),
    "audit_appealed": Todo(
        "请平台复核这一作品，结果会自动回到这里",
        "have the platform look again at the item; its answer comes back by itself",
        "commission explain {id}",
    ),
    "review_overdue": Todo(
        "提醒品牌主确认或驳回；到期视为确认（下单时同意的）或取消并按条款赔付",
        "remind the brand; in the end it counts as approved where so ordered, else the kill fee is paid",
        "commission show {id}",
    ),
    "early_publication": Todo(
        "请品牌主认可（`ratify`）或要求下架（`take_down`）",
        "have the brand `ratify` it or ask for its `take_down`",
        "commission show {id}",
    ),
    "release_refused": Todo(
        "请创作者按拒绝原因修改后，由品牌主 `reschedule`（次数未满时）",
        "the creator mends what was refused, then the brand says `reschedule`, if changes are left",
        "commission explain {id}",
    ),
    "release_overdue": Todo(
        "查明为何没有公开；次数未满时品牌主可 `reschedule`，到期由平台判定",
        "find out why; the brand may `reschedule` if changes are left, in the end the platform decides",
        "commission explain {id}",
    ),
    "visibility_unknown": Todo(
        "不用操作，会再次查询，到期按最近所知处理；平台长时间无答复时查看平台状态",
        "nothing to press, it is asked again and in the end taken as last known; look after the platform",
        "commission show {id}",
    ),
    "suspended": Todo(
        "请创作者恢复公开：累计不久的自动结算，否则投诉期延长；平台误判可 `force_settle`",
        "the creator shows it again: it settles, or its window is longer; `force_settle` if we erred",
        "commission explain {id}",
    ),
    "suspended_long": Todo(
        "核实作品；平台误下架的用 `force_settle`，否则到期退款或立案",
        "look at the item; `force_settle` if the platform erred, else it is refunded or becomes a case",
        "commission explain {id}",
    ),
    "settled_unseen": Todo(
        "平台恢复后核对作品；没有公开的用 claim clawback 追回",
        "look at the item once the platform answers; claw back what was not public (claim clawback)",
        "commission explain {id}",
    ),
    "edited": Todo(
        "核对修改处；品牌主仍可在投诉期内投诉",
        "compare the edit; the brand may complain within the window",
        "commission explain {id}",
    ),
    "gone_after": Todo(
        "核对作品为何不公开；款项不变，须追回的用 claim clawback",
        "see why it is not public; what is settled stands, claw back what must be (claim clawback)",
        "commission explain {id}",
    ),
    "edited_after": Todo(
        "核对修改处；款项不变，须追回的用 claim clawback",
        "compare the edit; what is settled stands, claw back what must be (claim clawback)",
        "commission explain {id}",
    ),
    "republished": Todo(
        "核对两个作品；原作品已不公开的，请创作者 `replace_item`，由品牌主确认；立案期间不能换号，判定时考虑",
        "compare the two; is the confirmed one gone, the creator says `replace_item`; in a case, weigh it",
        "commission explain {id}",
    ),
    "arbitration": Todo(
        "听取双方后用 `arbitrate` 判定", "hear both sides, then `arbitrate`", "commission explain {id}"
    ),
    "public_meanwhile": Todo(
        "判定时把作品已公开一并考虑：结算、按比例，或退款并下架",
        "it is public now: `arbitrate` to settle, to split, or to refund, which takes it down",
        "commission explain {id}",
    ),
    "ready_to_decide": Todo("可以用 `arbitrate` 判定了", "`arbitrate` now", "commission explain {id}"),
    "decision_overdue": Todo("今天就用 `arbitrate` 判定", "`arbitrate` today", "commission explain {id}"),
    "second_needed": Todo(
        "由另一位运营看过后用 `second` 复核；不认可就另提一个",
        "another operator reads it and sends `second`, or proposes otherwise",
        "commission explain {id}",
    ),
    "proposal_lapsed": Todo(
        "仍要判定就重新提议，并请另一位运营复核",
        "propose it again, and ask another operator to `second` it",
        "commission explain {id}",
    ),
    "decision_long_overdue": Todo(
        "马上用 `arbitrate` 判定，否则到期按「未判定则」一行了结",
        "`arbitrate` now, or it ends as the line “if undecided” says",
        "commission explain {id}",
    ),
    "breach_appealed": Todo(
        "核对违约记录后用 `arbitrate` 判定 lift 或 uphold",
        "check the record, then `arbitrate` with lift or uphold",
        "commission explain {id}",
    ),
    "frozen": Todo("核查完毕后 `unfreeze`", "`unfreeze` once the inquiry is over", "commission show {id}"),
    "frozen_long": Todo(
        "催促核查；完毕后 `unfreeze`", "press the inquiry; `unfreeze` once it is over", "commission show {id}"
    ),
    "brand_frozen_long": Todo(
        "催促核查；完毕后 `unfreeze`（party 写 brand）",
        "press the inquiry; `unfreeze` with party brand once it is over",
        "commission show {id}",
    ),
    "payout_failed": Todo(
        "请创作者更正收款账户，更正后自动继续；或用 `retry_payout`",
        "the creator mends the account and it goes on by itself; or `retry_payout`",
        "withdrawal show {id}",
    ),
    "payout_later": Todo(
        "不用操作，会自动换新流水号重试；要快就用 `retry_payout`",
        "nothing to press, it is tried again under a new number; `retry_payout` to be faster",
        "withdrawal show {id}",
    ),
    "payout_conflict": Todo(
        "先查清账目，再用 `retry_payout`", "clear up the books first, then `retry_payout`", "ledger check"
    ),
    "payout_withheld": Todo(
        "资金解冻后自动继续", "goes on by itself once the money is free", "creator balance {creator}"
    ),
    "effect_failed": Todo(
        "不用操作，会自动重试；查看服务商状态。FOREIGN_WORKFLOW：先在 Temporal 中终止占着编号的流程",
        "nothing to press, it is tried again; look after the provider. FOREIGN_WORKFLOW: terminate what "
        "runs under that id in Temporal",
        "commission show {id}",
    ),
    "notice_failed": Todo(
        "核对收件人手机号，改用电话告知；失败的短信在网页 Standalone Activities 里",
        "check the recipient's phone, and call; the SMS that failed stands under Standalone Activities",
        "commission explain {id}",
    ),
    "unexpected_fact": Todo(
        "看最近的事里标 ✗ 的一条，与平台核对",
        "compare the line with ✗ among the last events with the platform",
        "commission explain {id}",
    ),
    "fact_denied": Todo(
        "查明谁在报告不实的事", "find out who reports what is not so", "commission explain {id}"
    ),
    "fact_unchecked": Todo(
        "不用操作，会再次核实；查看平台状态",
        "nothing to press, it is looked at again; look after the platform",
        "commission show {id}",
    ),
    "record_conflict": Todo(
        "核对数据库与账本，再看这条任务", "check the books, then this commission", "ledger check"
    ),
    "not_ours": Todo(
        "不是经平台下单的流程，没有动用资金；查明谁启动了它。"
        "它若顶替了真的流程，health 会指出，用 commission revive 恢复",
        "not started through an order here, nothing was moved: find out who started it. Where it took the "
        "place of the real one, health says so, and commission revive brings that back",
        "health",
    ),
}
