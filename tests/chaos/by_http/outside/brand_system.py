"""A brand's own system: it orders, looks at where each commission stands and does what is its own to do.

    python brand_system.py ADDRESS KEY JOURNAL ORDERS

Written from docs/api.md with the standard library alone. The last word of an order's number is its plot.
"""

import sys
import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from asking import ABSENT, Api, Journal, Refused, say_again

DAY = 86_400
TOP_UP_FEN = 5_000_000
LOOKS_EVERY = 0.5
ENDS = ("settled", "completed", "declined", "expired", "cancelled", "refunded")
KINDS = {
    "reviewed": ("article", "atang", "3000.00"),
    "settled": ("direct_article", "laozhou", "1500.00"),
    "waited": ("micro_post", "laozhou", "660.00"),
    "outlined": ("article", "atang", "3000.00"),
    "declined": ("micro_post", "laozhou", "660.00"),
    "expired": ("direct_article", "laozhou", "1500.00"),
    "rejected": ("micro_post", "laozhou", "660.00"),
    "cancelled": ("article", "atang", "3000.00"),
    "withdrawn": ("direct_article", "laozhou", "1500.00"),
    "late": ("direct_article", "laozhou", "1500.00"),
}
"""How it goes → type, creator, price."""
WAITING = ("waited", "outlined", "late")
"""Nobody settles: the seventh day does."""
REJECTING = ("reviewed", "rejected")


def brief(number: int, plot: str) -> dict[str, Any]:
    task_type, creator, price = KINDS[plot]
    return {
        "order": f"T-{number}-{plot}",
        "creator": creator,
        "task_type": task_type,
        "title": f"第{number}条：柚子乌龙",
        "goal": "让常在办公室喝茶的读者愿意试一次",
        "product": "柚子乌龙茶包",
        "industry": "general",
        "price": price,
        **({"outline": True} if task_type == "article" else {}),
        **({"manuscript": f"draft-{number}.md"} if task_type == "direct_article" else {}),
    }


def order(api: Api, many: int) -> list[str]:
    """One half each by itself, the other half in one request."""
    plots = [list(KINDS)[number % len(KINDS)] for number in range(many)]
    briefs = [brief(number + 1, plot) for number, plot in enumerate(plots)]
    api.write("/v1/brand/top-ups", {"fen": TOP_UP_FEN}, "top-up")
    half = len(briefs) // 2
    found = [
        api.write("/v1/commissions", {"brief": each, "external_id": each["order"]}, f"order-{each['order']}")
        for each in briefs[:half]
    ]
    return [str(each["commission_id"]) for each in found] + in_one_request(api, briefs[half:])


def in_one_request(api: Api, briefs: list[dict[str, Any]]) -> list[str]:
    rows = [{"brief": each, "external_id": each["order"]} for each in briefs]
    for again in range(20):
        answer = api.write("/v1/commissions/bulk", {"commissions": rows}, f"orders-{again}")["rows"]
        if all(each["outcome"] in ("started", "already") for each in answer):
            return [str(each["commission_id"]) for each in answer]
    raise SystemExit(f"never ordered: {answer}")


def act(api: Api, seen: Mapping[str, Any], plot: str) -> int:  # noqa: PLR0911  # one for each stage
    """What is ours to do now; the number of it in the timeline, 0 for nothing."""
    stage, first = seen["stage"], not any(seen["rejections"].values())
    if seen["cancel_request"]:
        return api.command(seen, "answer_cancel", agree=True)
    if plot == "cancelled" and stage == "outline_drafting":
        quoted = api.read(f"/v1/commissions/{seen['id']}/quote")
        return api.command(seen, "cancel", quoted_fen=quoted["fen"], quote=quoted["version"])
    if plot == "expired" and stage == "offered":
        skip(api, seen, 2 * DAY)
    if stage == "outline_review":
        if plot == "reviewed" and first:
            return api.command(seen, "reject", reason="请补充使用场景")
        return api.command(seen, "approve")
    if stage == "content_review":
        if plot in REJECTING and not seen["rejections"].get("content"):
            return api.command(seen, "reject", reason="标题与产品不符")
        return api.command(seen, "approve", release_at="now")
    if stage == "published":
        if plot not in WAITING:
            return api.command(seen, "settle")
        skip(api, seen, 9 * DAY)
    return 0


def skip(api: Api, seen: Mapping[str, Any], seconds: int) -> None:
    api.happen("/v1/sandbox/time", {"seconds": seconds, "commission_id": seen["id"]})


def to_its_end(api: Api, cid: str) -> None:
    plot, seq = cid.rpartition("-")[2], 0
    while True:
        try:
            seen = api.read(f"/v1/commissions/{cid}", seq=seq)
            if seen["stage"] in ENDS:
                return
            seq = act(api, seen, plot) or seq
        except Refused as refused:
            if refused.status != ABSENT:  # its workflow has not begun yet
                api.journal.note("refused", path=cid, told=str(refused))
        time.sleep(LOOKS_EVERY)


def main(address: str, key: str, journal: str, many: int) -> None:
    noted = Journal(Path(journal))
    api = Api(address, key, noted)
    ordered = order(api, many)
    with ThreadPoolExecutor(many) as each:
        list(each.map(lambda cid: to_its_end(api, cid), ordered))
    say_again(api)
    noted.note("figures", **noted.counts)


if __name__ == "__main__":
    main(*sys.argv[1:4], many=int(sys.argv[4]))
