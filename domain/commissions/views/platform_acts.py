"""An operator's act in the words of the SMS that tells both sides: 「平台运营已处理任务「…」：恢复任务」."""

from collections.abc import Mapping
from datetime import datetime

from domain.commissions.moves import Move
from domain.commissions.rules.clocks import CLOCKS
from domain.commissions.rules.looks import claim
from domain.commissions.state.commission import Commission
from domain.commissions.views.words import DECISION_WORDS, move_words
from domain.instants import written_cn
from domain.party import PARTY_WORDS, Party

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
    "hide_rating": ("隐藏评价的文字", "hid the words of a rating"),
    "unhide_rating": ("恢复评价的文字", "showed the words of a rating again"),
    "retry_payout": ("重新打款", "started the payout again"),
    "cancel": ("取消任务", "cancelled it"),
}
AUDIT: Mapping[str, Words] = {"passed": ("已通过", "passed"), "failed": ("未通过", "not passed")}
ABOUT_A_SIDE: Mapping[str, Words] = {
    "freeze": ("{}一方", "{}'s side"),
    **dict.fromkeys(("hide_rating", "unhide_rating"), ("{}写的", "the {}'s")),
}
"""They say whose."""
UNTOLD: Words = ("请联系平台了解", "ask the platform")
"""One that waited for the morning behind so many events that it is no longer among the last ones."""


def platform_act(c: Commission, seq: int, m: Move) -> Words:
    """The act of the move; where its notice waited, ``m`` is the clock that sends it, ``seq`` the event."""
    if m.by is not Party.CLOCK:
        until = m.until.isoformat() if m.until else ""
        about = {"decision": m.decision, "clock": m.clock, "until": until, "party": m.party, "says": claim(m)}
        return _act(m.name, m.on_behalf_of, about, m.now)
    line = next((line for line in c.recent if line.seq == seq), None)
    return _act(line.move, line.on_behalf_of, line.details, m.now) if line else UNTOLD


def _act(name: str, on_behalf_of: str, about: Mapping[str, str], now: datetime) -> Words:
    if on_behalf_of:
        return _for_a_party(name, Party(on_behalf_of))
    zh, en = ACTS.get(name) or move_words(name)
    clock, until, decision = (about.get(each, "") for each in ("clock", "until", "decision"))
    if name == "extend" and clock in CLOCKS and until:
        return _moved(clock, written_cn(datetime.fromisoformat(until), now))
    if name == "arbitrate" and decision in DECISION_WORDS:
        said, said_en = DECISION_WORDS[decision]
        return f"判定{said}", f"decided: {said_en}"
    if name in ABOUT_A_SIDE and about.get("party"):
        (side, side_en), (whose, whose_en) = PARTY_WORDS[Party(about["party"])], ABOUT_A_SIDE[name]
        return f"{zh}（{whose.format(side)}）", f"{en} ({whose_en.format(side_en)})"
    if name == "record_audit" and about.get("says") in AUDIT:
        said, said_en = AUDIT[about["says"]]
        return f"{zh}（{said}）", f"{en}: {said_en}"
    return zh, en


def _for_a_party(name: str, party: Party) -> Words:
    (zh, en), (who, who_en) = move_words(name), PARTY_WORDS[party]
    return f"代{who}{zh}", f"did “{en}” for the {who_en}"


def _moved(clock: str, until: str) -> Words:
    return f"{CLOCKS[clock].zh}改至{until}", f"moved “{CLOCKS[clock].en}” to {until}"
