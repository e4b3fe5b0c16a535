"""The clocks: whose they are, where they run, when they strike and what is then too late."""

from collections.abc import Iterable
from dataclasses import fields

from domain.commissions.ordering.terms import Terms
from domain.commissions.rules.clocks.clock import GRACE, Clock
from domain.commissions.rules.clocks.priority import PRIORITY
from domain.commissions.rules.rulebook import Rulebook
from domain.counts import in_number
from domain.documents.clock_words import CLOCK_WORDS
from domain.documents.markdown import both, headed, names, table
from domain.documents.stages import at
from domain.party import PARTY_WORDS
from domain.process.versions import FIRST

HEAD = (
    "时限 Clock",
    "谁的 Whose",
    "运行于 Runs at",
    "何时 When",
    "判定 Judges",
    "逾期的拒绝 Refusal when late",
    "等待核实 Waits for",
    "依据 Basis",
)
WAIT = Terms().look_wait_minutes
EXTEND, IN_SUM = Terms().extend_days, Terms().extend_total_days
NOTE = f"""\
「判定」：到时起，这些动作即为逾期，时限在 {GRACE.seconds} 秒后执行；没有判定的时限是提醒或后果。
创作者被暂停，其时限停止计时。
「等待核实」：这些外部报告尚未核实，到时的时限等待核实结果，最多 {WAIT} 分钟；等待不改变何时算逾期。
平台可用 `extend` 移动任何有后果的时限（提醒除外）：每次最远到 {EXTEND} 天后，
同一时限在整个任务中累计最多延后 {IN_SUM} 天，移回更早的随之扣减。等待因此都有尽头；
只有暂停没有自己的期限，到时客户可免赔取消。
Judges: from the instant on these moves are late, though the clock acts {GRACE.seconds} s after; a clock that
judges nothing reminds or acts. A frozen creator's clocks stop. Waits for: while such a fact is reported and
not looked at yet, a clock that is due waits for the look, {WAIT} minutes at most; what is late stays late.
An operator moves any clock with a consequence (`extend`): to {EXTEND} days ahead at most, and one clock by
{IN_SUM} days later in sum over the whole commission; what is moved back is given back. So every wait
ends; a freeze alone has no end of its own: the brand may then leave at no cost."""

TOGETHER = """\
同一时刻到时的时限，按下表自上而下、从左到右执行；先执行的可使其后的停止。与何时开始计时、是否暂停过无关。
Clocks of one instant act from the top of this table to its end; the first may stop the others. When they
began, and whether they stood still in between, does not matter."""


def section(rulebook: Rulebook) -> str:
    told = headed("时限 · Clocks", HEAD, by_name(rulebook).values(), NOTE)
    return f"{told}\n\n{TOGETHER}\n\n{table(('#', '类别 Kind', '时限 Clocks'), _kinds())}"


def by_name(rulebook: Rulebook) -> dict[str, tuple[str, ...]]:
    return {name: _cells(name, clock) for name, clock in rulebook.clocks.items()}


def _cells(name: str, clock: Clock) -> tuple[str, ...]:
    return (
        both(clock.zh, clock.en, name),
        both(*PARTY_WORDS[clock.whose]),
        at(clock.lives),
        when(name, clock.since),
        _judged(clock.judges),
        names([clock.late] if clock.judges else []),
        names(clock.awaits),
        clock.basis,
    )


def _kinds() -> Iterable[tuple[str, str, str]]:
    return (
        (str(place), both(each.zh, each.en), names(each.clocks)) for place, each in enumerate(PRIORITY, 1)
    )


def when(name: str, since: str = FIRST) -> str:
    """A clock that a later version changed has words of its own, under ``name@version``."""
    terms = Terms()
    values = {each.name: getattr(terms, each.name) for each in fields(Terms)}
    zh, en = CLOCK_WORDS[name if since == FIRST else f"{name}@{since}"]
    return both(zh.format(**values), in_number(en, values).format(**values))


def _judged(moves: tuple[str, ...]) -> str:
    """``*`` is every move of a person; facts from outside are named."""
    if "*" not in moves:
        return names(moves)
    others = [name for name in moves if name != "*"]
    everything = both("人的所有动作", "every move of a person")
    return "<br>".join((everything, names(others))) if others else everything
