"""`starmap brand withdraw` and `brand payer`: told what was done, once, and refused by name."""

import json

import pytest

from starter.cli.exits import exit_of
from tests.starter.test_up import Place, place

__all__ = ["place"]


@pytest.mark.timeout(300)
async def test_a_brands_balance_goes_back_once_and_an_older_top_up_is_given_its_account(place: Place) -> None:
    back = ("brand", "withdraw", "qingyou", "100", "--key", "k1")
    done = json.loads(await place.starmap(*back, "--json"))
    again = json.loads(await place.starmap(*back, "--json"))

    assert (done["id"], done["amount_fen"], done["already"]) == ("b.qingyou.k1", 10_000, False)
    assert again["already"] is True
    shown = await place.starmap("brand", "show", "qingyou")
    assert "q***@example.com" in shown
    assert "49,900.00" in shown
    assert "b.qingyou.k1" in await place.starmap("withdrawal", "list", "--brand", "qingyou")
    assert "back" in await place.starmap("withdrawal", "show", "b.qingyou.k1")

    payer = ("--account", "6222000011112222", "--holder", "mu xi", "--operator", "li", "--reason", "slip")
    await place.starmap("brand", "add", "muxi", "--name", "木夕", "--phone", "13900000077")
    await place.starmap("brand", "top-up", "muxi", "50", "--key", "old-1")
    refused = await place.starmap(
        "brand", "withdraw", "muxi", "50", "--key", "k1", code=exit_of("PAYER_UNKNOWN")
    )
    assert "PAYER_UNKNOWN" in refused
    assert "old-1" in await place.starmap("brand", "payer", "old-1", *payer)
    other = ("--account", "6222000099992222", *payer[2:])
    assert "PAYER_KNOWN" in await place.starmap(
        "brand", "payer", "old-1", *other, code=exit_of("PAYER_KNOWN")
    )
    assert "TOP_UP_UNKNOWN" in await place.starmap(
        "brand", "payer", "old-2", *payer, code=exit_of("TOP_UP_UNKNOWN")
    )
    assert "✓" in await place.starmap("ledger", "check")
