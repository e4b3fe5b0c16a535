"""What goes on a creator's breach record (违约记录). Expiry and declining never do (S1 Q17, design 12.9).

A line is never changed: an appeal that succeeds adds one more.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from domain.commission import Commission
from domain.moves import Move
from domain.standing import creator_in_default


@dataclass(frozen=True)
class BreachRule:
    zh: str
    en: str
    applies: Callable[[Commission, Move], bool] = lambda _c, _m: True
    leaves: str = "open"
    """What the commission's record is afterwards: open to an appeal, or lifted."""


BREACHES: Mapping[str, BreachRule] = {
    "abandoned": BreachRule("逾期未提交", "nothing was submitted in time"),
    "cancelled": BreachRule("接收后申请取消", "cancelled at the creator's wish after accepting"),
    "default": BreachRule(
        "创作者违约，客户取消",
        "cancelled by the brand for the creator's default",
        lambda c, m: creator_in_default(c, m.at),
    ),
    "lifted": BreachRule("申诉成立，违约记录撤销", "lifted on appeal", leaves="lifted"),
}
