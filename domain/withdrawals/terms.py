"""The terms of withdrawing: 「不同平台对提现时间、次数等规则有所不同」 (S2 §7).

They are pinned into each withdrawal when it is asked for; the ``[withdrawal]`` table of ``terms.toml``
overrides the defaults. What a creator may ask depends on where the money goes; a payout that follows a
settlement by itself asks nobody, so only its tries and pauses are counted.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from domain.terms import BadTerms, most


def _term(default: int, zh: str, en: str) -> Any:  # noqa: ANN401 - as dataclasses.field
    return field(default=default, metadata={"zh": zh, "en": en, "basis": "S2 §7, ours"})


@dataclass(frozen=True)
class WithdrawalTerms:
    alipay_least_fen: int = _term(1_000, "支付宝每次最少（分）", "least to Alipay (fen)")
    alipay_times_a_day: int = _term(3, "支付宝每日次数", "times a day to Alipay")
    alipay_times_a_month: int = _term(30, "支付宝每月次数", "times a month to Alipay")
    alipay_from_hour: int = _term(0, "支付宝提现开始（点）", "Alipay from (o'clock)")
    alipay_to_hour: int = _term(24, "支付宝提现结束（点）", "Alipay until (o'clock)")
    bank_card_least_fen: int = _term(10_000, "银行卡每次最少（分）", "least to a bank card (fen)")
    bank_card_times_a_day: int = _term(1, "银行卡每日次数", "times a day to a bank card")
    bank_card_times_a_month: int = _term(10, "银行卡每月次数", "times a month to a bank card")
    bank_card_from_hour: int = _term(9, "银行卡提现开始（点）", "bank card from (o'clock)")
    bank_card_to_hour: int = _term(21, "银行卡提现结束（点）", "bank card until (o'clock)")
    tries: int = _term(3, "银行暂时拒绝时最多尝试", "numbers tried while the bank refuses for now")
    pause_minutes: int = _term(30, "换新流水号前等待（分钟）", "minutes before a new number is used")
    wait_days: int = _term(15, "等待更正收款账户（日）", "days to wait for a mended account")
    frozen_check_minutes: int = _term(
        60, "资金冻结时再次核对间隔（分钟）", "minutes between looks whether frozen money is free"
    )
    unknown_alert_minutes: int = _term(
        60, "银行无答复提醒（分钟）", "minutes without an answer until attention"
    )

    def of(self, rail: str, name: str) -> int:
        """A term of one rail: ``of("alipay", "least_fen")``."""
        return int(getattr(self, f"{rail}_{name}"))


DEFAULT_TERMS = WithdrawalTerms()

RAILS: Mapping[str, tuple[str, str]] = {"alipay": ("支付宝", "Alipay"), "bank_card": ("银行卡", "bank card")}


def withdrawal_terms_from(overrides: Mapping[str, Any]) -> WithdrawalTerms:
    """Raises BadTerms with every problem at once."""
    known = {each.name for each in fields(WithdrawalTerms)}
    problems = [problem for name, value in overrides.items() if (problem := _problem(known, name, value))]
    if problems:
        raise BadTerms("; ".join(problems))
    return WithdrawalTerms(**overrides)


def _problem(known: set[str], name: str, value: object) -> str:
    if name not in known:
        return f"withdrawal.{name}: no such term / 没有这一条款"
    if type(value) is not int:
        return f"withdrawal.{name}: expected int, got {value!r} / 类型不符"
    if value < 0:
        return f"withdrawal.{name}: must not be negative / 不能为负"
    if value > most(name):
        return f"withdrawal.{name}: at most {most(name)} / 不能超过 {most(name)}"
    if name == "tries" and value == 0:
        return "withdrawal.tries: at least 1 / 至少为 1"
    return ""
