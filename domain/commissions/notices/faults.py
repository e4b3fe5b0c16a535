"""At whose fault the platform has cancelled, and what follows, in the words of the SMS to either side."""

from collections.abc import Mapping

from domain.commissions.state.commission import Commission
from domain.party import Party

Words = tuple[str, str]

WHOSE: Mapping[Party, Mapping[str, Words]] = {
    Party.CREATOR: {
        "brand": ("客户", "the brand's"),
        "creator": ("您", "your"),
        "platform": ("平台", "its own"),
    },
    Party.BRAND: {
        "brand": ("贵方", "your"),
        "creator": ("创作者", "the creator's"),
        "platform": ("平台", "its own"),
    },
}
BREACH: Words = ("没有赔付", "no kill fee is due, and a breach is recorded")
PAID: Words = ("已按条款向您赔付", "you are paid the kill fee of the terms")
UNPAID: Words = ("没有应付的赔付", "no kill fee is due")
PAYS: Words = ("按条款赔付创作者，其余已退回余额", "the kill fee is paid, the rest is back on your balance")
BACK: Words = ("托管资金已全部退回余额", "all the money is back on your balance")


def fault_told(to: Party, c: Commission) -> dict[str, str]:
    """The variables of a cancel by the platform; none where there was none."""
    if not c.fault:
        return {}
    whose, settled = WHOSE[to][c.fault], _settled(to, c)
    return {"fault": whose[0], "fault_en": whose[1], "settled": settled[0], "settled_en": settled[1]}


def _settled(to: Party, c: Commission) -> Words:
    owed = c.payout.fen > 0
    if to is Party.BRAND:
        return PAYS if owed and c.fault == Party.BRAND else BACK
    if c.fault == Party.CREATOR:
        return BREACH
    return PAID if owed else UNPAID
