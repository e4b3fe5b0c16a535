"""Who is told of what: every row, either side, by SMS, in the timeline alone, or not at all and why."""

from domain.commissions.notices import TEMPLATES
from domain.commissions.notices.untold import SIDES, UNTOLD, acts, reasons, told
from domain.commissions.rules.row import Row
from domain.commissions.rules.rulebook import Rulebook
from domain.commissions.views.words import move_words
from domain.documents.markdown import both, headed, lines
from domain.party import Party

HEAD = ("流转 Row", "动作 Move", "创作者 Creator", "品牌主 Brand")
NOTE = """\
每一次流转双方都能在时间线里看到；这里说明谁另外收到短信或电话，不发的为什么不发。留下违约记录的取消、明知超出时间段的发布，
由另一条通知代替并写明。
Every transition stands in the timeline of both sides; here is who hears of it by SMS or call as well, and why
not where not. A cancel that leaves a breach record, and a release outside its window on purpose, are told by
a text of their own instead."""


def section(rulebook: Rulebook) -> str:
    rows = (
        (f"`{row.id}`", both(*move_words(row.move), row.move), *(_cell(row, side) for side in SIDES))
        for row in rulebook.rows
    )
    return headed("谁得知什么 · Who is told of what", HEAD, rows, NOTE)


def _cell(row: Row, side: Party) -> str:
    if names := told(row, side):
        return lines(f"{_way(name)} `{name}`" for name in names)
    if acts(row, side):
        return both("自己的动作", "its own act")
    return lines(
        both(f"仅时间线：{each.zh}", f"timeline only: {each.en}")
        if each.in_timeline
        else both(f"不告知：{each.zh}", f"nothing: {each.en}")
        for each in (UNTOLD[name] for name in reasons(row, side))
    )


def _way(name: str) -> str:
    return "电话 call" if TEMPLATES[name].channel == "voice" else "短信 SMS"
