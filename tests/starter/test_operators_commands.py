"""What an operator does without the Web UI: find, cancel many, explain, replay."""

import re
from pathlib import Path

import pytest

from starter.cli.exits import exit_of
from tests.starter.test_up import ORDER, ROOT, Place, place

__all__ = ["place"]
BY = ("--actor", "operator:li", "--reason", "品牌主停止推广")


async def ordered(place: Place, folder: Path, key: str) -> str:
    """The sample article under an order number of its own."""
    brief = folder / f"{key}.yaml"
    text = (ROOT / "examples" / "article.yaml").read_text(encoding="utf-8")
    brief.write_text(text.replace("QY-2026-1101", key), encoding="utf-8")
    await place.starmap("commission", "new", str(brief))
    await place.until(f"qingyou-{key}", "commission", "list", "--stage", "offered")
    return f"qingyou-{key}"


@pytest.mark.timeout(300)
async def test_commissions_are_found_cancelled_explained_and_replayed(place: Place, tmp_path: Path) -> None:
    await place.starmap("commission", "new", "examples/article.yaml")
    await place.until(ORDER, "commission", "list", "--stage", "offered")
    await place.starmap("accept", ORDER, *BY, "--on-behalf-of", "creator")
    others = [await ordered(place, tmp_path, key) for key in ("QY-A", "QY-B")]

    assert ORDER in await place.starmap("commission", "list", "--due-within", "30d", "--brand", "qingyou")
    assert ORDER not in await place.starmap("commission", "list", "--due-within", "1h")
    assert "0 commissions" in await place.starmap("commission", "list", "--overdue")

    cancel = ("commission", "cancel-open", "--brand", "qingyou", *BY)
    assert "2 would be cancelled" in await place.starmap(*cancel)
    for nobody in ("brand", "brand:qingyou", "operator", "operator: "):
        unnamed = (*cancel[:4], "--actor", nobody, "--reason", "品牌主停止推广", "--yes")
        assert "OPERATOR_NEEDED" in await place.starmap(*unnamed, code=exit_of("OPERATOR_NEEDED"))
    assert "2 cancelled, 0 not" in await place.starmap(*cancel, "--yes")
    assert "0 would be cancelled" in await place.starmap(*cancel)
    assert "BRAND_UNKNOWN" in await place.starmap(
        "commission", "cancel-open", "--brand", "nobody", *BY, code=exit_of("BRAND_UNKNOWN")
    )

    told = await place.starmap("commission", "explain", others[0])
    assert "品牌主停止推广" in told
    assert "refunded 3,000.00" in told
    assert "operator:li" in told
    for_creator = await place.starmap("commission", "explain", others[0], "--role", "creator")
    assert "brand:qingyou" not in for_creator
    assert "operator:li" not in for_creator
    assert not re.search(r"\b1[3-9]\d{9}\b", told)

    assert "events replayed to the same decisions" in await place.starmap("commission", "replay", others[0])
    assert "events replay" in await place.starmap("commission", "replay", ORDER)
    assert "COMMISSION_UNKNOWN" in await place.starmap(
        "commission", "replay", "nothing", code=exit_of("COMMISSION_UNKNOWN")
    )
    assert "0 faults" in await place.starmap("fault", "list")
