"""Hidden words of a rating are read by operators alone, whatever is listed or shown."""

import json
from dataclasses import replace

import pytest
from sqlalchemy import Engine, text

from domain.commissions.state.stages import Stage
from services.commissions.records import RECORD
from tests.starter.planted import CID, commission, plant
from tests.starter.test_told import CALLS, called, place
from tests.workflows.conftest import client

__all__ = ["client", "place"]

INSULT, WHY = "骗子公司", "侮辱性文字"
SHOW = ["commission", "show", CID, "--role"]


@pytest.fixture
def rated(place: Engine) -> Engine:
    """Completed, and the brand's words are hidden."""
    plant(place, WHY)
    state = replace(commission(WHY), stage=Stage.COMPLETED)
    with place.begin() as connection:
        record = json.dumps(RECORD.dump_python(state, mode="json"))
        connection.execute(text("update commissions set record = :r, stage = 'completed'"), {"r": record})
        connection.execute(text("update ratings set text = :t"), {"t": INSULT})
    return place


@pytest.mark.usefixtures("rated")
@pytest.mark.parametrize("words", CALLS, ids=" ".join)
@pytest.mark.parametrize("as_json", [(), ("--json",)])
def test_nothing_that_is_listed_or_shown_has_them_but_the_operators_own_page(
    capsys: pytest.CaptureFixture[str], words: list[str], as_json: tuple[str, ...]
) -> None:
    _, out, err = called(capsys, *words, *as_json)

    assert (INSULT in out + err) == (words == [*SHOW, "operator"])


@pytest.mark.usefixtures("rated")
@pytest.mark.parametrize("role", ["creator", "brand", "operator"])
def test_every_role_reads_that_they_are_hidden_and_why_and_the_stars(
    capsys: pytest.CaptureFixture[str], role: str
) -> None:
    code, out, _ = called(capsys, *SHOW, role)
    assert code == 0
    assert "★★★★★" in out
    assert "文字已由平台隐藏" in out
    assert WHY in out
    assert ("operator:li" in out) == (role == "operator")

    _, out, _ = called(capsys, *SHOW, role, "--json")
    told = json.loads(out)
    (rating,) = told["ratings"]
    assert (rating["stars"], rating["hidden"]) == (5, True)
    assert rating["text"] == (INSULT if role == "operator" else "")
    assert told["rated"][0]["hidden_because"] == WHY
    assert ("decided_by" in told["rated"][0]) == (role == "operator")


@pytest.mark.parametrize("role", ["creator", "brand", "operator"])
def test_words_that_nobody_hides_are_read_by_all(
    rated: Engine, capsys: pytest.CaptureFixture[str], role: str
) -> None:
    state = replace(commission(WHY), stage=Stage.COMPLETED, hidings=())
    with rated.begin() as connection:
        record = json.dumps(RECORD.dump_python(state, mode="json"))
        connection.execute(text("update commissions set record = :r"), {"r": record})

    assert INSULT in called(capsys, *SHOW, role)[1]


@pytest.mark.parametrize("role", ["creator", "brand"])
def test_before_both_have_rated_no_side_reads_the_other(
    rated: Engine, capsys: pytest.CaptureFixture[str], role: str
) -> None:
    state = replace(commission(WHY), stage=Stage.SETTLED, hidings=())
    with rated.begin() as connection:
        record = json.dumps(RECORD.dump_python(state, mode="json"))
        connection.execute(text("update commissions set record = :r"), {"r": record})

    assert INSULT not in called(capsys, *SHOW, role)[1]
    assert INSULT in called(capsys, *SHOW, "operator")[1]
