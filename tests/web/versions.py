"""Commissions whose versions have words: handed in as files, rejected, and handed in again."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from uuid import uuid4

from sqlalchemy import Engine

from domain.commissions.uploads.purposes import Purpose
from domain.parties.actor import Actor, ActorKind, Role
from services.commissions.receiving import Coming, Reception
from settings import Settings
from tests.domain import scenes
from tests.domain.story import Story
from tests.web.conftest import CREATOR, register, settle_in

BRIEF = {
    "goal": "让人在冬天想起一杯热的柚子茶",
    "product": "青柚茶饮",
    "required": "三个场景；广告",
    "forbidden": "润肺",
    "length": "20-2000",
}
OPENING = (
    "立冬那天早上，我在厨房烧了一壶水。柚子皮切成细丝，用盐搓过，再和冰糖慢慢熬到透明，"
    "屋子里先暖起来的是气味。\n很多人问我，冬天到底喝什么茶。"
)
MIDDLE = "今年我换成了青柚茶饮的冷熬柚子茶，少放了一半的糖，皮是脆的。\n"
ENDING = "第三个场景是周末。朋友来家里，不用准备什么，一人一杯，配一碟花生，能坐一下午。"
FIRST = f"{OPENING}柚子茶润肺止咳，一入冬就该喝起来。{MIDDLE}下班路上来一杯也很好。\n{ENDING}"
SECOND = (
    f"{OPENING}我的答案每年都一样：先喝一杯柚子茶，不为什么，就为了那一口酸甜。{MIDDLE}"
    "上周三加班到九点，地铁口的风很硬。我从包里摸出保温杯，早上冲的那杯还是温的，旁边等车的姑娘问我是什么，好香。\n"
    f"{ENDING}"
)
WHY = "「润肺止咳」属于功效说法，请删去；下班路上的场景再具体一些，写一个真实的时刻。"
ACTOR = Actor(ActorKind.CREATOR, CREATOR, name="阿汤说茶", role=Role.CREATOR)


def outlines(
    engine: Engine,
    settings: Settings,
    texts: Sequence[str] = (FIRST, SECOND),
    *,
    key: str = "S-outlines",
    then: Callable[[Story], None] | None = None,
) -> str:
    """The last of them waits for the brand, all others were rejected. ``then``: what happens next."""
    story = scenes.making_outline(brief=BRIEF, at=datetime.now(UTC))
    commission_id = register(engine, story, key)
    for number, text in enumerate(texts, 1):
        if number > 1:
            story.brand("reject", reason=WHY)
        story.creator("submit", ref=uploaded(engine, settings, commission_id, text, f"提纲-{number}.md"))
    if then is not None:
        then(story)
    settle_in(engine, commission_id, story)
    return commission_id


def uploaded(
    engine: Engine,
    settings: Settings,
    commission_id: str,
    content: str | bytes,
    name: str,
    purpose: Purpose = Purpose.OUTLINE,
    actor: Actor = ACTOR,
) -> str:
    content = content.encode() if isinstance(content, str) else content
    reception = Reception(engine, settings, replace(actor), Coming(commission_id, purpose, name))
    reception.write(content)
    reception.end()
    kept = reception.keep(f"up_{uuid4().hex}")
    reception.drop()
    return kept.id
