"""A commission as one row or one heading of a page: what it is, whose turn, until when, what then."""

from dataclasses import dataclass, field

from domain.commissions.ordering.pinned_brief import brief_digest
from domain.commissions.state.stages import DRAFTING, Stage
from domain.commissions.task_types import TASK_TYPES
from domain.commissions.task_types.kind import TaskType
from domain.commissions.views.standing.life import PHASES, Place, Step
from domain.commissions.views.view import stage_words
from domain.commissions.views.words import move_words
from domain.parties.actor import Actor, ActorKind
from domain.party import Party
from services.commissions.reviewing import is_judged
from services.commissions.standing import Shown
from starter.web.wording import Wording, catalogue, tone

ICONS = {
    "offer": "offer",
    "make": "make",
    "review": "review",
    "settle": "settle",
    "case": "case",
    "end": "stop",
}
ICON_OF = {
    Stage.AWAITING_PAYMENT: "income",
    Stage.OUTLINE_DRAFTING: "outline",
    Stage.AWAITING_RELEASE: "publish",
    Stage.PUBLISHED: "publish",
    Stage.SETTLEMENT_SUSPENDED: "pause",
}
BY_PLACE = {Place.DONE: "check", Place.LATE: "late", Place.FROZEN: "pause", Place.END: "stop"}
FIRST = (
    "accept",
    "submit",
    "approve",
    "reject",
    "arbitrate",
    "second",
    "record_audit",
    "answer_cancel",
    "answer_extension",
    "answer_complaint",
    "answer_case",
    "confirm_item",
    "ratify",
    "settle",
    "complain",
    "decline",
    "appeal_audit",
    "appeal",
    "rate",
    "cancel",
)
"""What people come for, the likeliest first; the rest stands among the other acts."""
MAINS = 2
"""Acts that stand beside the truths; on a phone more would push them off the screen."""


@dataclass(frozen=True)
class StepShown:
    words: str
    phase: str
    at: str
    icon: str
    notes: tuple[str, ...] = ()
    day: int = 0
    days: int = 0
    """Of a step that is counted in days: how many, and which is today."""


@dataclass(frozen=True)
class Row:
    id: str
    title: str
    stage: str
    phase: str
    icon: str
    other: str
    """The other side's name; both, to an operator."""
    other_id: str
    """Whose face stands beside it; empty to an operator."""
    kind: str
    money: str
    """What a creator gets, what a brand pays."""
    agreed: str
    turn: str
    is_mine: bool
    until: str
    until_iso: str
    chip: str
    tone: str
    then: str
    fen: int
    offered: bool
    digest: str
    """Of the brief that is accepted; empty where nobody accepts."""
    main: str
    seq: int
    """How much had happened when it was shown: whoever acts on it says so."""
    reviews: bool
    """A version waits for the reader's judgement."""
    steps: tuple[StepShown, ...] = field(default=())
    leads: str = ""
    """Where its first act is done, when that has a page of its own: nobody looks for it a second time."""

    @property
    def address(self) -> str:
        return f"/commissions/{self.id}"


def row(shown: Shown, actor: Actor, t: Wording, *, lives: bool = False) -> Row:
    """``lives``: with its life as a line."""
    c, where = shown.state, shown.standing
    kind, reads = TASK_TYPES[c.order.task_type], actor.kind
    is_creators = reads is ActorKind.CREATOR
    fen = c.order.net_fen if is_creators else c.order.price_fen
    phase = PHASES[c.stage]
    first, offered = first_acts(shown), "accept" in shown.moves
    makes = is_creators and shown.is_mine and c.stage in DRAFTING
    return Row(
        id=c.id,
        title=c.order.title,
        stage=t.label(stage_words(c)),
        phase=phase,
        icon=ICON_OF.get(c.stage, ICONS[phase]),
        other=_other(shown, reads),
        other_id={ActorKind.CREATOR: c.order.brand_id, ActorKind.BRAND: c.order.creator_id}.get(reads, ""),
        kind=t.pick((kind.zh, kind.en)),
        money=t.money(fen),
        agreed=_agreed(shown, t) if is_creators else "",
        turn=turn_of(shown, actor, t),
        is_mine=shown.is_mine,
        until=t.until(where.until, shown.now) if where.until else "",
        until_iso=where.until.isoformat() if where.until else "",
        chip=_chip(shown, t),
        tone=tone(
            where.until, shown.now, is_mine=shown.is_mine, by_itself=where.by_itself, frozen=where.frozen
        ),
        then=t.pick(where.then),
        fen=fen,
        offered=offered,
        digest=brief_digest(c.order) if offered else "",
        main=_main(first, c.stage, kind, t, makes=makes),
        leads="/submit" if makes else "",
        seq=shown.state.seq,
        reviews=is_judged(shown),
        steps=tuple(step(each, t) for each in shown.life) if lives else (),
    )


def _main(first: list[str], stage: Stage, kind: TaskType, t: Wording, *, makes: bool) -> str:
    """What is made at the content platform is no message of ours, and the first thing to do all the same."""
    if makes and first[:1] != ["submit"]:
        work = (
            (kind.outline_zh, kind.outline_en)
            if stage is Stage.OUTLINE_DRAFTING
            else (kind.content_zh, kind.content_en)
        )
        return t("today.make", work=t.pick(work))
    return t.label(move_words(first[0])) if first else t("today.open")


def first_acts(shown: Shown) -> list[str]:
    return [name for name in FIRST if name in shown.moves]


def step(each: Step, t: Wording) -> StepShown:
    icon = BY_PLACE.get(each.place) or ICON_OF.get(each.stage, ICONS[each.phase])
    return StepShown(t.label(each.words), each.phase, each.place.value, icon)


def headline(shown: Shown, actor: Actor, t: Wording) -> str:
    key = f"head.{shown.state.stage.value}_{actor.kind.value}"
    return t(key) if key in catalogue(t.lang) else t.label(stage_words(shown.state))


def turn_of(shown: Shown, actor: Actor, t: Wording) -> str:
    """「你」 to whoever is waited for; the others by the words of the reader's side."""
    if shown.standing.over:
        return t("truth.over")
    if shown.is_mine:
        return t("truth.me")
    if not shown.standing.turn:
        return t("truth.automatic")
    return t.listed(party(each, actor, t) for each in shown.standing.turn)


def party(each: Party, actor: Actor, t: Wording) -> str:
    """A brand is 客户 to its creators."""
    is_client = each is Party.BRAND and actor.kind is ActorKind.CREATOR
    return t("party.client" if is_client else f"party.{each.value}")


def _other(shown: Shown, reads: ActorKind) -> str:
    order = shown.state.order
    match reads:
        case ActorKind.CREATOR:
            return order.brand_name
        case ActorKind.BRAND:
            return order.creator_name
        case _:
            return f"{order.brand_name} → {order.creator_name}"


def _agreed(shown: Shown, t: Wording) -> str:
    order = shown.state.order
    return t("commission.agreed", price=t.money(order.price_fen), net=t.money(order.net_fen))


def _chip(shown: Shown, t: Wording) -> str:
    where = shown.standing
    if where.frozen:
        return t("time.stands_still")
    return t.left(where.until, shown.now) if where.until else ""
