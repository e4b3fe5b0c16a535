"""The rulebook as two state diagrams in Mermaid: the road to settlement, and the ways off it."""

from collections.abc import Iterable, Iterator

from domain.row import Row
from domain.rulebook import Rulebook
from domain.stages import CLOSED, PUBLIC, UNPUBLISHED, Party, Stage
from domain.words import PARTY_WORDS, STAGE_WORDS, move_words

CASES = (Stage.ARBITRATION, Stage.DECIDED)
GROUPS = {
    "accepted_unpublished": (UNPUBLISHED, "已接收、未发布<br>accepted, unpublished"),
    "public": (PUBLIC, "已公开、未结算<br>public, unsettled"),
}
MANY = 3
"""From so many stages on, a row belongs to the second diagram."""


def road(rulebook: Rulebook) -> str:
    """From the order to the settlement: what happens when nobody calls the platform."""
    rows = [row for row in _leading(rulebook) if not _is_aside(row)]
    edges = [(stage.value, row.to, _label(row, stage, rulebook)) for row in rows for stage in row.at]
    return _diagram(edges, first=Stage.AWAITING_PAYMENT)


def asides(rulebook: Rulebook) -> str:
    """Cancelling, cases and what operators may force; stages drawn together where a row treats them alike."""
    rows = [row for row in _leading(rulebook) if _is_aside(row)]
    edges = [(place, row.to, _label(row, row.at[0], rulebook)) for row in rows for place in _places(row.at)]
    return _diagram(edges)


def _leading(rulebook: Rulebook) -> list[Row]:
    return [row for row in rulebook.rows if row.to is not None and row.at != (row.to,)]


def _is_aside(row: Row) -> bool:
    return len(row.at) >= MANY or row.to in CASES or any(stage in CASES for stage in row.at)


def _places(stages: tuple[Stage, ...]) -> Iterator[str]:
    """The nodes that stand for these stages: whole groups where they are there, single stages else."""
    left = list(stages)
    for name, (group, _) in GROUPS.items():
        if set(group) <= set(left):
            left = [stage for stage in left if stage not in group]
            yield name
    yield from (stage.value for stage in left)


def _label(row: Row, stage: Stage, rulebook: Rulebook) -> str:
    """Who does what; where the same move leads elsewhere too, under which condition."""
    who = "⏱" if Party.CLOCK in row.by else "、".join(PARTY_WORDS[party][0] for party in row.by)
    what = move_words(row.move)[0].split("，")[0]
    rivals = {other.to for other in rulebook.at(stage, row.move)}
    if row.when and len(rivals) > 1:
        what += "（" + "，".join(rulebook.conditions[name].zh for name in row.when) + "）"
    return f"{who} {what}"


def _diagram(edges: Iterable[tuple[str, Stage | None, str]], first: Stage | None = None) -> str:
    labels: dict[tuple[str, str], list[str]] = {}
    for start, to, label in edges:
        if to is not None and start != to.value:
            labels.setdefault((start, to.value), []).append(label)
    nodes = dict.fromkeys(node for edge in labels for node in edge)
    lines = ["stateDiagram-v2", *(f'    state "{_node(name)}" as {name}' for name in nodes)]
    if first is not None:
        lines.append(f"    [*] --> {first}")
    for (start, end), what in labels.items():
        lines.append(f"    {start} --> {end}: {'<br>'.join(dict.fromkeys(what))}")
    if first is not None:
        lines += [f"    {stage} --> [*]" for stage in Stage if stage in CLOSED and stage.value in nodes]
    return "\n".join(["```mermaid", *lines, "```"])


def _node(name: str) -> str:
    return GROUPS[name][1] if name in GROUPS else "<br>".join(STAGE_WORDS[Stage(name)])
