"""What goes on a creator's breach record (违约记录). Expiry and declining never do (S1 Q17, D12.9).

A line is never changed: an appeal that succeeds adds one more.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from domain.commissions.cases.falling import BY_CREATOR
from domain.commissions.moves import Move
from domain.commissions.state.commission import Commission
from domain.commissions.state.on_record import RecordState
from domain.commissions.state.predicates import creator_in_default


@dataclass(frozen=True)
class BreachRule:
    zh: str
    en: str
    applies: Callable[[Commission, Move], bool] | None = None
    """None: wherever its row says so."""
    otherwise: str = ""
    """Where it does not apply: another rule that may."""
    leaves: RecordState = RecordState.OPEN
    """What the commission's record is afterwards: open to an appeal, or lifted."""

    @property
    def is_conditional(self) -> bool:
        return self.applies is not None

    def fits(self, c: Commission, m: Move) -> bool:
        return self.applies is None or self.applies(c, m)


BREACHES: Mapping[str, BreachRule] = {
    "abandoned": BreachRule("逾期未提交", "nothing was submitted in time"),
    "cancelled": BreachRule(
        "创作者违约期间申请取消",
        "cancelled at the creator's wish while in default",
        lambda c, m: creator_in_default(c, m.at),
        otherwise="early",
    ),
    "default": BreachRule(
        "创作者违约，客户取消",
        "cancelled by the brand for the creator's default",
        lambda c, m: creator_in_default(c, m.at),
        otherwise="early",
    ),
    "fault": BreachRule("平台取消，责任在创作者", "cancelled by the platform at the creator's fault"),
    "early": BreachRule(
        "提前发布，未获客户认可",
        "published early, and never ratified",
        lambda c, _: bool(c.early_item) or c.early_refused,
    ),
    "unreleased": BreachRule("因创作者原因未能发布", "its release failed through the creator"),
    "hidden": BreachRule("发布后隐藏或删除作品", "hid or deleted the published work"),
    "gone_after": BreachRule(
        "结算后隐藏或删除作品",
        "hid or deleted the work after its settlement",
        lambda c, m: c.on_record is None and m.ref in BY_CREATOR,
    ),
    "edited_after": BreachRule(
        "结算后未经许可修改作品",
        "edited the work without permission after its settlement",
        lambda c, _: c.on_record is None,
    ),
    "lifted": BreachRule("申诉成立，违约记录撤销", "lifted on appeal", leaves=RecordState.LIFTED),
}


def breach_of(reason: str, c: Commission, m: Move) -> str:
    """The reason that applies: this one, else the one it gives way to; none is an empty text."""
    while reason and not BREACHES[reason].fits(c, m):
        reason = BREACHES[reason].otherwise
    return reason
