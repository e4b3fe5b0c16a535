"""What people may say to a withdrawal, by wire name, and the event of the table of steps it leads to."""

from collections.abc import Mapping
from dataclasses import dataclass

from domain.party import Party
from domain.placeholders import OPERATOR, REASON

OFFERED = f'{{"actor": "{OPERATOR}", "reason": "{REASON}"}}'
REASON_MAX = 100
"""A withdrawal belongs to no order whose terms might say otherwise."""


@dataclass(frozen=True)
class Word:
    event: str
    zh: str
    en: str
    example: str
    of_operators: bool = True
    """With operator id and reason; the other is a nudge, and whoever gives it, the books are asked."""

    @property
    def by(self) -> tuple[Party, ...]:
        return (Party.OPERATOR,) if self.of_operators else (Party.CREATOR, Party.OPERATOR)


WORDS: Mapping[str, Word] = {
    "retry_payout": Word(
        "retry",
        "换新流水号重新打款",
        "try again under a new number",
        OFFERED,
    ),
    "cancel_payout": Word(
        "cancel",
        "取消提现，退回余额",
        "cancel, back to the balance",
        OFFERED,
    ),
    "account_changed": Word(
        "account_changed",
        "收款账户已更正（可不填内容）",
        "the account was mended (no payload needed)",
        "{}",
        of_operators=False,
    ),
}
