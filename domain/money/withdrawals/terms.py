"""The terms of withdrawing: 「不同平台对提现时间、次数等规则有所不同」 (S2 §7).

They are pinned into each withdrawal when it is asked for; the ``[withdrawal]`` table of ``terms.toml``
overrides the defaults. What a creator may ask depends on where the money goes; a payout that follows a
settlement by itself asks nobody, so only its tries and pauses are counted.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from functools import partial
from typing import Any

from domain.bounds import BadTerms, Relation, broken, term, wrong
from domain.copies import replace
from domain.term_bases import whole

TABLE = "withdrawal."
"""Before the name of a term in whatever is said of it."""
_term = partial(term, basis="S2 §7, ours")


@dataclass(frozen=True)
class WithdrawalTerms:
    alipay_least_fen: int = _term(
        1_000, "支付宝每次最少（分）", "least to Alipay (fen)", lo=0, hi=100_000_000
    )
    alipay_times_a_day: int = _term(3, "支付宝每日次数", "times a day to Alipay", lo=1)
    alipay_times_a_month: int = _term(30, "支付宝每月次数", "times a month to Alipay", lo=1, hi=1_000)
    alipay_from_hour: int = _term(0, "支付宝提现开始（点）", "Alipay from (o'clock)", lo=0, hi=23)
    alipay_to_hour: int = _term(24, "支付宝提现结束（点）", "Alipay until (o'clock)", lo=1, hi=24)
    bank_card_least_fen: int = _term(
        10_000, "银行卡每次最少（分）", "least to a bank card (fen)", lo=0, hi=100_000_000
    )
    bank_card_times_a_day: int = _term(1, "银行卡每日次数", "times a day to a bank card", lo=1)
    bank_card_times_a_month: int = _term(10, "银行卡每月次数", "times a month to a bank card", lo=1, hi=1_000)
    bank_card_from_hour: int = _term(9, "银行卡提现开始（点）", "bank card from (o'clock)", lo=0, hi=23)
    bank_card_to_hour: int = _term(21, "银行卡提现结束（点）", "bank card until (o'clock)", lo=1, hi=24)
    brand_withdrawal_operator_fen: int = _term(
        1_000_000,
        "品牌主余额退回超过此金额须运营经手（分）",
        "a brand's balance goes back by an operator above (fen)",
        lo=0,
        hi=100_000_000,
    )
    tries: int = _term(
        3, "银行暂时拒绝时最多尝试", "numbers tried while the bank refuses for now", lo=1, hi=10
    )
    pause_minutes: int = _term(
        30, "换新流水号前等待（分钟）", "minutes before a new number is used", lo=1, hi=1_440
    )
    wait_days: int = _term(15, "等待更正收款账户（日）", "days to wait for a mended account")
    frozen_check_minutes: int = _term(
        60,
        "资金冻结时再次核对间隔（分钟）",
        "minutes between looks whether frozen money is free",
        lo=1,
        hi=1_440,
    )
    unknown_alert_minutes: int = _term(
        60, "银行无答复提醒（分钟）", "minutes without an answer until attention", lo=1, hi=1_440
    )

    def of(self, rail: str, name: str) -> int:
        """A term of one rail: ``of("alipay", "least_fen")``."""
        return int(getattr(self, f"{rail}_{name}"))

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Callable[[Any], Any]) -> Mapping[str, Any]:  # noqa: ANN401
        """They are read as they travel."""
        before = {"type": "no-info", "function": _as_pinned}
        return {"type": "function-before", "function": before, "schema": handler(source)}


def _as_pinned(written: Any) -> Any:  # noqa: ANN401 - whatever lies there
    return whole(written, "withdrawal") if isinstance(written, Mapping) else written


DEFAULT_TERMS = WithdrawalTerms()

RAILS: Mapping[str, tuple[str, str]] = {"alipay": ("支付宝", "Alipay"), "bank_card": ("银行卡", "bank card")}


def _of(rail: str) -> tuple[Relation, ...]:
    return (
        Relation(
            (f"{rail}_from_hour", f"{rail}_to_hour"),
            "须先开始后结束",
            "must begin before it ends",
            lambda terms: terms.of(rail, "from_hour") < terms.of(rail, "to_hour"),
        ),
        Relation(
            (f"{rail}_times_a_day", f"{rail}_times_a_month"),
            "每日次数不多于每月次数",
            "no more times a day than a month",
            lambda terms: terms.of(rail, "times_a_day") <= terms.of(rail, "times_a_month"),
        ),
    )


RELATIONS: tuple[Relation, ...] = tuple(relation for rail in RAILS for relation in _of(rail))


def withdrawal_terms_from(
    overrides: Mapping[str, Any], base: WithdrawalTerms = DEFAULT_TERMS
) -> WithdrawalTerms:
    """Raises BadTerms with every problem at once."""
    found = wrong(fields(WithdrawalTerms), overrides, TABLE)
    sound = {name: value for name, value in overrides.items() if name not in found}
    terms = replace(base, **sound)
    problems = [*found.values(), *broken(RELATIONS, terms, but=found, table=TABLE)]
    if problems:
        raise BadTerms("; ".join(problems))
    return terms
