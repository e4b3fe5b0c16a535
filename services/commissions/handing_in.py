"""What a creator has before it when it makes a work: what was asked, what was said of the last, and how."""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.commissions.state.stages import Stage
from domain.commissions.task_types import TASK_TYPES
from domain.commissions.uploads.purposes import Purpose
from domain.commissions.views.rounds import Rounds, kind_now, rounds_of
from domain.parties.actor import Actor
from domain.refusals import Refused
from services.app import App
from services.commissions import standing
from services.commissions.receiving import Coming, Reception
from services.commissions.standing import Shown
from services.commissions.uploads import Uploaded
from services.commissions.versions import Version, versions, words_of
from services.sandboxed import serves_sandbox


@dataclass(frozen=True)
class Making:
    shown: Shown
    kind: str
    """``outline`` or ``content``."""
    number: int
    """Of the version that is made."""
    purpose: Purpose
    in_mp: bool
    """It is written at the content platform, and comes from there by itself."""
    writes_here: bool
    """In a sandbox that platform is written in on our own page."""
    earlier: list[Version]
    """The oldest first."""
    last_words: str
    """Of the version before: what the next one is made of."""
    rounds: Rounds

    @property
    def is_open(self) -> bool:
        if self.in_mp:
            return self.writes_here
        return "submit" in self.shown.moves

    @property
    def is_text(self) -> bool:
        """It can be written on the page."""
        return self.purpose is not Purpose.VIDEO


def making(app: App, actor: Actor, commission_id: str) -> Making:
    """Raises UnknownCommission."""
    shown = standing.one(app, actor, commission_id)
    state, task = shown.state, TASK_TYPES[shown.state.order.task_type]
    kind = kind_now(state) or "content"
    earlier = [each for each in versions(app, actor, commission_id) if each.kind == kind]
    in_mp = kind == "content" and task.submitted_in_mp
    is_made = state.stage is Stage.CONTENT_DRAFTING
    return Making(
        shown,
        kind,
        len(earlier) + 1,
        _purpose(kind, task.measure),
        in_mp,
        in_mp and is_made and serves_sandbox(app.settings),
        earlier,
        (words_of(app, earlier[-1]) or "") if earlier else "",
        rounds_of(state, kind),
    )


def _purpose(kind: str, measure: str) -> Purpose:
    if kind == "outline":
        return Purpose.OUTLINE
    return Purpose.VIDEO if measure == "duration" else Purpose.ARTICLE


def chosen(made: Making, text: str, files: Sequence[str], link: str) -> str:
    """What is handed in: a file by its id, a link; empty: the text. A text left as it was counts for nothing
    where there is another way. Raises Refused: WORK_NEEDED, WORK_GIVEN_TWICE.
    """
    others = [*files, *([link] if link else [])]
    is_written = bool(text) and not (others and _squeezed(text) == _squeezed(made.last_words))
    if is_written + len(others) > 1:
        raise Refused("WORK_GIVEN_TWICE")
    if others:
        return others[0]
    if not is_written:
        raise Refused("WORK_NEEDED")
    return ""


def keep_text(app: App, actor: Actor, made: Making, text: str, name: str, upload_id: str) -> Uploaded:
    """As a file like any other: it is read, compared and kept in one way. Raises Refused."""
    coming = Coming(made.shown.state.id, made.purpose, f"{name}.md")
    reception = Reception(app.engine, app.settings, actor, coming)
    try:
        reception.write(text.encode())
        reception.end()
        return reception.keep(upload_id)
    finally:
        reception.drop()


def _squeezed(text: str) -> str:
    return "".join(text.split())
