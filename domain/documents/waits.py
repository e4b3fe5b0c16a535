"""Who waits for whom, how long, and what then: by stage, and by what lies beside it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from domain.commissions.rules.clocks.clock import Clock
from domain.commissions.rules.ends import Words, ends, moves_on
from domain.commissions.rules.rulebook import Rulebook
from domain.commissions.rules.waited import WITHOUT_CONSEQUENCE, whom
from domain.commissions.state.stages import ENDED, OPEN, Stage
from domain.commissions.views.words import STAGE_WORDS
from domain.documents.clocks import when
from domain.documents.markdown import both, lines, table
from domain.documents.stages import at
from domain.party import PARTY_WORDS, Party


@dataclass(frozen=True)
class Beside:
    """What may lie beside a stage. ``clocks`` are its own; what has none ends with its stage."""

    zh: str
    en: str
    clocks: tuple[str, ...] = ()
    stage: Stage | None = None
    """Where its clocks are read; by default the first stage of theirs."""


EARLY = Beside("提前发布待品牌主处理", "an early publication waits for the brand")
BESIDE: Mapping[str, Beside] = {
    "cancel_request": Beside("创作者申请取消", "the creator asks to cancel", ("cancel_reply_by",)),
    "pending_cancel": Beside("取消等审核结果", "cancelled, waits for the audit", ("audit_answer_by",)),
    "extension": Beside("提议延期交稿", "an extension is proposed", ("extension_reply_by",)),
    "replacement": Beside("作品以新编号重新发布", "an item under a new number", ("item_reply_by",)),
    "edit_until": Beside("修改权限已开启", "the edit permission is open", ("edit_by",)),
    "edit_requested": Beside("创作者申请修改", "the creator asks for the edit permission"),
    "early_item": EARLY,
    "early_at": EARLY,
    "reports": Beside("外部报告待核实", "a reported fact is looked at", ("look_again",)),
    "freeze": Beside(
        "创作者一方暂停，其时限停止计时",
        "the creator's side is frozen, its clocks stand still",
        ("freeze_cancel",),
    ),
    "brand_freeze": Beside(
        "品牌主一方暂停，时限照常", "the brand's side is frozen, no clock stops", ("brand_freeze_alert",)
    ),
    "proposal": Beside("判定提议待另一人复核", "a decision waits for a second operator", ("second_by",)),
    "rework_decided": Beside("整改判定可申诉", "a rework may be appealed", ("rework_appeal_by",)),
    "on_record": Beside("违约记录可申诉", "a breach record may be appealed", ("breach_appeal_by",)),
    "record_appealed": Beside(
        "违约记录已申诉",
        "a breach record is appealed",
        ("decide_by", "decide_again", "decide_limit"),
        Stage.CANCELLED,
    ),
}
"""By the field of the commission, where there is one."""
THEN: Mapping[str, Words] = {
    "freeze_cancel": (
        "此后品牌主可随时取消，赔付为零",
        "from then on the brand may cancel at any time, at no cost",
    ),
    "brand_freeze_alert": ("期间由所在阶段的时限结束", "meanwhile it ends with the clocks of its stage"),
    "look_again": ("期间由所在阶段的时限结束", "meanwhile it ends with the clocks of its stage"),
    "extension_reply_by": ("原交稿时限照旧", "the deadline stays as it was"),
    "rework_appeal_by": ("整改照旧，不再可申诉", "the rework goes on, and is appealed no more"),
    "edit_by": ("投诉期照旧", "the window to complain stays as it was"),
}
"""What follows from a clock that leaves the stage as it is, beside its rows."""
SEVERAL: Mapping[str, str] = {"decide_by": "decide_limit", "decide_again": "decide_limit"}
"""What ends a wait beside the stage that has several clocks."""
HEAD = ("何处 Where", "等谁 For whom", "时限 Clock", "多久 How long", "到时 What then")
NOTE = """\
每一种等待都由一个时限结束（暂停除外：到时客户可免赔取消）；同一处有几个时限的，先到的先执行。「此后」指明最终由哪个时限离开这一阶段。
Every wait is ended by a clock (but for a freeze: the brand may then leave at no cost); where there are
several, the first acts first. "In the end" names the clock that leaves the stage for good."""


def section(rulebook: Rulebook) -> str:
    title = "## 谁等谁，多久，到时怎样 · Who waits for whom, how long, what then"
    return "\n\n".join((title, NOTE, table(HEAD, rows(rulebook))))


def rows(rulebook: Rulebook) -> Iterator[tuple[str, ...]]:
    for stage in OPEN:
        for name in of_stage(stage, rulebook):
            yield _row(both(*STAGE_WORDS[stage], stage.value), stage, name, rulebook)
    for beside in dict.fromkeys(BESIDE.values()):
        for name in (each for each in beside.clocks if each in rulebook.clocks):
            stage = beside.stage or rulebook.clocks[name].lives[0]
            place = "" if beside.stage else at(rulebook.clocks[name].lives)
            yield _row(lines(filter(None, (both(beside.zh, beside.en), place))), stage, name, rulebook)
        if not beside.clocks:
            words = both("由所在阶段的时限结束", "it ends with the clocks of its stage")
            yield both(beside.zh, beside.en), both(*PARTY_WORDS[Party.BRAND]), "-", "-", words


def of_stage(stage: Stage, rulebook: Rulebook) -> list[str]:
    """The clocks that end a wait there and belong to the stage itself, not to what lies beside it."""
    beside = {
        name for each in BESIDE.values() if each.stage is None or stage in ENDED for name in each.clocks
    }
    found = (
        name
        for name, clock in rulebook.clocks.items()
        if stage in clock.lives and (clock.consequence or name in WITHOUT_CONSEQUENCE)
    )
    return [name for name in found if name not in beside]


def last_clocks(stage: Stage, rulebook: Rulebook) -> list[str]:
    """Those of them that leave the stage."""
    return [name for name in of_stage(stage, rulebook) if moves_on(stage, name, rulebook)]


def _row(where: str, stage: Stage, name: str, rulebook: Rulebook) -> tuple[str, ...]:
    clock: Clock = rulebook.clocks[name]
    waited = lines(both(*PARTY_WORDS[each]) for each in whom(clock))
    then = [both(zh, en) for zh, en in ends(stage, name, rulebook)]
    if name in THEN:
        then.append(both(*THEN[name]))
    elif name in SEVERAL and SEVERAL[name] in rulebook.clocks and stage not in OPEN:
        then.append(f"此后 in the end: `{SEVERAL[name]}`")
    elif stage in OPEN and name in of_stage(stage, rulebook) and not moves_on(stage, name, rulebook):
        then += _in_the_end(stage, rulebook)
    return where, waited, both(clock.zh, clock.en, name), when(name), lines(then)


def _in_the_end(stage: Stage, rulebook: Rulebook) -> list[str]:
    names = ", ".join(f"`{name}`" for name in last_clocks(stage, rulebook))
    return [f"此后 in the end: {names}"] if names else []
