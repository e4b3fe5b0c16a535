"""Commissions over the wire: one model for each role that reads them."""

from typing import Any

from pydantic import Field

from models.api.shapes import At, Fen, Sent, Told

BULK_MAX = 50
PAIRS_MAX = 20


class Labels(Sent):
    external_id: str | None = Field(
        default=None,
        min_length=1,
        max_length=64,
        description="品牌主系统自己的编号，同一品牌主内唯一 · your own id, unique within the brand",
        examples=["campaign-7/row-12"],
    )
    metadata: dict[str, str] = Field(
        default_factory=dict,
        max_length=PAIRS_MAX,
        description="至多 20 对文字，原样带回 · up to 20 pairs of texts, given back as they are",
        examples=[{"department": "tea"}],
    )


class NewCommission(Labels):
    """A brief, as `examples/article.yaml` has it, without `brand`: that is whose key it is."""

    brief: dict[str, Any] = Field(
        description="下单内容，字段见 docs/brand-systems.zh.md · the brief, as docs/brand-systems.md has it",
        examples=[
            {
                "order": "QY-2026-1201",
                "creator": "atang",
                "task_type": "article",
                "title": "秋冬第一杯柚子乌龙：办公室下午茶怎么喝",
                "goal": "让常在办公室喝茶的读者愿意试一次冷泡和热泡",
                "product": "青柚茶饮柚子乌龙茶包",
                "length": {"min": 1200, "max": 2000},
                "industry": "general",
                "price": "3000.00",
                "submit_by": "+3d",
                "release": {"from": "+0d", "until": "+20d"},
            }
        ],
    )


class NewCommissions(Sent):
    """Up to fifty at once. `defaults` is a brief whose fields each row may leave out."""

    defaults: dict[str, Any] = Field(default_factory=dict)
    commissions: list[NewCommission] = Field(min_length=1, max_length=BULK_MAX)
    dry_run: bool = Field(
        default=False,
        description="true：只逐条检查，不下单 · true: judge each row and order nothing",
    )


class Ordered(Told):
    commission_id: str
    new: bool = Field(
        description="false：此前已用同一订单号下过 · false: it was ordered before under this number"
    )


class Reason(Told):
    code: str
    detail: str
    differs: list[str] = Field(
        default_factory=list,
        description="与已有任务不同的字段 · fields that differ from the commission that stands",
    )


class RowAnswer(Told):
    row: int = Field(description="从 1 数起 · counted from 1")
    order: str
    outcome: str = Field(
        description="started、already、refused、unfinished；dry_run 时为 good 或 refused"
        " · started, already, refused, unfinished; with dry_run good or refused"
    )
    commission_id: str = Field(
        default="", description="也写明与之冲突的任务 · also the commission that it clashes with"
    )
    reasons: list[Reason] = Field(default_factory=list)


class RowAnswers(Told):
    rows: list[RowAnswer]


class Listed(Told):
    id: str
    task_type: str
    title: str
    price_fen: Fen
    stage: str
    deadline: At | None
    brand_id: str
    creator_id: str
    attention: list[str] | None = Field(default=None, description="运营可见 · for operators")


class Page(Told):
    after: str | None = Field(
        default=None, description="下一页从这里开始；null：没有了 · where the next page begins; null: the end"
    )


class CommissionPage(Page):
    commissions: list[Listed]


class Command(Sent):
    """The fields of the command, as the table in `docs/api.md` lists them. Who gives it and when is not said
    here: the gateway knows.
    """

    fields: dict[str, Any] = Field(default_factory=dict, examples=[{"reason": "请补充使用场景"}])
    round: int | None = Field(
        default=None, ge=0, le=10_000, description="回应的是第几轮 · the round it is about"
    )
    on_behalf_of: str = Field(
        default="", max_length=16, description="运营代 creator 或 brand · operators only"
    )


class Answer(Told):
    """What a command became."""

    seq: int = Field(description="它在时间线上的序号 · its number in the timeline")
    stage: str
    deadline: At | None
    next: str = Field(description="期限到时会发生什么 · what happens then by itself")
    allowed_moves: list[str]
    told_by_sms: list[str] | None = None


class Brief(Told):
    """All that was ordered, as it was pinned: the same for every side."""

    brief: Any
    brief_digest: str
    agreed: Any


class Submissions(Told):
    round: int
    last_version: Any
    rejected: list[Any]
    reported: list[Any]
    replacement: Any


class Ratings(Told):
    ratings: Any


class TimelineEntry(Told):
    seq: int
    at: At
    move: str
    by: str
    from_stage: str
    to_stage: str
    round: int
    reason: str
    refusal: str
    deadlines: list[dict[str, str | None]]
    actor: str | None = Field(default=None, description="运营可见 · for operators")
    on_behalf_of: str = ""
    row: str | None = None
    details: dict[str, str] | None = None


class Timeline(Page):
    entries: list[TimelineEntry]


class AllowedMove(Told):
    name: str
    zh: str
    en: str
    needs: list[str]
    may: list[str]


class AllowedMoves(Told):
    moves: list[AllowedMove]


class BillLine(Told):
    zh: str
    en: str
    fen: Fen
    note_zh: str
    note_en: str


class Bill(Told):
    lines: list[BillLine]


class CancelQuote(Told):
    """What cancelling costs now. Give `fen` and `version` back with `cancel`."""

    possible: bool
    fen: Fen = 0
    bps: int = Field(default=0, description="占价格的万分比 · of the price, in basis points")
    version: str = ""
    if_passed_fen: Fen = 0


class Notice(Told):
    at: At
    channel: str
    state: str
    text: str


class Notices(Told):
    notices: list[Notice]


class Reading(Told):
    at: At
    impressions: int
    reads: int
    comments: int
    likes: int
    shares: int


class Readings(Told):
    readings: list[Reading]
