"""Post-campaign data: of all that a side has published, and of one work over time."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from fastapi import APIRouter, Request, Response

from domain.commissions.task_types import TASK_TYPES
from domain.parties.actor import ActorKind
from domain.refusals import Refused
from services.commissions import results
from services.commissions.reading import Metrics
from services.commissions.results import NAMES, Result
from services.files.statement_csv import written
from starter.http.calling import app_of
from starter.web import charts
from starter.web.books import as_file, plain_yuan
from starter.web.failing import PageRoute
from starter.web.rendering import page, wording
from starter.web.visitors import Visitor, allowed
from starter.web.wording import Wording

router = APIRouter(prefix="/results", include_in_schema=False, route_class=PageRoute)
SIDES = (ActorKind.BRAND, ActorKind.CREATOR)
SHOWN, DRAWN = 200, 12
"""Works on a page, and bars that can be told apart in a picture; the file has all of them."""


@router.get("")
def every(request: Request) -> Response:
    who, t = allowed(request, "commission.read", *SIDES), wording(request)
    found = results.results(app_of(request).engine, who.actor)
    whole = results.overall(found)
    is_brands = who.actor.kind is ActorKind.BRAND
    return page(
        request,
        "results.html",
        who,
        whole=whole,
        sums=[(t(f"results.{name}"), t.count(whole.sums[name])) for name in NAMES if name in whole.sums],
        cost=t.per(whole.fen_a_read),
        median=t.per(whole.median_fen),
        rows=[_row(each, who, whole.median_fen, t) for each in found[:SHOWN]],
        more=max(0, len(found) - SHOWN),
        names=[t(f"results.{name}") for name in NAMES],
        is_brands=is_brands,
        chart=_chart_of_all(found, whole.median_fen, t, is_brands=is_brands),
    )


@router.get("/results.csv")
def every_csv(request: Request) -> Response:
    """A line for each reading; a work that nobody has read has one without figures."""
    who, t = allowed(request, "commission.read", *SIDES), wording(request)
    found = results.results(app_of(request).engine, who.actor)
    heads = [
        t(f"results.{name}") for name in ("work", "id", "other", "published", "read_at", *NAMES, "agreed")
    ]
    return as_file(f"starmap-results-{who.actor.party_id}.csv", written(heads, _lines(found, who, t)))


@router.get("/{commission_id}")
def one(request: Request, commission_id: str) -> Response:
    """Raises Refused: PATH_UNKNOWN for what is another's, or not public yet."""
    who, t = allowed(request, "commission.read", *SIDES), wording(request)
    found = results.results(app_of(request).engine, who.actor)
    it = next((each for each in found if each.of.id == commission_id), None)
    if it is None:
        raise Refused("PATH_UNKNOWN")
    whole = results.overall(found)
    return page(
        request,
        "result.html",
        who,
        it=_row(it, who, whole.median_fen, t),
        readings=[
            (t.at(each.at), [t.count(getattr(each, name)) for name in NAMES])
            for each in reversed(it.readings)
        ],
        names=[t(f"results.{name}") for name in NAMES],
        is_brands=who.actor.kind is ActorKind.BRAND,
        median=t.per(whole.median_fen),
        chart=_chart_of_one(it.readings, t),
    )


def _row(each: Result, who: Visitor, median: Fraction | None, t: Wording) -> dict[str, Any]:
    kind, last, of = TASK_TYPES[each.of.task_type], each.last, each.of
    is_brands = who.actor.kind is ActorKind.BRAND
    other = (of.creator_id, of.creator_name) if is_brands else (of.brand_id, of.brand_name)
    return {
        "id": of.id,
        "title": of.title,
        "kind": t.pick((kind.zh, kind.en)),
        "other_id": other[0],
        "other": other[1],
        "published": t.at(of.published_at),
        "at": t.at(last.at) if last else "",
        "figures": [t.count(getattr(last, name)) for name in NAMES] if last else [],
        "agreed": t.money(of.amount_fen),
        "cost": t.per(each.fen_a_read),
        "against": _against(each.fen_a_read, median, t),
    }


def _against(cost: Fraction | None, median: Fraction | None, t: Wording) -> str:
    """How far from the median, in whole percent: a read that costs less is told so."""
    if cost is None or not median:
        return ""
    percent = round((cost / median - 1) * 100)
    if not percent:
        return t("results.as_median")
    return t("results.above" if percent > 0 else "results.below", percent=abs(percent))


def _lines(found: Sequence[Result], who: Visitor, t: Wording) -> list[list[str | int]]:
    is_brands = who.actor.kind is ActorKind.BRAND
    lines: list[list[str | int]] = []
    for each in found:
        of = each.of
        other = of.creator_name if is_brands else of.brand_name
        head = [of.title, of.id, other, t.stamp(of.published_at)]
        for reading in each.readings or (None,):
            figures = [getattr(reading, name) for name in NAMES] if reading else [""] * len(NAMES)
            at = t.stamp(reading.at) if reading else ""
            lines.append([*head, at, *figures, plain_yuan(of.amount_fen)])
    return lines


def _chart_of_all(
    found: Sequence[Result], median: Fraction | None, t: Wording, *, is_brands: bool
) -> charts.Chart | None:
    """Of the newest that have data: to a brand what a read has cost, to a creator how many there were."""
    known = [each for each in found if each.last and (each.fen_a_read or not is_brands)][:DRAWN]
    if not known:
        return None
    names = [each.of.title for each in reversed(known)]
    if not is_brands:
        reads = [each.last.reads if each.last else None for each in reversed(known)]
        return charts.bars(t("results.reads_by_work"), names, t("results.reads"), reads)
    costs = [charts.yuan_of(each.fen_a_read) for each in reversed(known)]
    return charts.bars(
        t("results.cost_by_work", median=t.per(median)),
        names,
        t("results.cost"),
        costs,
        line=(t("results.median"), charts.yuan_of(median)),
        unit="¥",
    )


def _chart_of_one(readings: Sequence[Metrics], t: Wording) -> charts.Chart | None:
    """From two readings on: one is a point and no course."""
    if len(readings) < 2:  # noqa: PLR2004
        return None
    series = [
        (t(f"results.{name}"), [(each.at, getattr(each, name)) for each in readings])
        for name in ("impressions", "reads")
    ]
    return charts.course(t("results.course"), series)
