"""The page of a commission, for whoever has a part in it."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from fastapi import Request, Response

from domain.commissions.moves import MESSAGES
from domain.commissions.state.stages import Stage
from domain.commissions.views.words import move_words
from domain.parties.actor import ActorKind
from services.app import App
from services.commissions import owned, uploads
from services.commissions.handing_in import making
from services.commissions.reading import TimelineLine
from services.commissions.reviewing import JUDGING, is_judged
from services.commissions.standing import Shown
from services.commissions.versions import versions
from starter.http.calling import app_of
from starter.web import papers
from starter.web.rendering import page, wording
from starter.web.rows import MAINS, first_acts, row
from starter.web.told import headline
from starter.web.told.decision import decision
from starter.web.told.files import FileShown, file_shown
from starter.web.told.life import foot, life_told
from starter.web.told.ratings import ratings
from starter.web.told.review import name_of
from starter.web.told.versions import proofs, said
from starter.web.visitors import Visitor
from starter.web.wording import Wording, catalogue

AT_ONCE = frozenset({"accept", "withdraw_cancel", "open_edit", "close_edit", "confirm_item"})
"""Acts that ask for nothing more than the wish; what moves money for good is read before it is pressed."""
MAKING = (Stage.OUTLINE_DRAFTING, Stage.CONTENT_DRAFTING)


def commission_page(
    request: Request,
    who: Visitor,
    shown: Shown,
    *,
    done: str = "",
    is_late: bool = False,
    quicker: dict[str, Any] | None = None,
    status: int = 200,
) -> Response:
    """``done``: what the reader has just done. ``quicker``: what has happened before the reader could."""
    app, commission_id = app_of(request), shown.state.id
    t = wording(request, shown.now)
    told = owned.seen(app, who.actor, commission_id)
    is_creators = who.actor.kind is ActorKind.CREATOR
    at_mp = is_creators and shown.state.stage is Stage.CONTENT_DRAFTING
    notice = _notice(done, t) if done in MESSAGES else None
    made, lines = versions(app, who.actor, commission_id), owned.timeline(app, who.actor, commission_id, 0)
    files = _files(app, who, commission_id)
    heading, meaning = headline.told(shown, who, made, t)
    mains = _mains(app, who, shown, t)
    elsewhere = {each["name"] for each in mains} | ({*JUDGING} if is_judged(shown) else set())
    forget = commission_id if done == "submit" else ""
    return page(
        request,
        "commission.html",
        who,
        status=status,
        now=shown.now,
        it=row(shown, who.actor, t),
        headline=heading,
        meaning=meaning,
        attention=papers.attention(shown, who.actor, t),
        steps=life_told(shown, who, lines, made, t),
        foot=foot(shown, who, made, t),
        mains=mains,
        others=[_act(name, t) for name in shown.moves if name not in elsewhere],
        decided=decision(told, lines, shown, who.actor, t),
        case=_case(papers.case(told, who.actor, t), lines, files),
        versions=said(made, who, shown, t),
        log=_named(papers.log(app, who.actor, shown, t), files),
        notices=papers.notices(app, who.actor, commission_id, t),
        metrics=papers.metrics(app, shown),
        ratings=ratings(app, who.actor, shown, t),
        brief=papers.brief(shown, t),
        bill=papers.bill(app, who.actor, commission_id, t),
        temporal=papers.temporal(app, who.actor, commission_id),
        mp=at_mp and not papers.has_sandbox(app),
        auditing=shown.state.stage is Stage.PLATFORM_AUDIT and papers.has_sandbox(app),
        problem=None,
        quicker=quicker,
        forget=forget,
        notice=t("commission.late_books") if is_late else notice,
    )


def case_told(
    app: App, who: Visitor, commission_id: str, told: Mapping[str, Any], t: Wording
) -> dict[str, Any] | None:
    """What was complained of and answered: whoever adds to it reads it first."""
    lines = owned.timeline(app, who.actor, commission_id, 0)
    return _case(papers.case(told, who.actor, t), lines, _files(app, who, commission_id))


def _files(app: App, who: Visitor, commission_id: str) -> dict[str, FileShown]:
    return {each.id: file_shown(each) for each in uploads.uploads(app.engine, who.actor, commission_id)}


def _named(lines: Iterable[dict[str, str]], files: Mapping[str, FileShown]) -> Iterator[dict[str, str]]:
    """A file is told by its name, where the reader may read it."""
    for each in lines:
        text = each["text"]
        for file in files.values():
            text = text.replace(file.id, file.name)
        yield {**each, "text": text}


def _notice(done: str, t: Wording) -> str:
    """In the words of the button that was pressed, where an act is told apart from its button."""
    words = f"commission.done_{done}"
    return t(words) if words in catalogue(t.lang) else t("commission.done", act=t.label(move_words(done)))


def _case(
    case: dict[str, Any] | None, lines: Iterable[TimelineLine], files: Mapping[str, FileShown]
) -> dict[str, Any] | None:
    """Evidence that is a file can be saved from where it is named; of a complaint it stands in its line."""
    if case is None:
        return None
    named = {
        each.reason: each.details["evidence"].split(", ") for each in lines if each.details.get("evidence")
    }
    said = [
        {**each, "evidence": proofs(each["evidence"] or named.get(each["text"], []), files)}
        for each in case["said"]
    ]
    return {**case, "said": said}


def _mains(app: App, who: Visitor, shown: Shown, t: Wording) -> list[dict[str, Any]]:
    """A version is made and judged on pages of its own, beside the brief and the version before it."""
    first = first_acts(shown)
    if shown.state.stage is Stage.ARBITRATION:  # another cause may be added, and nobody is asked for one
        first = [name for name in first if name != "complain"]
    acts = [_act(name, t) for name in first]
    if is_judged(shown):
        acts = [
            _page("review", t("commission.review")),
            *(each for each in acts if each["name"] not in JUDGING),
        ]
    elif who.actor.kind is ActorKind.CREATOR and shown.state.stage in MAKING:
        acts = [*_making(app, who, shown, t), *(each for each in acts if each["name"] != "submit")]
    return acts[:MAINS]


def _making(app: App, who: Visitor, shown: Shown, t: Wording) -> list[dict[str, Any]]:
    made = making(app, who.actor, shown.state.id)
    words = t("submit.title", version=name_of(made.kind, made.number, shown, t))
    return [_page("write" if made.in_mp else "submit", words)] if made.is_open else []


def _page(name: str, words: str) -> dict[str, Any]:
    return {"name": name, "words": words, "at_once": False}


def _act(name: str, t: Wording) -> dict[str, Any]:
    return {"name": name, "words": t.label(move_words(name)), "at_once": name in AT_ONCE}
