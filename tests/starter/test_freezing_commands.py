"""`creator freeze` and `unfreeze` as an operator types them: repeatable, and shown wherever money is."""

from pathlib import Path

import pytest

from starter.cli.exits import exit_of
from tests.starter.test_operators_commands import ordered
from tests.starter.test_up import ORDER, Place, place

__all__ = ["place"]
BY = ("--actor", "operator:li", "--reason", "账号处罚核查中")
FREEZE, UNFREEZE = ("creator", "freeze", "atang", *BY), ("creator", "unfreeze", "atang", *BY)


@pytest.mark.timeout(300)
async def test_a_frozen_creator_takes_no_orders_and_its_commissions_go_on_after_the_unfreeze(
    place: Place, tmp_path: Path
) -> None:
    await place.starmap("commission", "new", "examples/article.yaml")
    await place.until(ORDER, "commission", "list", "--stage", "offered")
    for nobody in ("li", "operator", "operator: ", "creator:atang"):
        unnamed = ("creator", "freeze", "atang", "--actor", nobody, "--reason", "核查")
        assert "OPERATOR_NEEDED" in await place.starmap(*unnamed, code=exit_of("OPERATOR_NEEDED"))
    assert "CREATOR_UNKNOWN" in await place.starmap(
        "creator", "freeze", "nobody", *BY, code=exit_of("CREATOR_UNKNOWN")
    )
    assert "CREATOR_NOT_FROZEN" in await place.starmap(*UNFREEZE, code=exit_of("CREATOR_NOT_FROZEN"))

    for _ in range(2):
        told = await place.starmap(*FREEZE)
        assert "1 commission, 0 not reached" in told
        assert "operator:li 账号处罚核查中" in told
    assert "FROZEN" in await place.starmap("accept", ORDER, code=exit_of("FROZEN"))
    with pytest.raises(AssertionError):
        await ordered(place, tmp_path, "QY-B")
    for shown in (("creator", "show"), ("creator", "balance"), ("creator", "income")):
        assert "账号处罚核查中" in await place.starmap(*shown, "atang")
    assert "账号处罚核查中" in await place.starmap("withdrawal", "list", "--creator", "atang")

    assert "1 commission, 0 not reached" in await place.starmap(*UNFREEZE)
    assert "0 commissions, 0 not reached" in await place.starmap(*UNFREEZE)
    assert "账号处罚核查中" not in await place.starmap("creator", "balance", "atang")
    await place.starmap("accept", ORDER)
    await ordered(place, tmp_path, "QY-B")
