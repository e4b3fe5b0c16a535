"""What the command line can do for members and for a brand's offers, by HTTP too."""

from collections.abc import Callable

from fastapi import FastAPI
from sqlalchemy import Engine

from services.parties.sample import furnish_if_empty
from tests.http.asgi import Caller
from tests.http.people import token_of
from tests.web.conftest import placed

Calling = Callable[[str], Caller]


async def test_a_member_is_invited_again_and_an_invitation_taken_back(
    api: FastAPI, engine: Engine, calling: Calling
) -> None:
    """By the owner of a brand, and by a supervisor among operators, whose own look absent to a brand."""
    furnish_if_empty(engine)
    token_of(engine, "brand-qingyou", "reviewer")
    owner, supervisor = calling("brand-qingyou"), Caller(api, token_of(engine, "operator-li", "supervisor"))
    for caller, mine, role in ((owner, "/v1/brand", "reviewer"), (supervisor, "/v1/operations", "operator")):
        found = (await caller.get(f"{mine}/members")).json["members"]
        again = await caller.post(f"{mine}/members/{found[0]['id']}/reset", {})
        assert again.status == 200
        assert again.json["token"]
        made = (await caller.post(f"{mine}/invitations", {"role": role, "name": "zhou"})).json
        if caller is supervisor:
            foreign = await owner.ask("DELETE", f"/v1/brand/invitations/{made['id']}")
            assert foreign.code == "INVITATION_UNKNOWN"
        for _ in range(2):
            gone = await caller.ask("DELETE", f"{mine}/invitations/{made['id']}")
            assert (gone.status, gone.json) == (200, {"ended": True})
        looked = await Caller(api).post("/v1/sign-in/invitations", {"token": made["token"]})
        assert looked.status >= 400


async def test_offers_that_nobody_has_accepted_are_listed_before_they_are_cancelled(
    engine: Engine, calling: Calling
) -> None:
    furnish_if_empty(engine)
    offers = {placed(engine, "offered"), placed(engine, "awaiting_payment")}
    placed(engine, "content_review")
    listed = await calling("operator-li").post(
        "/v1/operations/brands/qingyou/cancel-open", {"reason": "停业", "dry_run": True}
    )
    assert listed.status == 200
    assert set(listed.json["found"]) == offers
    assert listed.json["cancelled"] == []
    unknown = await calling("operator-li").post(
        "/v1/operations/brands/nobody/cancel-open", {"reason": "停业"}
    )
    assert unknown.status == 404
