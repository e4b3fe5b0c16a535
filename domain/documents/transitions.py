"""The transitions, row by row, under the headings of their files."""

from domain.commissions.cases.breaches import BREACHES
from domain.commissions.money.postings import MONEY
from domain.commissions.rules.effects import EFFECTS
from domain.commissions.rules.row import Row
from domain.commissions.rules.rows import (
    after,
    audit,
    breach,
    by_system,
    cancel,
    case,
    content,
    drafting,
    edit,
    effect,
    extension,
    hearing,
    kept,
    offer,
    operation,
    outline,
    payment,
    rejection,
    release,
    reported,
    second,
    settlement,
    undecided,
)
from domain.commissions.rules.rows import item as replaced
from domain.commissions.rules.rulebook import Rulebook
from domain.commissions.views.attention import ATTENTION
from domain.commissions.views.words import STAGE_WORDS, move_words
from domain.documents.markdown import both, item, lines, table
from domain.documents.stages import at
from domain.party import PARTY_WORDS
from domain.refusals import REFUSALS

CHAPTERS: tuple[tuple[str, tuple[Row, ...]], ...] = (
    ("付款 · Payment", payment.ROWS),
    ("接收 · The offer", offer.ROWS),
    ("提纲 · The outline", outline.ROWS),
    ("作品 · The content", content.ROWS),
    ("审核没有结果 · An audit without an answer", audit.ROWS),
    ("交稿时限 · The clocks of a draft", drafting.ROWS),
    ("外部报告 · What is reported", reported.ROWS),
    ("发布 · The release", release.ROWS),
    ("到期了结 · What ends by itself", undecided.ROWS),
    ("结算 · Settlement", settlement.ROWS),
    ("作品换号 · Replaced items", replaced.ROWS),
    ("修改权限 · The edit permission", edit.ROWS),
    ("取消 · Cancelling", cancel.ROWS),
    ("违约记录 · The breach record", breach.ROWS),
    ("延期 · Extensions", extension.ROWS),
    ("两人判定 · Decisions that need two", second.ROWS),
    ("投诉与判定 · Cases and decisions", (*case.ROWS, *effect.ROWS)),
    ("答复与申诉 · Hearing and appeals", hearing.ROWS),
    ("驳回争议 · Disputed rejections", rejection.ROWS),
    ("结算以后的作品 · The item after its settlement", kept.ROWS),
    ("打款与评价 · Payout and ratings", after.ROWS),
    ("平台运营 · What operators may do", operation.ROWS),
    ("系统自身 · Our own machinery", by_system.ROWS),
)
OTHERS = "其他 · Others"

HEAD = (
    "编号 Id",
    "阶段 At",
    "动作 Move",
    "谁 By",
    "条件 When, guards",
    "去向 To",
    "通知 Told",
    "资金 Money",
    "时限 Clocks",
    "其他 Also",
    "依据 Basis",
)
NOTE = """\
「条件」一栏：无代码的决定走哪一行，有代码的不满足即按该代码拒绝。
「时限」一栏：▶ 开始，■ 停止；离开所在阶段，时限自行停止。
「去向」为空：阶段不变。同一阶段、动作、一方有几行的，自上而下适用第一个条件都满足的。
When, guards: what has no code chooses the row; what has one refuses by it. Clocks: ▶ starts, ■ stops; a clock
ends by itself with the stages it lives in. Without To the stage stays.
Of the rows of one stage, move and party the first from the top whose conditions hold applies."""


def section(rulebook: Rulebook) -> str:
    chapters = (
        f"### {title}\n\n" + table(HEAD, (_cells(row, rulebook) for row in rows))
        for title, rows in _chapters(rulebook)
    )
    return "\n\n".join(("## 流转 · Transitions", NOTE, *chapters))


def by_id(rulebook: Rulebook) -> dict[str, tuple[str, ...]]:
    return {row.id: _cells(row, rulebook) for row in rulebook.rows}


def _chapters(rulebook: Rulebook) -> list[tuple[str, list[Row]]]:
    chapter_of = {row.id: title for title, rows in CHAPTERS for row in rows}
    by_title: dict[str, list[Row]] = {title: [] for title in (*(title for title, _ in CHAPTERS), OTHERS)}
    for row in rulebook.rows:
        by_title[chapter_of.get(row.id, OTHERS)].append(row)
    return [(title, rows) for title, rows in by_title.items() if rows]


def _cells(row: Row, rulebook: Rulebook) -> tuple[str, ...]:
    conditions = [item(each.zh, each.en) for each in (rulebook.conditions[name] for name in row.when)]
    guards = [item(each.zh, each.en, each.refusal) for each in (rulebook.guards[name] for name in row.guards)]
    return (
        row.id,
        at(row.at),
        both(*move_words(row.move), row.move),
        lines(item(*PARTY_WORDS[party]) for party in row.by),
        lines([*conditions, *guards]),
        _to(row),
        lines(_told(name, rulebook) for name in row.tells),
        lines(
            both(MONEY[name].zh, MONEY[name].en) for name in ("hold" if row.hold else "", row.money) if name
        ),
        lines([*(f"▶ `{name}`" for name in row.starts), *(f"■ `{name}`" for name in row.stops)]),
        lines(_also(row, rulebook)),
        row.basis,
    )


def _to(row: Row) -> str:
    if row.back:
        return both("原阶段", "back to where it was")
    return both(*STAGE_WORDS[row.to]) if row.to else "-"


def _told(name: str, rulebook: Rulebook) -> str:
    """A notice to whichever side did not move has a template for each."""
    known = rulebook.templates
    found = [name] if name in known else [each for each in known if each.startswith(f"{name}_")]
    return f"`{name}` → " + "、".join(PARTY_WORDS[known[each].to][0] for each in found)


def _also(row: Row, rulebook: Rulebook) -> list[str]:
    return [
        *(item(rulebook.changes[name].zh, rulebook.changes[name].en) for name in row.does),
        *(item(EFFECTS[name].zh, EFFECTS[name].en, name) for name in row.orders),
        *(item(f"需关注：{ATTENTION[name].zh}", f"attention: {ATTENTION[name].en}") for name in row.alerts),
        *(item(f"不再关注：{ATTENTION[name].zh}", f"calm: {ATTENTION[name].en}") for name in row.calms),
        *(item(f"不予采信：{REFUSALS[name].zh}", REFUSALS[name].en, name) for name in _refuses(row)),
        *(_breach_told(name) for name in _breach(row)),
    ]


def _breach_told(name: str) -> str:
    """One that depends on what has happened says so."""
    rule = BREACHES[name]
    zh, en = ("违约记录（如属实）", "breach, if so") if rule.is_conditional else ("违约记录", "breach")
    return item(f"{zh}：{rule.zh}", f"{en}: {rule.en}")


def _refuses(row: Row) -> list[str]:
    return [row.refuses] if row.refuses else []


def _breach(row: Row) -> list[str]:
    return [row.breach] if row.breach else []
