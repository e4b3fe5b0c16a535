"""API keys as their owner reads them: last use, until when, and whether they still let anybody in."""

from datetime import datetime
from typing import Any

from services.access.keys import KeyTold
from starter.web.wording import Wording


def is_over(each: KeyTold, now: datetime) -> bool:
    return each.revoked_at is not None or (each.expires_at is not None and each.expires_at <= now)


def key_shown(each: KeyTold, t: Wording, now: datetime) -> dict[str, Any]:
    return {
        "id": each.id,
        "name": each.name,
        "shown": each.shown,
        "scopes": len(each.scopes),
        "used": t("members.used", at=t.at(each.used_at)) if each.used_at else t("members.never"),
        "made": t.at(each.created_at),
        "ends": t.at(each.expires_at) if each.expires_at else "",
        "over": is_over(each, now),
    }
