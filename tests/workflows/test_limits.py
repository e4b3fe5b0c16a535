"""The longest there is: what people may write at most fails no workflow task and outgrows no server."""

from dataclasses import replace
from datetime import UTC, datetime

from domain.applied import APPLIED_MAX, Applied
from domain.attention import ATTENTION
from domain.brief import (
    FORBIDDEN_CHARS,
    FORBIDDEN_MAX,
    GOAL_MAX,
    INFORMATION_MAX,
    PRODUCT_MAX,
    REQUIRED_CHARS,
    REQUIRED_MAX,
    TITLE_MAX,
    read_brief,
    to_order,
)
from domain.brief_fields import LONGEST_LINK
from domain.clocks import CLOCKS
from domain.commission import (
    CancelRequest,
    Case,
    CaseFile,
    Commission,
    Effect,
    Extension,
    Freeze,
    Line,
    LineSaid,
    OnRecord,
    Payout,
    Work,
)
from domain.manners import RECENT_MAX
from domain.moves import CAUSES, MESSAGES, Move
from domain.notices import TEMPLATES
from domain.order import Order
from domain.orders import notice
from domain.recent import ACTOR_MAX
from domain.refusals import REFUSALS
from domain.stages import Party, Stage
from domain.sums import Sums
from domain.terms import Terms
from gateways.catalogue import NAME_MAX
from models.messages.command import FEW
from models.messages.work import Start
from tests.workflows.world import World
from workflows.converter import JSON

TOWN = True
TEA = "🍵"
"""Four bytes: nothing that is written takes more."""
NOON = datetime(2026, 11, 23, 4, 0, 0, 123_456, tzinfo=UTC)
LONGEST_WORD = max(MESSAGES, key=len)
WARNING, BOUND = 32_768, 58 * 1024


def longest_order() -> Order:
    raw = {
        "order": "x" * 64,
        "brand": "b" * 32,
        "creator": "c" * 32,
        "task_type": "article",
        "title": TEA * TITLE_MAX,
        "goal": TEA * GOAL_MAX,
        "product": TEA * PRODUCT_MAX,
        "price": "10000000",
        "product_information": TEA * INFORMATION_MAX,
        "required": [f"{n:02}" + TEA * (REQUIRED_CHARS - 2) for n in range(REQUIRED_MAX)],
        "forbidden": [f"{n:02}" + TEA * (FORBIDDEN_CHARS - 2) for n in range(FORBIDDEN_MAX)],
        "purchase_link": "https://shop.example/" + "a" * (LONGEST_LINK - 21),
        "marked_as_ad": True,
        "release": {"from": "+10d", "until": "+20d"},
        "submit_by": "+9d",
    }
    return to_order(read_brief(raw, NOON), TEA * NAME_MAX, TEA * NAME_MAX, Terms())


def fullest_file() -> CaseFile:
    proofs = (TEA * 50,) * 3
    return CaseFile(proofs, TEA * ACTOR_MAX, proofs[:1], TEA * ACTOR_MAX, NOON, Party.CREATOR, TEA * 100)


def fullest() -> Commission:
    """Every field filled as far as the rules let it, and as many effects waiting as are not asked about."""
    reason = TEA * 100
    c = Commission("x" * 97, longest_order(), Stage.SETTLEMENT_SUSPENDED, 100_000, NOON)
    told = Move("freeze", Party.OPERATOR, NOON, NOON)
    notices = [notice(c, name, c.seq, told) for name in TEMPLATES]
    effect: Effect = max(notices, key=lambda each: len(str(each)))
    case = Case("release_overdue", Party.CREATOR, NOON, c.stage, CAUSES, reason, 10, NOON, reason)
    case = replace(case, file=fullest_file())
    said = LineSaid(TEA * ACTOR_MAX, "creator", "改" * 100, {"evidence": TEA * 37})
    line = Line(100_000, NOON, LONGEST_WORD, Party.OPERATOR, c.stage, max(REFUSALS, key=len), said)
    dates = ("submit_by", "release_at", "early_at", "published_at", "settle_by", "settled_at", "edit_until")
    return replace(
        c,
        **dict.fromkeys(dates, NOON),
        work=Work("outline", 100, TEA * 200, NOON, status="rejected_by_audit", reason=reason),
        item=TEA * 100,
        early_item=TEA * 100,
        cancel_request=CancelRequest(reason, NOON),
        extension=Extension(Party.CREATOR, NOON, NOON),
        case=replace(case, heard=True, decision="uphold", creator_bps=9_999, decided_reason=reason),
        freeze=Freeze(Party.CREATOR, reason, NOON, dict.fromkeys(CLOCKS, 86_399.123456)),
        payout=Payout("under_way", 100, 10**9, reason),
        on_record=OnRecord("abandoned", "appealed"),
        clocks=dict.fromkeys(CLOCKS, NOON),
        attention=tuple(ATTENTION),
        effects=(effect,) * FEW,
        applied=tuple(Applied(f"{n:016}", LONGEST_WORD, f"{n:016}", 100_000) for n in range(APPLIED_MAX)),
        recent=(line,) * RECENT_MAX,
        sums=Sums(*(10**9,) * 7),
    )


def test_the_fullest_commission_stays_well_below_what_the_server_takes() -> None:
    payload = JSON.to_payload(Start(fullest()))

    assert payload is not None
    print(f"the fullest commission: {len(payload.data)} bytes, of which {FEW} effects wait")
    assert WARNING < len(payload.data) < BOUND
    assert JSON.from_payload(payload, Start) == Start(fullest())


async def test_a_commission_with_the_longest_names_and_texts_lives_to_its_payout(world: World) -> None:
    cid = await world.offered(brand_name=TEA * NAME_MAX, creator_name=TEA * NAME_MAX, title=TEA * TITLE_MAX)
    await world.send(cid, "accept")
    await world.hand_in(cid)
    await world.send(cid, "reject", reason="改" * 100)
    await world.hand_in(cid)
    await world.send(cid, "approve", release_at="now")
    await world.stage(cid, "published")
    await world.quiet(cid)
    await world.send(cid, "complain", cause="quality", reason="差" * 100, evidence=["🍵" * 200] * 10)
    await world.send(cid, "answer_complaint", reason="答" * 100)
    await world.operate(cid, "arbitrate", decision="settle", reason="判" * 100)
    await world.strike(cid, "appeal_by")
    await world.stage(cid, "settled")
    await world.end(cid)
    assert world.attention(cid) == ()
    assert "notice_failed" not in world.moves(cid)
