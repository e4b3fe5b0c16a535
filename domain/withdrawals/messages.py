"""What people may say to a withdrawal, by wire name, and the event of the table of steps it leads to."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Word:
    event: str
    zh: str
    en: str
    example: str
    of_operators: bool = True
    """With operator id and reason; the other is the creator's account, which the books know by themselves."""


WORDS: Mapping[str, Word] = {
    "retry_payout": Word(
        "retry",
        "换新流水号重新打款",
        "try again under a new number",
        '{"actor": "operator:li", "reason": "账户已核对"}',
    ),
    "cancel_payout": Word(
        "cancel",
        "取消提现，退回余额",
        "cancel, back to the balance",
        '{"actor": "operator:li", "reason": "创作者要求"}',
    ),
    "account_changed": Word(
        "account_changed",
        "收款账户已更正（可不填内容）",
        "the account was mended (no payload needed)",
        "{}",
        of_operators=False,
    ),
}
