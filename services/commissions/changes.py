"""Whether anything of somebody's has changed: one small question to the books, asked often."""

from domain.parties.actor import Actor
from domain.party import Party
from gateways.commissions.listing import Wanted, latest_change
from services.app import App
from services.commissions.owned import party_of


def mark_of(app: App, actor: Actor) -> str:
    """Another one whenever a commission of theirs has moved on."""
    match party_of(actor):
        case Party.BRAND:
            wanted = Wanted(brand_id=actor.party_id)
        case Party.CREATOR:
            wanted = Wanted(creator_id=actor.party_id)
        case _:
            wanted = Wanted()
    return latest_change(app.engine, wanted)
