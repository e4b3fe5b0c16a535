"""What operators read of a withdrawal: where it stands, where the money is, why, and what they may press."""

from dataclasses import replace

from domain.money.withdrawals.messages import WORDS
from domain.money.withdrawals.page import Line, page
from domain.money.withdrawals.state import State, Withdrawal
from domain.money.withdrawals.transitions import Event
from domain.money.withdrawals.words import EVENT_WORDS, MONEY_WORDS, STATE_WORDS
from tests.domain.test_withdrawals import NOON, PAUSING, STANDING, WAITING, then
from tests.walks import for_each


def shown(w: Withdrawal, *events: Event) -> str:
    return page(w, [Line(seq, each, w.number, w.state) for seq, each in enumerate(events, start=1)])


@for_each("state", list(State))
def test_the_page_says_where_it_stands_where_the_money_is_and_what_may_be_pressed(state: State) -> None:
    told = shown(STANDING[state], Event("turned_down", NOON, "ACCOUNT_INVALID"))

    assert told.startswith(f"### {' · '.join(STATE_WORDS[state])} `{state}`\n")
    assert "CNY 2,850.00" in told
    assert " · ".join(MONEY_WORDS[state]) in told
    for name in WORDS:
        assert (f"`{name}`" in told) == (state is State.WAITING)
    assert ("Nothing to press" in told) == (state is not State.WAITING)
    assert f"1 · 2026-12-01 12:00 · `atang.w1-1` · {' · '.join(EVENT_WORDS['turned_down'])}" in told


def test_the_money_is_where_the_page_says_it_is() -> None:
    in_transit = {state for state in State if "transit" in MONEY_WORDS[state][1]}

    assert in_transit == {State.SENDING, State.ASKING, State.WAITING}


def test_the_page_says_why_it_waits_and_until_when() -> None:
    mended, later = shown(WAITING), shown(PAUSING)

    assert "`BANK_ACCOUNT_INVALID` 收款账户收不了" in mended
    assert "至 2026-12-16 12:00，之后退回余额" in mended
    assert "`BANK_ACCOUNT_LIMIT` 银行暂时拒绝" in later
    assert "2026-12-01 12:30 换新流水号重试" in later
    assert "`account_changed`" not in later
    assert "may have moved or not" in shown(replace(STANDING[State.ASKING], code="NO_ANSWER"))


def test_the_page_names_both_numbers_who_pressed_and_why_the_newest_first() -> None:
    pressed = Event("retry", NOON, actor="operator:li", reason="核对过")
    lines = [
        Line(2, Event("turned_down", NOON, "ACCOUNT_INVALID"), "atang.w1-1", State.WAITING),
        Line(3, pressed, "atang.w1-1", State.SENDING),
        Line(4, Event("paid", NOON), "atang.w1-2", State.PAID),
    ]
    told = page(then(then(WAITING, "retry"), "paid"), lines).split("Events**")[1]

    assert [line.split(" · ")[2] for line in told.strip().splitlines()] == [
        "`atang.w1-2`",
        "`atang.w1-1`",
        "`atang.w1-1`",
    ]
    assert "tried again by an operator · operator:li · “核对过”" in told


def test_only_a_paid_bank_card_says_that_it_is_watched() -> None:
    paid = STANDING[State.PAID]

    assert "1, 3, 7, 15" in shown(replace(paid, rail="bank_card"))
    assert "接下来" not in shown(replace(paid, rail="alipay"))


def test_what_people_and_banks_wrote_is_never_read_as_markup() -> None:
    hostile = "`</iframe>\n# **x** | _y_"
    told = shown(replace(WAITING, code=hostile), Event("retry", NOON, hostile, actor=hostile, reason=hostile))

    assert "\n#" not in told.removeprefix("#")
    assert "# **x** | _y_`" in told, "a code stands between back quotes"
    assert "＜/iframe＞ ＃ ＊＊x＊＊ ｜ ＿y＿" in told
