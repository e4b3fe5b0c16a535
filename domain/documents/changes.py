"""What changes between two versions of the rules, in words: the release note that both sides are owed.

Every cell of the rulebook's own tables is compared, so nothing that is told there changes unsaid.
"""

from collections.abc import Iterator, Mapping

from domain.commissions.rules.rulebook import Rulebook
from domain.documents import clocks, lists, transitions
from domain.documents.markdown import both, table

Cells = Mapping[str, tuple[str, ...]]
HEAD = ("编号 Id", "何处 Where", "原来 Before", "现在 Now")
NOTE = """\
已下单的任务仍按规则 {0} 执行；标明「更正」的，自下一个动作起对其适用。
What was ordered before goes on under version {0}; what says “mended” applies to it from its next move on."""
NEW, GONE = both("新增", "new"), both("取消", "gone")
NONE = "没有不同。 · Nothing differs."


def release_note(old: Rulebook, new: Rulebook) -> str:
    """Markdown. What was ordered under the old version stays under it, but for what is marked as mended."""
    versions = f"{old.version} → {new.version}"
    note = NOTE.format(old.version)
    parts = []
    for title, head, before, after in _tables(old, new):
        rows = list(_differing(head, before, after, _mended(new, old.version)))
        if rows:
            parts.append(f"## {title}\n\n{table(HEAD, rows)}")
    return "\n\n".join((f"# 规则 {versions} · Rules {versions}", note, *(parts or [NONE]))) + "\n"


def _tables(old: Rulebook, new: Rulebook) -> Iterator[tuple[str, tuple[str, ...], Cells, Cells]]:
    yield "流转 · Transitions", transitions.HEAD, transitions.by_id(old), transitions.by_id(new)
    yield "时限 · Clocks", clocks.HEAD, clocks.by_name(old), clocks.by_name(new)
    yield "通知 · Notices", lists.NOTICE_HEAD, lists.notices_by_name(old), lists.notices_by_name(new)


def _mended(new: Rulebook, version: str) -> frozenset[str]:
    return frozenset(row.id for row in new.rows if version in row.mends)


def _differing(
    head: tuple[str, ...], before: Cells, after: Cells, mended: frozenset[str]
) -> Iterator[tuple[str, str, str, str]]:
    for name in dict.fromkeys((*before, *after)):
        shown = f"{name}<br>{both('更正', 'mended')}" if name in mended else name
        if name not in after:
            yield shown, "", _whole(before[name]), GONE
        elif name not in before:
            yield shown, "", NEW, _whole(after[name])
        else:
            pairs = zip(head, before[name], after[name], strict=True)
            yield from ((shown, where, was, now) for where, was, now in pairs if was != now)


def _whole(cells: tuple[str, ...]) -> str:
    return "<br>".join(each for each in cells[1:] if each != "-")
