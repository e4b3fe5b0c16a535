"""A changed term needs a new version: at a start, at an order, at a look; and its notice is counted."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine

from domain.bounds import BadTerms
from domain.commissions.ordering.editions import digest
from domain.counts import how_many
from domain.instants import beijing_day
from gateways.commissions.terms import TermsChanged
from gateways.sql.database import opened, writing
from gateways.sql.migrating import migrate
from models.tables.terms import TermsVersion
from runtime import health
from runtime.failures import named
from runtime.readiness import lacking_in_database
from services.commissions.import_check import judge_all
from services.commissions.row_verdicts import Outcome, RowResult
from services.files.order_files import read_orders
from services.terms_file import Published, read_published
from services.terms_in_force import in_force, notes
from settings import Settings
from starter.cli import __main__ as cli
from starter.cli.exits import exit_of
from tests.gateways.records import counted, market
from tests.starter.test_readers import BUILT
from tests.starter.test_up import Place

TODAY = beijing_day(datetime.now(UTC))
ROWS = "order,brand,creator,task_type,title,goal,product,price\nA-1,qingyou,atang,article,题,目,茶,3000\n"


def write(folder: Path, text: str) -> Published:
    file = folder / "terms.toml"
    file.write_text(text, encoding="utf-8")
    return read_published(file)


def later(days: int, version: str = "2026-12", fee: int = 600) -> str:
    begins = TODAY + timedelta(days=days)
    return f'[next]\nversion = "{version}"\neffective_from = "{begins}"\nfee_bps = {fee}\n'


def other_terms(engine: Engine) -> None:
    """The version of our own terms.toml stands in the books with another fee."""
    ours = read_published().now
    numbers = {**ours.numbers, "terms": {**ours.numbers["terms"], "fee_bps": 400}}
    kept = {part: dict(said) for part, said in numbers.items()}
    with writing(engine) as session:
        session.add(
            TermsVersion(
                version=ours.version,
                digest=digest(numbers),
                numbers=kept,
                effective_from=ours.terms.effective_from,
                at=datetime.now(UTC) - timedelta(days=90),
            )
        )


def test_what_is_served_with_is_kept_with_what_is_published_beside_it(engine: Engine, tmp_path: Path) -> None:
    published = write(tmp_path, 'version = "2026-11"\n' + later(30))

    for _ in range(2):
        assert in_force(engine, published).version == "2026-11"

    assert counted(engine, "terms_versions") == 2


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('version = "2026-11"\nfee_bps = 600\n', "fee_bps 500 → 600"),
        ('version = "2026-11"\n[withdrawal]\ntries = 5\n', "withdrawal.tries 3 → 5"),
        ('version = "2026-11"\neffective_from = "2026-11-02"\n', "effective_from 2026-11-01 → 2026-11-02"),
    ],
)
def test_a_number_changed_in_place_is_refused_and_put_back_it_serves_again(
    engine: Engine, tmp_path: Path, text: str, told: str
) -> None:
    before = write(tmp_path, 'version = "2026-11"\n')
    in_force(engine, before)

    with pytest.raises(TermsChanged, match=told) as refused:
        in_force(engine, write(tmp_path, text))
    (complaint,) = named(refused.value)

    assert complaint.code == "TERMS_CHANGED"
    assert in_force(engine, before).version == "2026-11"


def test_published_terms_that_have_not_begun_are_not_changed_under_their_version_either(
    engine: Engine, tmp_path: Path
) -> None:
    base = 'version = "2026-11"\n'
    in_force(engine, write(tmp_path, base + later(30)))

    with pytest.raises(TermsChanged, match="2026-12"):
        in_force(engine, write(tmp_path, base + later(30, fee=700)))

    assert in_force(engine, write(tmp_path, base + later(30, "2026-12a", 700))).version == "2026-11"


def test_nothing_is_kept_where_one_of_both_is_refused(engine: Engine, tmp_path: Path) -> None:
    in_force(engine, write(tmp_path, 'version = "2026-11"\n'))

    with pytest.raises(TermsChanged):
        in_force(engine, write(tmp_path, 'version = "2026-11"\nfee_bps = 600\n' + later(30)))

    assert counted(engine, "terms_versions") == 1


def test_what_withdrawing_is_to_be_later_stands_under_next_too(tmp_path: Path) -> None:
    published = write(tmp_path, 'version = "2026-11"\n' + later(30) + "[next.withdrawal]\ntries = 5\n")

    assert published.now.withdrawal.tries == 3
    assert published.on(TODAY + timedelta(days=30)).withdrawal.tries == 5


def test_both_tables_are_read_before_any_problem_is_told(tmp_path: Path) -> None:
    with pytest.raises(BadTerms) as bad:
        write(tmp_path, "accept_hours = 0\n[withdrawal]\ntries = 0\n")

    assert "accept_hours" in str(bad.value)
    assert "withdrawal.tries" in str(bad.value)
    assert named(bad.value)[0].code == "BAD_TERMS"


# --- seven days ---


@pytest.mark.parametrize(("days", "warned"), [(1, True), (6, True), (7, False), (30, False)])
def test_less_than_seven_days_between_publication_and_beginning_are_told(
    engine: Engine, tmp_path: Path, days: int, *, warned: bool
) -> None:
    published = write(tmp_path, 'version = "2026-11"\n' + later(days))
    in_force(engine, published)

    told = notes(engine, published)

    assert [f"begin {how_many(days, 'days')} after" in each.en for each in told] == [True] * warned
    assert all("电子商务法 §34" in each.zh for each in told)


def test_a_notice_long_published_is_not_told_again_when_its_day_comes_near(
    engine: Engine, tmp_path: Path
) -> None:
    published = write(tmp_path, 'version = "2026-11"\n' + later(10))
    in_force(engine, published)

    assert not notes(engine, published, TODAY + timedelta(days=9))
    assert not notes(engine, published, TODAY + timedelta(days=10))


def test_a_new_version_put_in_force_at_once_is_told_for_seven_days(engine: Engine, tmp_path: Path) -> None:
    in_force(engine, write(tmp_path, 'version = "2026-11"\n'))
    published = write(tmp_path, f'version = "2026-12"\neffective_from = "{TODAY}"\nfee_bps = 600\n')
    in_force(engine, published)

    assert ["begin 0 days after" in each.en for each in notes(engine, published)] == [True]
    assert notes(engine, published, TODAY + timedelta(days=6))
    assert not notes(engine, published, TODAY + timedelta(days=7))


def test_the_first_terms_of_all_need_no_notice(engine: Engine, tmp_path: Path) -> None:
    published = write(tmp_path, f'version = "2026-12"\neffective_from = "{TODAY}"\n')
    in_force(engine, published)

    assert not notes(engine, published)


def test_a_day_to_come_outside_of_next_is_told_to_hold_already(engine: Engine, tmp_path: Path) -> None:
    published = write(tmp_path, f'version = "2026-12"\neffective_from = "{TODAY + timedelta(days=9)}"\n')

    assert ["hold already" in each.en for each in notes(engine, published)] == [True]


# --- the doors ---


def test_a_worker_and_health_name_it_and_keep_nothing(
    engine: Engine, database_url: str, tmp_path: Path
) -> None:
    settings = Settings(state=tmp_path, database_url=database_url)
    assert not lacking_in_database(engine)
    assert counted(engine, "terms_versions") == 0
    other_terms(engine)

    assert [each.code for each in lacking_in_database(engine)] == ["TERMS_CHANGED"]
    assert [each.complaint.code for each in health._database(settings) if each.complaint] == ["TERMS_CHANGED"]


def test_health_tells_the_version_in_force(database_url: str, tmp_path: Path) -> None:
    settings = Settings(state=tmp_path, database_url=database_url)

    assert f"terms {read_published().now.version}" in [each.en for each in health._database(settings)]


def test_a_file_of_orders_is_refused_row_by_row_and_what_was_ordered_before_stands(
    engine: Engine, tmp_path: Path
) -> None:
    catalogue = market(engine)
    catalogue.open_type("atang", "article")
    catalogue.quote("atang", "article", 300_000)
    file = tmp_path / "ORDERS.csv"
    file.write_text(ROWS, encoding="utf-8")
    rows = read_orders(file, datetime.now(UTC))
    told: list[RowResult] = []
    judge_all(engine, rows, told.append)
    other_terms(engine)

    judge_all(engine, rows, told.append)

    assert [each.outcome for each in told] == [Outcome.GOOD, Outcome.REFUSED]
    assert [each.code for each in told[1].reasons] == ["TERMS_CHANGED"]


@pytest.mark.timeout(240)
async def test_up_is_refused_by_name_and_nothing_is_left_running(tmp_path: Path) -> None:
    place = Place(tmp_path)
    with opened(f"sqlite:///{tmp_path / 'starmap.db'}") as engine:
        migrate(engine)
        other_terms(engine)

    told = await place.process("up", code=exit_of("TERMS_CHANGED"))

    assert "TERMS_CHANGED" in told
    assert "fee_bps 400 → 500" in told
    assert not (tmp_path / "running.json").exists()


def test_a_quote_that_nobody_could_order_at_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    code = cli.run(lambda: BUILT(["creator", "quote", "atang", "article", "9.99"], prog_name="starmap"))

    assert code == exit_of("PRICE_TOO_LOW")
    assert "PRICE_TOO_LOW" in capsys.readouterr().err
