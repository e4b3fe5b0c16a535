"""The rulebook as two state diagrams in Mermaid: the road to settlement, and the ways off it."""

import re
from collections.abc import Iterable, Iterator

from domain.commissions.moves import MESSAGES
from domain.commissions.rules.row import Row
from domain.commissions.rules.rulebook import Rulebook
from domain.commissions.state.stages import CLOSED, PUBLIC, UNPUBLISHED, Stage
from domain.commissions.views.words import STAGE_WORDS, move_words
from domain.documents.stages import in_order
from domain.party import PARTY_WORDS, Party

CASES = (Stage.ARBITRATION, Stage.DECIDED)
GROUPS = {
    "accepted_unpublished": (UNPUBLISHED, "已接收、未发布<br>accepted, unpublished"),
    "public": (PUBLIC, "已公开、未结算<br>public, unsettled"),
}
MANY = 4
"""From so many stages on, a row belongs to the second diagram, and they are drawn as one."""
SHORT = 14


Node = tuple[str, str]
Edge = tuple[Node, Node, str]
"""From node to node, and what leads there. A node is a name and a label."""


def section(rulebook: Rulebook) -> str:
    return "\n\n".join(
        (
            "## 流程图 · Diagrams",
            "⏱ 时限到期；不改变阶段的动作没有画出。\n⏱ a clock strikes; what changes no stage is not drawn.",
            "### 从下单到结算 · The road to settlement",
            road(rulebook),
            "### 取消、平台介入与强制处理 · The ways off it",
            asides(rulebook),
        )
    )


def road(rulebook: Rulebook) -> str:
    """From the order to the settlement: what happens when nobody calls the platform."""
    rows = [(row, to) for row, to in _leading(rulebook) if not _is_aside(row)]
    edges = [
        (_place(stage), _place(to), _label(row, stage, rulebook))
        for row, to in rows
        for stage in in_order(row.at)
    ]
    return _diagram(edges, first=Stage.AWAITING_PAYMENT)


def asides(rulebook: Rulebook) -> str:
    """Cancelling, cases and what operators may force; stages drawn together where a row treats them alike."""
    rows = [(row, to) for row, to in _leading(rulebook) if _is_aside(row)]
    edges = [
        (place, _place(to), _label(row, row.at[0], rulebook)) for row, to in rows for place in _places(row.at)
    ]
    return _diagram(edges)


def _leading(rulebook: Rulebook) -> list[tuple[Row, Stage]]:
    return [(row, row.to) for row in rulebook.rows if row.to is not None and row.at != (row.to,)]


def _is_aside(row: Row) -> bool:
    return len(row.at) >= MANY or row.to in CASES or any(stage in CASES for stage in row.at)


def _places(stages: tuple[Stage, ...]) -> Iterator[Node]:
    """The nodes that stand for these stages, with their labels: together where they are many."""
    left = in_order(stages)
    for name, (group, label) in GROUPS.items():
        if set(group) <= set(left):
            left = [stage for stage in left if stage not in group]
            yield name, label
    if len(left) >= MANY:
        yield "_or_".join(left), "、".join(STAGE_WORDS[stage][0] for stage in left)
        return
    for stage in left:
        yield _place(stage)


def _place(stage: Stage) -> Node:
    return stage.value, "<br>".join(STAGE_WORDS[stage])


def _label(row: Row, stage: Stage, rulebook: Rulebook) -> str:
    """Who does what; where the same move leads elsewhere too, under which condition."""
    who = "⏱" if Party.CLOCK in row.by else "、".join(PARTY_WORDS[party][0] for party in row.by)
    what = re.split("[，（]", MESSAGES[row.move].zh if row.move in MESSAGES else move_words(row.move)[0])[0]
    what = what if len(what) <= SHORT else what.split("：")[0]
    conditions = [rulebook.conditions[name] for name in row.when]
    rivals = {other.to for other in rulebook.at(stage, row.move)}
    if len(rivals) > 1 or any(each.of_move for each in conditions):
        what += "".join(f"（{each.zh.split('（')[0]}）" for each in conditions)
    return f"{who} {what}" if who == "⏱" else f"{who} · {what}"


def _diagram(edges: Iterable[Edge], first: Stage | None = None) -> str:
    nodes: dict[str, str] = {}
    labels: dict[tuple[str, str], list[str]] = {}
    for start, end, label in edges:
        nodes |= dict((start, end))
        labels.setdefault((start[0], end[0]), []).append(label)
    lines = ["stateDiagram-v2", *(f'    state "{label}" as {name}' for name, label in nodes.items())]
    if first is not None:
        lines.append(f"    [*] --> {first}")
    for (start_name, end_name), what in labels.items():
        lines.append(f"    {start_name} --> {end_name}: {'<br>'.join(dict.fromkeys(what))}")
    if first is not None:
        lines += [f"    {stage} --> [*]" for stage in Stage if stage in CLOSED and stage.value in nodes]
    return "\n".join(["```mermaid", *lines, "```"])
