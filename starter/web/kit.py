"""Every component of the pages in every state, with examples in either language: what pages are made of."""

from typing import Any

from domain.commissions.state.stages import Stage
from domain.commissions.views.standing.life import PHASES, Place
from domain.commissions.views.words import BEARER_WORDS, DECISION_WORDS, STAGE_WORDS
from starter.web.fields import FieldShown
from starter.web.rows import BY_PLACE, ICON_OF, ICONS, Row, StepShown
from starter.web.wording import Wording

TONES = ("", "soon", "late", "frozen", "auto")
NOTES = (("", "turn"), ("soon", "offline"), ("late", "late"), ("good", "check"))
LONG = (
    "冬至吃什么茶点，一份写给上海老邻居的清单，附十二家还在营业的老铺子与它们的故事，"
    "以及各家几点开门、几点卖完、怎么去才不排队"
)
RIGHT_TO_LEFT = "صباح الخير، أحمد"
ROAD = ("offer", "make", "make", "review", "settle", "settle")
KINDS = ("line", "number", "area", "choice", "tick", "yes", "passed", "instant", "files")


def examples(t: Wording) -> dict[str, Any]:
    return {
        "t": t,
        "stages": [_stage(each, t) for each in Stage],
        "tones": [(each, _left(each, t)) for each in TONES],
        "rows": [
            _row("r1", t.pick(("周末早餐吃什么", "A weekend breakfast")), "soon", t, is_mine=True),
            _row("r2", LONG, "late", t, is_mine=True),
            _row("r3", RIGHT_TO_LEFT, "frozen", t),
            _row("r4", t.pick(("柚子的一百种吃法", "A hundred ways with a pomelo")), "auto", t),
            _row("r5", t.pick(("没有期限的一条", "One without a deadline")), "", t),
        ],
        "lives": [(t(f"life.{each}"), _life(each, t)) for each in Place],
        "notes": [(tone, icon, t(f"kit.note_{tone or 'plain'}")) for tone, icon in NOTES],
        "problem": {
            "title": t.pick(("任务已失效", "The offer has expired")),
            "detail": t.pick(("接收时限已过，费用已退回客户。", "Its window ended; the money went back.")),
            "errors": [{"field": "reason", "detail": t.pick(("最多 500 字", "500 characters at most"))}],
            "todo": t.pick(("对你没有影响。", "Nothing is held against you.")),
            "code": "OFFER_EXPIRED",
            "late": True,
        },
        "fields": [_field(each, t) for each in KINDS],
        "wrong": FieldShown(
            "x",
            "line",
            t("act.title"),
            "12",
            needed=True,
            error=t.pick(("最多 500 字", "500 characters at most")),
        ),
        "decided": {
            "words": t.label(DECISION_WORDS["split"]),
            "at": t.at(t.now),
            "iso": t.now.isoformat(),
            "rule": "T41",
            "reason": t.pick(("交稿时限由双方改过一次", "Both sides moved the deadline once")),
            "bearer": t.pick(BEARER_WORDS["brand"]),
            "moved": [(t("party.creator"), t.money(148_200)), (t("party.brand"), t.money(144_000))],
            "held_back": t("decision.held_back", until=t.until(t.now, t.now)),
            "corrected": True,
        },
        "people": [("atang", "阿汤说茶"), ("ahmed", RIGHT_TO_LEFT), ("long", LONG[:40])],
        "files": [
            {"id": "u1", "name": f"{LONG[:24]}.docx", "kind": "DOCX", "size": "1.2 MB", "address": "#"}
        ],
    }


def _stage(stage: Stage, t: Wording) -> dict[str, str]:
    phase = PHASES[stage]
    return {"stage": t.label(STAGE_WORDS[stage]), "phase": phase, "icon": ICON_OF.get(stage, ICONS[phase])}


def _left(tone: str, t: Wording) -> str:
    match tone:
        case "frozen":
            return t("time.stands_still")
        case "late":
            return t("time.over", span=t("time.hours_minutes", hours=6, minutes=0))
        case "soon":
            return t("time.left", span=t("time.hours_minutes", hours=2, minutes=45))
        case _:
            return t("time.left", span=t("time.days", days=13))


def _row(number: str, title: str, tone: str, t: Wording, *, is_mine: bool = False) -> Row:
    return Row(
        id=number,
        title=title,
        stage=t.label(STAGE_WORDS[Stage.OFFERED]),
        phase="offer",
        icon="offer",
        other="谷雨巷面包",
        other_id="guyu",
        kind="",
        money=t.money(228_000),
        agreed="",
        turn=t("truth.me") if is_mine else t("truth.automatic"),
        is_mine=is_mine,
        until=t.until(t.now, t.now) if tone else "",
        until_iso=t.now.isoformat() if tone else "",
        chip=_left(tone, t) if tone else "",
        tone=tone,
        then=t.pick(("自动失效，费用退回", "It lapses by itself, and the money goes back")),
        fen=228_000,
        offered=False,
        digest="",
        main="",
        seq=0,
        reviews=False,
        steps=tuple(_life(Place.NOW, t)),
    )


def _life(place: Place, t: Wording) -> list[StepShown]:
    """The fourth step stands like this; of an end nothing follows."""
    words = (Stage.OFFERED, Stage.OUTLINE_DRAFTING, Stage.CONTENT_DRAFTING, Stage.CONTENT_REVIEW)
    done = [
        StepShown(t.label(STAGE_WORDS[stage]), phase, Place.DONE.value, "check")
        for stage, phase in zip(words[:3], ROAD, strict=False)
    ]
    here = StepShown(
        t.label(STAGE_WORDS[words[3]]),
        ROAD[3],
        place.value,
        BY_PLACE.get(place, ICONS["review"]),
        (t.until(t.now, t.now),),
    )
    next_ = StepShown(t.label(STAGE_WORDS[Stage.PUBLISHED]), ROAD[4], Place.NEXT.value, "publish")
    return [*done, here] if place is Place.END else [*done, here, next_]


def _field(kind: str, t: Wording) -> FieldShown:
    choices = (("yes", t("act.yes")), ("no", t("act.no")))
    return FieldShown(
        f"{kind}-{t.lang}",
        kind,
        t(f"kit.field_{kind}"),
        ".docx,.pdf" if kind == "files" else "",
        help=t("act.reason_help") if kind in ("area", "line", "files") else "",
        choices=choices if kind in ("choice", "yes", "passed") else (),
    )
