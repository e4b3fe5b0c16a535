"""What an honest side does, and what an operator decides who believes it."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from domain.commissions.money.quotes import quote
from domain.commissions.state.predicates import creator_in_default
from domain.commissions.state.stages import Stage
from domain.party import Party

if TYPE_CHECKING:
    from tests.adversaries.played import Played

S = Stage
Act = tuple[str, dict[str, Any]]


def acts(played: "Played") -> Iterator[Act]:
    """What it would do now, the first first. What is refused is not tried again until something changes."""
    may = played.story.may(played.scene.honest)
    ours = _creators(played) if played.scene.honest is Party.CREATOR else _brands(played)
    for name, said in ours:
        if name == "hand in" or name in may:
            yield name, said


def _creators(played: "Played") -> Iterator[Act]:
    c = played.story.c
    yield "accept", {}
    if played.scene.asks_to_cancel and not played.asked and c.stage is S.AWAITING_RELEASE:
        yield "request_cancel", {"reason": "另有安排", "quoted_fen": quote(c, played.story.now).fen}
    if played.scene.disputes and c.work and c.work.status == "rejected" and c.work not in played.disputed:
        yield "escalate", {"reason": "驳回没有依据"}
    if c.stage is S.OUTLINE_DRAFTING:
        yield "submit", {"ref": f"outline-{c.seq}", "round": c.round}
    if c.stage is S.CONTENT_DRAFTING:
        yield "hand in", {}
    if c.stage is S.ARBITRATION:
        yield "answer_complaint", {"reason": "已按需求单完成", "evidence": (f"proof-{c.seq}",)}
        yield "answer_case", {"reason": "已按需求单完成", "evidence": (f"proof-{c.seq}",)}
    if c.extension and c.extension.by is Party.BRAND:
        yield "answer_extension", {"agree": False}
    if c.stage in (S.CONTENT_REVIEW, S.FINAL_REVIEW) and "review_overdue" in c.attention:
        yield "escalate", {"reason": "迟迟没有答复"}
    if c.stage is S.DECIDED and c.case and c.case.decision in ("refund", "split"):
        yield "appeal", {"reason": "不认可"}


def _brands(played: "Played") -> Iterator[Act]:
    c = played.story.c
    if c.stage is S.OUTLINE_REVIEW:
        yield "approve", {"round": c.round}
    if c.early_item:
        yield "take_down", {}
    if c.stage in (S.CONTENT_REVIEW, S.FINAL_REVIEW):
        yield "approve", {"release_at": played.story.now, "marked_as_ad": True, "round": c.round}
    if c.cancel_request:
        yield "answer_cancel", {"agree": False, "reason": "请按约完成"}
    if c.extension and c.extension.by is Party.CREATOR:
        yield "answer_extension", {"agree": False}
    if c.stage in (S.PUBLISHED, S.SETTLEMENT_SUSPENDED) and played.story.world.public is False:
        yield "complain", {"cause": "not_public", "reason": "看不到作品", "evidence": (f"shot-{c.seq}",)}
    if c.stage is S.ARBITRATION:
        yield "answer_case", {"reason": "与需求单不符", "evidence": (f"proof-{c.seq}",)}
    if creator_in_default(c, played.story.now):
        yield "cancel", {"quoted_fen": 0}


def decisions(played: "Played") -> Iterator[Act]:
    """The first that fits."""
    case = played.story.c.case
    if case is None:
        return
    fair = played.scene.honest is Party.CREATOR
    if case.kind == "complaint":
        yield ("settle" if played.story.world.public else "refund"), {}
    elif fair:
        yield "strike_rejection", {}
        yield "resume", {"release_at": played.story.now}
        yield "approve", {"release_at": played.story.now}
        yield "settle", {}
    else:
        yield "uphold_rejection", {}
        yield "resume", {"release_at": played.story.now}
        yield "refund", {}
    yield "split", {"creator_percent": 100 if fair else 0}
    yield ("settle" if fair else "refund"), {}
