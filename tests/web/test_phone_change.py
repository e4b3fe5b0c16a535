"""An operator gives a party another phone number by page, for a reason that is kept."""

from collections.abc import Callable

import pytest
from fastapi import FastAPI
from sqlalchemy import Engine

from domain.parties.actor import Actor, ActorKind, Role
from services.access.audit import Wanted, audit_log
from services.parties import profiles
from tests.web.visiting import Visiting

Visit = Callable[..., Visiting]
SUPERVISOR = Actor(ActorKind.OPERATOR, "", "op-wang", "wang", Role.SUPERVISOR)
NEW = "13900001234"


@pytest.mark.parametrize(("kind", "party"), [("creator", "atang"), ("brand", "qingyou")])
async def test_a_number_is_changed_with_its_reason_in_the_log(
    visiting: Visit, api: FastAPI, engine: Engine, kind: str, party: str
) -> None:
    assert api.state.opened.engine is engine
    browser, page = visiting("operator-li"), f"/parties/{kind}/{party}"
    answer = await browser.send(page, f"{page}/phone", phone="139 0000 1234", reason="本人来电，已核实")
    assert answer.status == 200
    assert "手机号已更换" in answer.body.decode()
    noted = audit_log(engine, SUPERVISOR, Wanted(whom=f"{kind}:{party}"))
    assert [(each.what, each.details.get("reason")) for each in noted] == [
        ("phone_changed", "本人来电，已核实")
    ]
    assert NEW not in str(noted)
    again = await browser.send(page, f"{page}/phone", phone=NEW, reason="本人来电，已核实")
    assert again.status == 200


async def test_a_number_that_is_none_is_refused_and_the_reason_stays(
    visiting: Visit, api: FastAPI, engine: Engine
) -> None:
    assert api.state.opened.engine is engine
    page = "/parties/creator/atang"
    for typed in ({"phone": "12", "reason": "本人来电，已核实"}, {"phone": NEW, "reason": ""}):
        answer = await visiting("operator-li").send(page, f"{page}/phone", **typed)
        assert answer.status == 422
        assert typed["reason"] in answer.body.decode()
    assert not audit_log(engine, SUPERVISOR, Wanted(what="phone_changed"))
    assert profiles.creator(engine, "atang").name
