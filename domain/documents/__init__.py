"""The rulebook as a document people read: everything the tables say, Chinese and English side by side.

No rule stands here that is not read from a table; ``starter.documents.rulebook`` writes it to a file.
"""

from domain.commissions.rules.rulebook import RULEBOOK, Rulebook
from domain.documents import clocks, diagrams, lists, stages, told, transitions, waits

REFRESH = "./starmap rulebook --write"

TOP = f"""\
# 星图规则手册 · The rulebook of Starmap

本页由规则表生成，请勿手改。规则改动后运行 `{REFRESH}`；规则版本 {{version}}。
This page is made from the tables in `domain/` and never edited by hand: change a table, then run
`{REFRESH}`. Rulebook version {{version}}.

程序只按这些表行事：表中没有的动作一律拒绝。
The program does what these tables say and nothing else: a move without a row is refused.

依据：S1、S2 为头条任务与视频任务的公开说明，X 为巨量星图的公开规则，P 为同类平台的做法，L 为法律，
D 为本项目的设计，study case 为边界情形，ours 为自定。各编号所指的原文见[规则的依据](sources.md)。
Basis: S1 and S2 are public descriptions of the article and the video tasks, X what 巨量星图 is known to do,
P what comparable platforms do, L the law, D this project's design, study case an edge case, ours our own
choice. [Sources](sources.md) has the sentence behind each id.

时间均为北京时间（UTC+8）。自然日从事件次日起算，末日 24:00 届满（民法典 §201、§203）；
遇法定休假日不顺延（§204 双方约定）。沉默只在下列时限写明之处视为表示（§140），双方下单、接收时即如此约定。
Times are Beijing time. Natural days begin after the day of the event and end at 24:00 of the last one; no
holiday moves them, as both sides agree (Civil Code §204). Silence says something only where a clock below
says so (§140), as both agree by ordering and accepting."""


def whole_rulebook(rulebook: Rulebook = RULEBOOK) -> str:
    sections = (
        TOP.format(version=rulebook.version),
        diagrams.section(rulebook),
        lists.task_types(),
        stages.section(rulebook),
        transitions.section(rulebook),
        clocks.section(rulebook),
        waits.section(rulebook),
        lists.falls(),
        lists.money(),
        lists.terms(),
        lists.messages(),
        lists.refusals(),
        lists.notices(rulebook),
        told.section(rulebook),
        lists.attention(),
        lists.breaches(),
    )
    return "\n\n".join(sections) + "\n"
