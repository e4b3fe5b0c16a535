"""Who is not told of a row by SMS or call, and why. Every row tells a side, or stands here for it.

A test walks every row and side. Two things need no entry: what a side does itself, and what an operator
does, of which both are told.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from domain.commissions.notices import TEMPLATES
from domain.commissions.rules.row import Row
from domain.party import Party

SIDES = (Party.CREATOR, Party.BRAND)


@dataclass(frozen=True)
class Untold:
    zh: str
    en: str
    creator: tuple[str, ...] = ()
    """Ids of the rows of which the creator is not told for this reason."""
    brand: tuple[str, ...] = ()
    in_timeline: bool = True
    """False: nothing has changed for this side, or it is none of its business."""


_LOOKS = (
    "F1",
    "F1a",
    "F1b",
    "F1c",
    "F1d",
    "F1e",
    "F1f",
    "F1g",
    "F1h",
    "F1i",
    "F1j",
    "F1k",
    "T50n",
    "F2",
    "F3",
    "F3a",
    "F4",
    "F4a",
)
_MACHINERY = (
    "E1",
    "E1a",
    "E1b",
    "E2",
    "E3",
    "E4",
    "T74p",
    "E5",
    "E6",
    "T25a",
    "T25b",
    "T25c",
    "T25d",
    "T74c",
    "T74d",
    "T50b",
)
_OPERATORS = ("T51", "T51x", "T22k", "T27e", "T31a", "T38b", "T38f", "T43d", "T26h")
_PROPOSALS = ("T66", "T66b", "T66d", "T66f", "T66h", "T66k", "T66m", "T66n", "T66p", "T66r")
_RATINGS = ("T31", "T31c", "T31d")

UNTOLD: Mapping[str, Untold] = {
    "no_duty": Untold(
        "没有要它做的，也没有时限落在它身上，页面上看得到",
        "it has nothing to do and no time runs against it; its page shows it",
        creator=("T15", "T15a", "T62", "T62b", "T73"),
        brand=(
            *("T02", "T02c", "T02d", "T16", "T26d", "T26f", "T26g", "T26b", "T27b", "T27d", "T29c"),
            *("T93a", "T94", "T51y", "T52z", "T29d", "T36b", "T43", "T43c", "T73", "T77b"),
        ),
    ),
    "own": Untold(
        "是它自己做的",
        "it did this itself",
        creator=(
            "T93a",
            "T94",
            "T52z",
            "T04a",
            "T14",
            "T57a",
            "T26b",
            "T26d",
            "T26f",
            "T26g",
            "T29d",
            "T29e",
            "T30f",
        ),
        brand=("T01",),
    ),
    "follows": Untold(
        "同一时刻紧接着的一步会告知",
        "the step that follows at once tells it",
        creator=("T04b", "T22", "T24", "T74"),
        brand=("T22", "T24", "T74"),
    ),
    "foretold": Untold(
        "先前的通知已说明到时怎样",
        "an earlier notice said what would happen then",
        creator=("T27d", "T29c", "T43c", "T71", "T63e"),
        brand=("T62b", "T63e", "T72b"),
    ),
    "bank": Untold("到账由收款银行通知", "the receiving bank tells it", creator=("T30",)),
    "rating": Untold("双方评完或到期后同时可见", "both ratings are shown together", _RATINGS, _RATINGS),
    "reminds_other": Untold(
        "提醒的是另一方",
        "it reminds the other side",
        creator=("T19", "T19a", "T21a", "T23a", "T33b", "T62a"),
        brand=("T04", "T04c", "T27c", "T36a", "T52"),
        in_timeline=False,
    ),
    "unheard": Untold(
        "它还没有收到过这一任务",
        "it has not been offered this commission",
        creator=("T01", "T01u", "T02a", "T02c", "T02d", "T03", "T03a", "T03u"),
        in_timeline=False,
    ),
    "unordered": Untold("没有人下过这一单", "nobody ordered it", brand=("T01u", "T03u"), in_timeline=False),
    "look": Untold(
        "外部报告，核实之前什么都没有改变",
        "a report from outside: nothing changes before it is looked at",
        (*_LOOKS, "T30i"),
        (*_LOOKS, "T30i", "T57"),
        in_timeline=False,
    ),
    "machinery": Untold(
        "系统自身的步骤，双方处境不变",
        "a step of our own: nothing changes for either side",
        (*_MACHINERY, "T04d", "T30e", "T30h", "T30l"),
        (*_MACHINERY, "T04a", "T04b", "T04d"),
        in_timeline=False,
    ),
    "operators": Untold(
        "只提醒平台运营，处境还没有改变",
        "it calls an operator; nothing has changed yet",
        (*_OPERATORS, "T30c"),
        _OPERATORS,
        in_timeline=False,
    ),
    "proposed": Untold(
        "只是提议，尚未判定",
        "it is only proposed, and nothing is decided",
        _PROPOSALS,
        _PROPOSALS,
        in_timeline=False,
    ),
    "others_money": Untold(
        "创作者的收款，与它无关",
        "what becomes of the creator's money is not its business",
        brand=("T30", "T30a", "T30c", "T30e", "T30f", "T30h", "T30k", "T30l"),
        in_timeline=False,
    ),
}


def told(row: Row, side: Party) -> tuple[str, ...]:
    """The templates by which this row tells a side. Of what an operator does both sides are told, once."""
    tells = tuple(name for name in row.tells if TEMPLATES[name].to is side)
    by_operator = set(row.by) == {Party.OPERATOR} and "propose" not in row.does
    return tells or ((f"operator_{side}",) if by_operator else ())


def acts(row: Row, side: Party) -> bool:
    """Whether nobody but this side does it, or an operator for it."""
    return set(row.by) - {Party.OPERATOR} == {side}


def reasons(row: Row, side: Party) -> tuple[str, ...]:
    """Why it is not told: one name of ``UNTOLD``, unless it is told or acts itself.

    What is said of an id goes for every version of the row that tells this side nothing.
    """
    if told(row, side) or acts(row, side):
        return ()
    return tuple(
        name
        for name, each in UNTOLD.items()
        if row.id in (each.creator if side is Party.CREATOR else each.brand)
    )
