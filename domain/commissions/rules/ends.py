"""What a clock does where it strikes, in words: read from its rows, for tables, pages and answers."""

from collections.abc import Iterator

from domain.commissions.cases.breaches import BREACHES
from domain.commissions.money.postings import MONEY
from domain.commissions.rules.effects import EFFECTS
from domain.commissions.rules.row import Row
from domain.commissions.rules.rulebook import RULEBOOK, Rulebook
from domain.commissions.state.stages import Stage
from domain.commissions.views.attention import ATTENTION
from domain.commissions.views.words import STAGE_WORDS
from domain.party import PARTY_WORDS

Words = tuple[str, str]


def ends(stage: Stage, clock: str, rulebook: Rulebook = RULEBOOK) -> tuple[Words, ...]:
    """One sentence for each of its rows there."""
    return tuple(sentence(stage, row, rulebook) for row in rulebook.at(stage, clock))


def moves_on(stage: Stage, clock: str, rulebook: Rulebook = RULEBOOK) -> bool:
    """Whether the stage is left there by itself, under whatever condition."""
    return any(row.back or row.to not in (None, stage) for row in rulebook.at(stage, clock))


def sentence(stage: Stage, row: Row, rulebook: Rulebook) -> Words:
    conditions = [(each.zh, each.en) for each in (rulebook.conditions[name] for name in row.when)]
    told = list(_parts(stage, row, rulebook)) or [("不做什么", "nothing")]
    zh, en = "，".join(each for each, _ in told), ", ".join(each for _, each in told)
    if not conditions:
        return zh, en
    return (
        f"{'，'.join(each for each, _ in conditions)}：{zh}",
        f"{', '.join(e for _, e in conditions)}: {en}",
    )


def _parts(stage: Stage, row: Row, rulebook: Rulebook) -> Iterator[Words]:
    if row.to is not None and row.to is not stage:
        zh, en = STAGE_WORDS[row.to]
        yield f"「{zh}」", f"“{en}”"
    else:
        yield from ((rulebook.changes[name].zh, rulebook.changes[name].en) for name in row.does)
    if row.money:
        yield MONEY[row.money].zh, MONEY[row.money].en
    if row.breach:
        yield f"违约记录：{BREACHES[row.breach].zh}", f"breach: {BREACHES[row.breach].en}"
    for name in row.orders:
        if name != "pay_out":
            yield EFFECTS[name].zh, EFFECTS[name].en
    for name in row.alerts:
        yield f"需关注：{ATTENTION[name].zh}", f"attention: {ATTENTION[name].en}"
    sides = dict.fromkeys(rulebook.templates[name].to for name in row.tells)
    if sides:
        words = [PARTY_WORDS[each] for each in sides]
        yield "通知" + "、".join(zh for zh, _ in words), "told: " + ", ".join(en for _, en in words)
