"""Who has rated, and whose words are hidden, by whom and why. The words themselves are in the books."""

from collections.abc import Iterator

from domain.commissions.rules.ratings import hiding_of
from domain.commissions.state.commission import Commission, Hiding
from domain.commissions.views.telling import Reader
from domain.instants import written_weekday
from domain.party import PARTY_WORDS, Party


def ratings(c: Commission, reader: Reader) -> Iterator[str]:
    for side in c.rated:
        label = reader.pick(("- **评价**：", "- **Rating**: ")) + reader.pick(PARTY_WORDS[side])
        last = hiding_of(c, side)
        yield label + (_told(last, reader) if last else _plain(c, side, reader))


def _plain(c: Commission, side: Party, reader: Reader) -> str:
    return "" if side in c.worded else reader.pick(("（只有星级）", " (stars alone)"))


def _told(last: Hiding, reader: Reader) -> str:
    what = (
        ("文字已隐藏", "its words are hidden") if last.hides else ("文字已恢复", "its words are shown again")
    )
    at = written_weekday(last.at, reader.lang, reader.now)
    who = f"{reader.fit(last.by)} · {at} “{reader.fit(last.reason)}”"
    return reader.pick((f" · {what[0]} · {who}", f" · {what[1]} · {who}"))
