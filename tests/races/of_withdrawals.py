"""Races for a creator's balance, and for the end of one transfer."""

from collections import Counter
from dataclasses import replace

from domain.commissions.moves import Move
from domain.commissions.rules.engine import decide
from domain.money.withdrawals.recording import Noted, Reservation, Reserved
from domain.money.withdrawals.state import Withdrawal
from domain.money.withdrawals.terms import DEFAULT_TERMS, WithdrawalTerms
from domain.money.withdrawals.transitions import Event, take
from domain.party import Party
from gateways.money.freezes import SqlFreezes
from tests.domain.story import MONDAY, Story
from tests.gateways.records import asked_for
from tests.races.ground import AT_ONCE, NET, Ground, batch
from tests.races.race import Race, Round, unlike

HALF, OTHERS = AT_ONCE // 2, AT_ONCE - 1
LITTLE = 1_000
ONCE_A_DAY = replace(DEFAULT_TERMS, alipay_times_a_day=1)


def withdraw_all(ground: Ground, name: str) -> Round:
    ground.settled(name)

    told = ground.at_once(lambda n: _word(_reserve(ground, name, f"{name}.{n}")))

    wrong = unlike(told, {"reserved": 1, "NOTHING_TO_WITHDRAW": OTHERS}) + ground.off(name, transit=NET)
    return Round(told, _reserved(ground, name), wrong)


def withdraw_again(ground: Ground, name: str) -> Round:
    ground.settled(name)

    told = ground.at_once(lambda _: _word(_reserve(ground, name, f"{name}.w")))

    wrong = unlike(told, {"reserved": 1, "resumed": OTHERS}) + ground.off(name, transit=NET)
    return Round(told, _reserved(ground, name), wrong)


def withdraw_otherwise(ground: Ground, name: str) -> Round:
    ground.settled(name)

    told = ground.at_once(lambda n: _word(_reserve(ground, name, f"{name}.w", LITTLE + n)))

    fen = ground.ledger.balances().get(f"transit:{name}.w", 0)
    wrong = unlike(told, {"reserved": 1, "WITHDRAWAL_KEY_REUSED": OTHERS})
    wrong += ground.off(name, transit=fen, creator=NET - fen)
    return Round(told, _reserved(ground, name), wrong)


def withdraw_often(ground: Ground, name: str) -> Round:
    """The balance would do for all of them: the terms allow one a day."""
    ground.settled(name)

    told = ground.at_once(lambda n: _word(_reserve(ground, name, f"{name}.{n}", LITTLE, terms=ONCE_A_DAY)))

    wrong = unlike(told, {"reserved": 1, "TOO_OFTEN_TODAY": OTHERS})
    return Round(
        told, _reserved(ground, name), wrong + ground.off(name, transit=LITTLE, creator=NET - LITTLE)
    )


def withdraw_and_pay_out(ground: Ground, name: str) -> Round:
    """By hand under 25 keys, and 25 times by the settlement itself."""
    ground.settled(name)

    def ask(number: int) -> str:
        if number % 2:
            return _word(_reserve(ground, name, f"{name}.{number}"))
        return _word(_reserve(ground, name, name, NET, commission=name))

    told = ground.at_once(ask)

    by_hand = {"reserved": 1, "NOTHING_TO_WITHDRAW": HALF - 1, "kept": HALF}
    settled = {"reserved": 1, "NOTHING_TO_WITHDRAW": HALF, "resumed": HALF - 1}
    wrong = unlike(told, by_hand, settled) + ground.off(name, transit=NET)
    return Round(told, _reserved(ground, name), wrong)


def withdraw_and_freeze_the_account(ground: Ground, name: str) -> Round:
    """A freeze is first, or one withdrawal is; what is reserved is never of an account that was frozen."""
    ground.settled(name)
    freezes = SqlFreezes(ground.engine)

    def ask(number: int) -> str:
        if number % 2:
            return _word(_reserve(ground, name, f"{name}.{number}"))
        freezes.freeze(name, "operator:li", "账号处罚核查中", MONDAY)
        return "frozen"

    return _first(ground, name, ground.at_once(ask))


def withdraw_and_freeze_the_commission(ground: Ground, name: str) -> Round:
    """The settled money of one commission, and another one that is frozen on the creator's side."""
    ground.settled(name)
    other = Story(cid=f"{name}-b", brand_id=name, creator_id=name, wallet=0)
    ground.store.record(batch(other.c, other.transitions))
    freeze = Move(
        "freeze", Party.OPERATOR, MONDAY, MONDAY, reason="核查", party="creator", actor="operator:li"
    )
    decision = decide(other.c, freeze)

    def ask(number: int) -> str:
        if number % 2:
            return _word(_reserve(ground, name, f"{name}.{number}"))
        ground.store.record(batch(decision.commission, [decision.transition]))
        return "frozen"

    return _first(ground, name, ground.at_once(ask))


def _first(ground: Ground, name: str, told: Counter[str]) -> Round:
    """Exactly one came first: the balance is in transit, or rests whole."""
    moved = _reserved(ground, name)
    by_freeze = {"frozen": HALF, "WITHDRAWAL_FROZEN": HALF}
    by_hand = {"frozen": HALF, "reserved": 1, "NOTHING_TO_WITHDRAW": HALF - 1}
    wrong = unlike(told, by_hand if moved else by_freeze)
    wrong += ground.off(name, transit=NET) if moved else ground.off(name, creator=NET)
    return Round(told, 1, wrong)


def paid_and_returned(ground: Ground, name: str) -> Round:
    ground.settled(name)
    sent = _reserve(ground, name, f"{name}.w").withdrawal
    ends = (Event("paid", MONDAY), Event("turned_down", MONDAY, "AMOUNT_INVALID"))

    def ask(number: int) -> str:
        taken = take(sent, ends[number % 2], DEFAULT_TERMS)
        ground.withdrawals.note(Noted(taken.withdrawal, ends[number % 2], sent.number, taken.step.moves))
        return taken.withdrawal.state.value

    told = ground.at_once(ask)

    end = "paid" if told["paid"] else "returned"
    wrong = unlike(told, {end: HALF, "RecordConflict": HALF})
    wrong += ground.off(name, creator=0 if end == "paid" else NET)
    moved = ground.entries(f"payout_arrived:{name}.", f"payout_returned:{name}.")
    return Round(told, moved, wrong)


def _reserve(
    ground: Ground,
    name: str,
    withdrawal: str,
    fen: int = 0,
    *,
    commission: str = "",
    terms: WithdrawalTerms = DEFAULT_TERMS,
) -> Reserved:
    """0 fen ask for all there is."""
    wanted = Withdrawal(withdrawal, name, fen, commission)
    asked_for(ground.engine, wanted, MONDAY)
    return ground.withdrawals.reserve(Reservation(wanted, MONDAY, terms))


def _word(reserved: Reserved) -> str:
    return reserved.code or reserved.event


def _reserved(ground: Ground, name: str) -> int:
    return ground.entries(f"payout_sent:{name}-", f"payout_sent:{name}.")


RACES = (
    Race("withdraw all, 50 keys", withdraw_all),
    Race("withdraw, the same key", withdraw_again),
    Race("withdraw, the same key, other amounts", withdraw_otherwise),
    Race("withdraw a little once a day, 50 keys", withdraw_often),
    Race("withdraw by hand and pay out on settlement", withdraw_and_pay_out),
    Race("withdraw all and freeze the account", withdraw_and_freeze_the_account),
    Race("withdraw all and freeze a commission", withdraw_and_freeze_the_commission),
    Race("paid and returned, one number", paid_and_returned),
)
