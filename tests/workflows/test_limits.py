"""The longest there is: what people may write at most fails no workflow task and outgrows no server."""

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import UTC, datetime

from domain.commissions.cases.causes import MARKS_MAX
from domain.commissions.money.quotes import VERSION_LENGTH
from domain.commissions.moves import CAUSES, MESSAGES, Move
from domain.commissions.notices import TEMPLATES
from domain.commissions.ordering.brief import (
    APPROVAL_MAX,
    FORBIDDEN_CHARS,
    FORBIDDEN_MAX,
    GOAL_MAX,
    INFORMATION_MAX,
    NEED_CHARS,
    PRODUCT_MAX,
    REQUIRED_CHARS,
    REQUIRED_MAX,
    RIGHTS_MAX,
    TITLE_MAX,
    read_brief,
    to_order,
)
from domain.commissions.ordering.brief_fields import LONGEST_LINK
from domain.commissions.ordering.order import Order
from domain.commissions.ordering.terms import Terms
from domain.commissions.rules.admission import RECENT_MAX
from domain.commissions.rules.changes.work import REJECTED_KEPT
from domain.commissions.rules.clocks import CLOCKS
from domain.commissions.rules.effects import notice
from domain.commissions.state.case import Case, CaseFile, CaseKind, Proposal, Statement
from domain.commissions.state.commission import (
    CancelRequest,
    Commission,
    Effect,
    Extension,
    Freeze,
    Hiding,
    Line,
    LineSaid,
    PendingCancel,
    Replacement,
    Report,
    Seen,
    VendorRefusal,
)
from domain.commissions.state.on_record import OnRecord, RecordState
from domain.commissions.state.payout import Payout, PayoutState
from domain.commissions.state.predicates import SIDES
from domain.commissions.state.recent import (
    ACTOR_MAX,
    DETAILS_BYTES,
    PROOFS_BYTES,
    REASON_BYTES,
    STATEMENT_BYTES,
    STATEMENTS_MAX,
)
from domain.commissions.state.stages import Stage
from domain.commissions.state.sums import Sums
from domain.commissions.state.work import Rejection, Work, WorkStatus
from domain.commissions.views.attention import ATTENTION
from domain.commissions.views.vendor_words import KEPT
from domain.party import Party
from domain.process.applied import APPLIED_MAX, Applied
from domain.process.proof import WINDOW, WINDOWS, Window
from domain.process.trust import KEYS_MAX, Key, KeySet
from domain.refusals import REFUSALS
from gateways.parties.catalogue import NAME_MAX
from models.messages.command import FEW
from models.messages.work import Start
from tests.workflows.world import World
from workflows.converter import JSON

TOWN = True
TEA = "🍵"
"""Four bytes: nothing that is written takes more."""
NOON = datetime(2026, 11, 23, 4, 0, 0, 123_456, tzinfo=UTC)
LONGEST_WORD = max(MESSAGES, key=len)
REASON = TEA * Terms().reason_max_chars
WARNING, BOUND = 32_768, 120 * 1024


def longest_order() -> Order:
    raw = {
        "order": "x" * 64,
        "brand": "b" * 32,
        "creator": "c" * 32,
        "task_type": "direct_article",
        "title": TEA * TITLE_MAX,
        "goal": TEA * GOAL_MAX,
        "product": TEA * PRODUCT_MAX,
        "price": "10000000",
        "product_information": TEA * INFORMATION_MAX,
        "required": [f"{n:02}" + TEA * (REQUIRED_CHARS - 2) for n in range(REQUIRED_MAX)],
        "forbidden": [f"{n:02}" + TEA * (FORBIDDEN_CHARS - 2) for n in range(FORBIDDEN_MAX)],
        "length": {"min": 99_999, "max": 100_000},
        "manuscript": TEA * NEED_CHARS,
        "purchase_link": "https://shop.example/" + "a" * (LONGEST_LINK - 21),
        "marked_as_ad": True,
        "rights": TEA * RIGHTS_MAX,
        "industry": "special_medical_food",
        "approval_number": TEA * APPROVAL_MAX,
        "made_with_ai": True,
        "release": {"from": "+10d", "until": "+20d"},
        "submit_by": "+9d",
    }
    return to_order(read_brief(raw, NOON), TEA * NAME_MAX, TEA * NAME_MAX, Terms())


HIDINGS = tuple(Hiding(side, True, TEA * ACTOR_MAX, REASON, NOON, True) for side in SIDES)


def fullest_case(c: Commission) -> Case:
    """Complained of for every cause, answered and appealed on both sides, decided and put once more."""
    proof = TEA * (STATEMENT_BYTES // 4)
    stated = Statement("answer", Party.CREATOR, REASON, CAUSES[0], TEA * ACTOR_MAX, (proof,), 10)
    proofs = (TEA * 50,) * (PROOFS_BYTES // 200)
    file = CaseFile(proofs, (stated,) * STATEMENTS_MAX, f"{TEA * ACTOR_MAX} + {TEA * ACTOR_MAX}", NOON)
    case = Case(
        CaseKind.RELEASE_OVERDUE, Party.CREATOR, NOON, c.stage, CAUSES, REASON, 10, NOON, SIDES, SIDES
    )
    return replace(
        case,
        decision="uphold",
        creator_bps=9_999,
        creator_fen=10**9,
        decided_reason=REASON,
        appellants=SIDES,
        bearer="platform",
        file=file,
        fault=Party.CREATOR,
        seen_public=True,
        rework_appealed_at=NOON,
        edit_until=NOON,
    )


def fullest_proposal() -> Proposal:
    made = Proposal(LONGEST_WORD, 100_000, TEA * ACTOR_MAX, NOON, REASON, "uphold", 9_999, 10**9, "platform")
    return replace(made, fault="platform", quoted_fen=10**9, quote="q" * VERSION_LENGTH)


def fullest_window(role: str) -> Window:
    return Window(
        role, 1_796_136_000, tuple(f"{n:08}{'t' * 6}cyo0" for n in range(WINDOWS.get(role, WINDOW)))
    )


def fullest_keys() -> KeySet:
    """``kid`` of ours are short, and a brand's id has 32 characters."""
    key = Key("gk_" + "0" * 16, "A" * 43, "brand:" + "b" * 32, 10**9, 10**9)
    return KeySet("A" * 43, 10**9, key.holder, (key,) * KEYS_MAX)


def fullest() -> Commission:
    """Every field filled as far as the rules let it, and as many effects waiting as are not asked about."""
    c = Commission("x" * 97, longest_order(), Stage.SETTLEMENT_SUSPENDED, 100_000, NOON)
    told = Move("freeze", Party.OPERATOR, NOON, NOON)
    notices = [notice(c, name, c.seq, told) for name in TEMPLATES]
    longest = max(notices, key=lambda each: len(str(each)))
    effect = Effect("call", longest.key, NOON, call=longest)
    said = LineSaid(
        TEA * ACTOR_MAX, "creator", TEA * (REASON_BYTES // 4), {"evidence": TEA * (DETAILS_BYTES // 4)}
    )
    line = Line(100_000, NOON, LONGEST_WORD, Party.OPERATOR, c.stage, max(REFUSALS, key=len), said)
    vendor = VendorRefusal("publish", TEA * 100, "creator:" + "c" * 32, TEA * 100, NOON)
    applied = (Applied(f"{n:016}", LONGEST_WORD, f"{n:016}", 100_000) for n in range(APPLIED_MAX))
    rejection = Rejection("content", 100, WorkStatus.REJECTED_BY_AUDIT, NOON, TEA * (REASON_BYTES // 4))
    terms = c.order.terms
    dates = ("submit_by", "release_at", "early_at", "published_at", "settle_by", "settled_at", "edit_until")
    days = ("review_since", "first_approved_at", "edited_at", "acted_at")
    return replace(
        c,
        **dict.fromkeys((*dates, *days), NOON),
        work=Work(
            "outline", 100, TEA * 200, NOON, status=WorkStatus.REJECTED_BY_AUDIT, reason=REASON, asked=SIDES
        ),
        rejected=(rejection,) * REJECTED_KEPT,
        item=TEA * 100,
        early_item=TEA * 100,
        cancel_request=CancelRequest(REASON, NOON, 10_000),
        pending_cancel=PendingCancel(Party.CREATOR, REASON, NOON, 10**9, fault="platform"),
        fault="platform",
        extension=Extension(Party.CREATOR, NOON, NOON),
        proposal=fullest_proposal(),
        case=fullest_case(c),
        past_causes=CAUSES * terms.cause_times_max,
        past_proofs=tuple(f"{n:08}" for n in range(MARKS_MAX)),
        freeze=Freeze(Party.CREATOR, REASON, NOON, dict.fromkeys(CLOCKS, 86_399.123456), "i" * 64),
        brand_freeze=Freeze(Party.BRAND, REASON, NOON, dict.fromkeys(CLOCKS, 86_399.123456), "i" * 64),
        seen=Seen(since=NOON, how="taken_down"),
        reports=(Report("marked_as_ad", TEA * 100, NOON, 100_000, "hidden", 9, NOON),) * terms.reports_max,
        denied_day="2026-11-23",
        replacement=Replacement(TEA * 100, NOON, NOON),
        payout=Payout(PayoutState.UNDER_WAY, 100, 10**9, TEA * 100, "x" * 97, NOON),
        on_record=OnRecord("abandoned", RecordState.APPEALED),
        rated=SIDES,
        worded=SIDES,
        hidings=HIDINGS,
        extended=dict.fromkeys(CLOCKS, 86_399.123456),
        clocks=dict.fromkeys(CLOCKS, NOON),
        attention=tuple(ATTENTION),
        effects=(effect,) * FEW,
        failed_effects=(effect,),
        waiting_notices=tuple(f"{name}:100000" for name in TEMPLATES),
        told_at=dict.fromkeys(TEMPLATES, NOON),
        vendor_refusals=(vendor,) * KEPT,
        applied=tuple(applied),
        used=tuple(fullest_window(role) for role in ("gateway", "brand", "operator", "outside")),
        recent=(line,) * RECENT_MAX,
        refused_day="2026-11-23",
        sums=Sums(*(10**9,) * 7),
    )


NOT_OF_A_CALL = {
    f"{under}.{name}"
    for under in ("effects", "failed_effects")
    for name in ("item", "notice", "pays", "nudge")
}
"""An effect is of one kind, and none is longer than a call."""


def left_empty(value: object, path: str = "") -> Iterator[str]:
    """Texts and lists with nothing in them, wherever they stand, and records that are not there."""
    if value is None or (isinstance(value, str | tuple | Mapping) and not value):
        yield path
    elif is_dataclass(value) and not isinstance(value, type):
        for each in fields(value):
            yield from left_empty(getattr(value, each.name), f"{path}.{each.name}".strip("."))
    elif isinstance(value, Mapping):
        for name, each in value.items():
            yield from left_empty(each, f"{path}.{name}")
    elif isinstance(value, tuple):
        for each in value:
            yield from left_empty(each, path)


def test_the_fullest_commission_leaves_nothing_empty_but_the_case_that_was_before_this_one() -> None:
    assert set(left_empty(fullest())) == {"past_case", *NOT_OF_A_CALL}


def test_the_fullest_commission_stays_well_below_what_the_server_takes() -> None:
    start = Start(fullest(), trust="operators", keys=fullest_keys())
    payload = JSON.to_payload(start)

    assert payload is not None
    print(f"the fullest commission: {len(payload.data)} bytes, of which {FEW} effects wait")
    assert WARNING < len(payload.data) < BOUND
    assert JSON.from_payload(payload, Start) == start


async def test_a_commission_with_the_longest_names_and_texts_lives_to_its_payout(world: World) -> None:
    cid = await world.offered(brand_name=TEA * NAME_MAX, creator_name=TEA * NAME_MAX, title=TEA * TITLE_MAX)
    await world.send(cid, "accept")
    await world.hand_in(cid)
    await world.send(cid, "reject", reason="改" * 500)
    await world.hand_in(cid)
    await world.send(cid, "approve", release_at="now")
    await world.stage(cid, "published")
    await world.quiet(cid)
    await world.send(cid, "complain", cause="quality", reason="差" * 500, evidence=["🍵" * 200] * 10)
    await world.send(cid, "answer_complaint", reason="答" * 500)
    await world.operate(cid, "arbitrate", decision="settle", reason="判" * 500)
    await world.strike(cid, "appeal_by")
    await world.stage(cid, "settled")
    await world.end(cid)
    assert world.attention(cid) == ()
    assert "notice_failed" not in world.moves(cid)
