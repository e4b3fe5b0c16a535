"""What was handed in and what was said of it, one below the other, the newest first."""

from collections.abc import Mapping, Sequence
from typing import Any

from domain.commissions.state.work import WorkStatus
from domain.parties.actor import ActorKind
from domain.party import Party
from services.commissions.standing import Shown
from services.commissions.versions import Version
from starter.web.rows import party
from starter.web.told.files import FileShown
from starter.web.told.review import version_shown
from starter.web.visitors import Visitor
from starter.web.wording import Wording

SIDE_OF = {
    WorkStatus.REJECTED: Party.BRAND,
    WorkStatus.CONFIRMED: Party.BRAND,
    WorkStatus.WAIVED: Party.BRAND,
    WorkStatus.REJECTED_BY_AUDIT: Party.OUTSIDE,
}
"""Who has judged it; a version that nobody has answered says so itself."""


def said(made: Sequence[Version], who: Visitor, shown: Shown, t: Wording) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for each in reversed(made):
        version = version_shown(each, shown, t)
        if each.status in SIDE_OF and each.judged_at:
            by = SIDE_OF[each.status]
            what = f"{version['status']} · {version['name']}"
            found.append(_said(by, version["judged_at"], what, each.reason, who, t))
        found.append({**_said(Party.CREATOR, version["at"], version["name"], "", who, t), "version": version})
    return found


def _said(by: Party, at: str, what: str, text: str, who: Visitor, t: Wording) -> dict[str, Any]:
    is_mine = who.actor.kind is not ActorKind.OPERATOR and by == Party(who.actor.kind)
    name = t("truth.me") if is_mine else party(by, who.actor, t)
    return {"who": name, "at": at, "what": what, "text": text, "mine": is_mine, "version": None}


def proofs(named: Sequence[str], files: Mapping[str, FileShown]) -> list[dict[str, Any]]:
    """Evidence: a file that is saved, a link, or whatever somebody wrote."""
    return [
        {
            "file": files.get(each),
            "link": each if each.startswith(("https://", "http://")) else "",
            "text": each,
        }
        for each in named
    ]
