"""An operator's act in the words of the SMS that tells both sides: 「平台运营已处理任务「…」：恢复任务」."""

from collections.abc import Mapping

from domain.clocks import CLOCKS
from domain.commission import Commission
from domain.instants import written_cn
from domain.moves import Move
from domain.stages import PARTY_WORDS, Party
from domain.words import move_words

Words = tuple[str, str]
"""Chinese and English."""

ACTS: Mapping[str, Words] = {
    "arbitrate": ("作出判定", "decided the case"),
    "second": ("作出判定", "decided the case"),
    "record_audit": ("记录平台审核结果", "recorded the platform audit"),
    "extend": ("调整时限", "moved a deadline"),
    "freeze": ("暂停任务", "paused it"),
    "unfreeze": ("恢复任务", "resumed it"),
    "force_settle": ("强制结算", "settled it"),
    "force_refund": ("款项退还客户", "refunded the brand"),
    "retry_payout": ("重新打款", "started the payout again"),
    "cancel": ("取消任务", "cancelled it"),
}
UNTOLD: Words = ("请联系平台了解", "ask the platform")
"""One that waited for the morning behind so many events that it is no longer among the last ones."""


def platform_act(c: Commission, seq: int, m: Move) -> Words:
    """The act of the move; where its notice waited, ``m`` is the clock that sends it, ``seq`` the event."""
    if m.by is Party.CLOCK:
        name = next((line.move for line in c.recent if line.seq == seq), "")
        return ACTS.get(name) or (move_words(name) if name else UNTOLD)
    if m.on_behalf_of:
        return _for_a_party(m.name, Party(m.on_behalf_of))
    if m.name == "extend" and m.clock in CLOCKS and m.until:
        return _moved(m.clock, written_cn(m.until, m.now))
    zh, en = ACTS.get(m.name) or move_words(m.name)
    return (
        (f"{zh}（{PARTY_WORDS[Party(m.party)][0]}一方）", en) if m.name == "freeze" and m.party else (zh, en)
    )


def _for_a_party(name: str, party: Party) -> Words:
    (zh, en), (who, who_en) = move_words(name), PARTY_WORDS[party]
    return f"代{who}{zh}", f"did “{en}” for the {who_en}"


def _moved(clock: str, until: str) -> Words:
    return f"{CLOCKS[clock].zh}改至{until}", f"moved “{CLOCKS[clock].en}” to {until}"
