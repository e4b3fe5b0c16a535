"""What stands on the page of a review, in the reader's words."""

from dataclasses import replace
from typing import Any

from fastapi import Request

from domain.commissions.state.stages import REVIEWS
from domain.commissions.task_types import TASK_TYPES
from domain.commissions.views.brief_checks import Verdict, checks
from domain.differences import Change
from domain.instants import BEIJING
from services.commissions import owned
from services.commissions.reviewing import Review, is_judged, proposed_release, waiting
from services.commissions.standing import Shown
from services.commissions.versions import Version
from starter.http.calling import app_of
from starter.web import papers
from starter.web.fields import FieldShown, fields
from starter.web.forms import Form
from starter.web.rendering import wording
from starter.web.rows import row, step
from starter.web.told.files import file_shown
from starter.web.visitors import Visitor
from starter.web.wording import Wording, catalogue

ICONS = {Verdict.MET: ("check", "ok"), Verdict.MISSED: ("late", "warn"), Verdict.LOOK: ("review", "look")}
PHRASES = 6
"""As many of them stand in the catalogue."""
ENDS = "。；！？.;!?，、,\n"


def told(request: Request, who: Visitor, found: Review, typed: dict[str, str]) -> dict[str, Any]:
    app, shown = app_of(request), found.shown
    t = wording(request, shown.now)
    version = found.version
    text = "".join(
        piece.text for each in _paragraphs(found) for piece in each if piece.change is not Change.REMOVED
    )
    kind = version.kind if version else ""
    return {
        "it": row(shown, who.actor, t),
        "steps": [step(each, t) for each in shown.life],
        "place": _place(waiting(app, who.actor), shown),
        "version": version_shown(version, shown, t) if version else None,
        "before": version_shown(found.before, shown, t) if found.before else None,
        "newest": version_shown(found.newest, shown, t) if found.newest and not found.is_newest else None,
        "paragraphs": _paragraphs(found),
        "compares": found.compares,
        "can_compare": found.can_compare,
        "words": found.words,
        "checks": [_check(each, t) for each in checks(shown.state, kind, text if found.words else None)],
        "brief": papers.brief(shown, t),
        "others": [version_shown(each, shown, t) for each in reversed(found.versions) if each != version],
        "decision": _decision(app_of(request), who, found, typed, t) if is_judged(shown) else None,
    }


def _paragraphs(found: Review) -> tuple[Any, ...]:
    return found.words.paragraphs if found.words else ()


def version_shown(version: Version, shown: Shown, t: Wording) -> dict[str, Any]:
    return {
        "seq": version.seq,
        "name": name_of(version.kind, version.number, shown, t),
        "short": t("review.short", number=version.number),
        "at": t.at(version.at, shown.now),
        "audited_at": t.at(version.audited_at, shown.now) if version.audited_at else "",
        "status": t(f"review.{version.status.value}"),
        "judged_at": t.at(version.judged_at, shown.now) if version.judged_at else "",
        "reason": version.reason,
        "ref": version.ref,
        "link": version.ref if version.ref.startswith(("https://", "http://")) else "",
        "said": version.said,
        "file": file_shown(version.file) if version.file else None,
        "late": version.late,
    }


def name_of(kind: str, number: int, shown: Shown, t: Wording) -> str:
    """「文章第 2 稿」."""
    task = TASK_TYPES[shown.state.order.task_type]
    words = (task.outline_zh, task.outline_en) if kind == "outline" else (task.content_zh, task.content_en)
    return t("review.version", what=t.label(words), number=number)


def _place(ids: list[str], shown: Shown) -> dict[str, Any]:
    """Among those that wait: how many, and which are before and behind it."""
    at = ids.index(shown.state.id) if shown.state.id in ids else -1
    others = [each for each in ids if each != shown.state.id]
    following = ids[at + 1] if 0 <= at < len(ids) - 1 else (others[0] if others and at < 0 else "")
    previous = ids[at - 1] if at > 0 else ""
    return {"number": at + 1, "of": len(ids), "next": following, "previous": previous}


def _check(each: Any, t: Wording) -> dict[str, str]:
    icon, tone = ICONS[each.verdict]
    verdict = t(f"review.{each.verdict.value}")
    return {
        "asked": t.label(each.asked),
        "found": t.label(each.found),
        "icon": icon,
        "tone": tone,
        "verdict": verdict,
    }


def _decision(app: Any, who: Visitor, found: Review, typed: dict[str, str], t: Wording) -> dict[str, Any]:
    shown = found.shown
    seen = owned.seen(app, who.actor, shown.state.id)
    most = shown.state.order.terms.reason_max_chars
    return {
        "approves": "approve" in shown.moves,
        "rejects": "reject" in shown.moves,
        "escalates": "escalate" in shown.moves,
        "fields": [_proposed(each, found, typed) for each in _approving(found, seen, typed, t)],
        "reason": typed.get("reason", ""),
        "most": most,
        "rounds": found.rounds,
        "left": left_words(found, t),
        "phrases": [t(f"phrase.{number}") for number in range(1, PHRASES + 1)],
        "is_current": found.is_newest,
    }


def _approving(found: Review, seen: Any, typed: dict[str, str], t: Wording) -> list[FieldShown]:
    """An outline is approved without a release; and nobody is asked about a window that was not agreed."""
    if found.shown.state.stage not in REVIEWS:
        return []
    order = found.shown.state.order
    asked = fields("approve", found.shown, seen, typed, t)
    left_out = {
        "outside_window": not (order.release_from or order.release_until),
        "marked_as_ad": found.shown.state.marked_as_ad or not (order.purchase_link or order.marked_as_ad),
    }
    return [each for each in asked if not left_out.get(each.name, False)]


def _proposed(each: FieldShown, found: Review, typed: dict[str, str]) -> FieldShown:
    if each.name != "release_at" or typed:
        return each
    at = proposed_release(found.shown.state, found.shown.now).astimezone(BEIJING)
    return replace(each, day=f"{at:%Y-%m-%d}", time=f"{at:%H:%M}")


def left_words(found: Review, t: Wording) -> str:
    """How often it may still be rejected, and what comes after the last time."""
    rounds, kind = found.rounds, found.version.kind if found.version else "content"
    if not rounds.left:
        return t("review.none_left")
    if rounds.is_last:
        return t(f"review.last_{kind}", left=rounds.left)
    return t(f"review.left_{kind}", left=rounds.left, most=rounds.most)


def with_phrase(given: Form, request: Request) -> dict[str, str]:
    """The form as it was filled in, with the phrase that was pressed: where no script puts it there."""
    typed, t = given.texts, wording(request)
    key = f"phrase.{given.text('phrase')}"
    if key in catalogue(t.lang):
        reason = typed.get("reason", "")
        between = "" if not reason or reason[-1] in ENDS else t("phrase.between")
        typed["reason"] = f"{reason}{between}{t(key)}"
    return typed
