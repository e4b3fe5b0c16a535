"""What the sweeps ask and write, on every database: pages, what is left out, what repeating does."""

import json
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from alembic import command
from sqlalchemy import Engine, select, text

from domain.commissions.state.stages import Stage
from domain.operations.findings import Finding
from gateways.commissions.metrics import SqlMetricsStore
from gateways.commissions.store import SqlCommissionStore
from gateways.operations.findings import SqlFindingStore
from gateways.operations.items import SqlItemStore
from gateways.ports.sweeps import PublishedItem, Stretch
from gateways.ports.work import Metrics
from gateways.sql.database import opened, writing
from gateways.sql.migrating import _alembic, migrate
from models.tables.commissions import CommissionRow
from models.tables.sweeps import AttentionRow
from tests.gateways.records import NOON, at_once, batch, counted, funded_market, opening, transition

HOUR = timedelta(hours=1)
FIGURES = Metrics(10, 5, 3, 2, 1)


def put(engine: Engine, commission: str, *, skipped: bool = False, **shown: Any) -> None:
    record = {"item": shown.pop("item", ""), "published_at": shown.pop("published_at", None)}
    record["seen"] = {"public": shown.pop("public", True)}
    written = batch(transition(skipped_clock=skipped), commission=commission, **shown)
    SqlCommissionStore(engine).record(replace(written, record={**written.record, **record}))


def published(engine: Engine, commission: str, **more: Any) -> None:
    known = {"stage": Stage.PUBLISHED, "item": f"mp-{commission}", "published_at": NOON.isoformat()}
    put(engine, commission, **{**known, **more})


def test_overdue_are_open_commissions_past_their_deadline_and_no_others(engine: Engine) -> None:
    put(engine, "late", deadline=NOON - HOUR)
    put(engine, "in-time", deadline=NOON + HOUR)
    put(engine, "closed", deadline=NOON - HOUR, stage=Stage.CANCELLED)
    put(engine, "virtual", deadline=NOON - HOUR, skipped=True)
    put(engine, "none")

    found = SqlFindingStore(engine).overdue(NOON, "", 10)

    assert [(each.kind, each.subject, each.since) for each in found] == [("overdue", "late", NOON - HOUR)]


def test_pages_follow_one_another_without_gap_or_repetition(engine: Engine) -> None:
    for number in range(7):
        put(engine, f"c{number}", deadline=NOON - HOUR, attention=("edited", "frozen"))
        published(engine, f"p{number}")
    store, items = SqlFindingStore(engine), SqlItemStore(engine)

    overdue = in_pages(lambda after: [each.subject for each in store.overdue(NOON, after, 3)])
    later = NOON + timedelta(days=1)
    waiting = in_pages(lambda after: [each.subject for each in store.waiting(later, after, 3)])
    public = in_pages(lambda after: [each.commission_id for each in items.watched(after, 3)])

    assert overdue == [f"c{number}" for number in range(7)]
    assert waiting == [f"c{number}" for number in range(7) for _ in ("edited", "frozen")]
    assert public == [f"p{number}" for number in range(7)]


def in_pages(page: Any) -> list[str]:
    seen: list[str] = []
    while found := page(seen[-1] if seen else ""):
        seen += found
    return seen


def test_attention_keeps_the_instant_at_which_each_reason_arose(engine: Engine) -> None:
    store = SqlCommissionStore(engine)
    store.record(batch(transition(1), attention=("edited",)))
    store.record(batch(transition(2), attention=("edited", "frozen")))
    store.record(batch(transition(3), attention=("frozen",)))

    with engine.connect() as connection:
        marks = connection.execute(select(AttentionRow.word, AttentionRow.since)).all()

    assert [tuple(mark) for mark in marks] == [("frozen", transition(2).recorded_at)]


def test_a_batch_that_comes_late_or_again_changes_no_attention(engine: Engine) -> None:
    store = SqlCommissionStore(engine)
    first, second = batch(transition(1), attention=("edited",)), batch(transition(2), attention=())
    store.record(first)
    store.record(second)

    store.record(first)

    assert counted(engine, "attention") == 0


def test_items_are_looked_at_until_their_ratings_are_over(engine: Engine) -> None:
    published(engine, "published")
    published(engine, "suspended", stage=Stage.SETTLEMENT_SUSPENDED, public=False)
    published(engine, "arbitration", stage=Stage.ARBITRATION)
    published(engine, "settled", stage=Stage.SETTLED)
    published(engine, "completed", stage=Stage.COMPLETED)
    published(engine, "virtual", skipped=True)
    published(engine, "no-item", item="")
    put(engine, "held", stage=Stage.CONTENT_REVIEW, item="mp-held")

    found = SqlItemStore(engine).watched("", 10)

    assert found == [
        PublishedItem("arbitration", "mp-arbitration", public=True),
        PublishedItem("published", "mp-published", public=True),
        PublishedItem("settled", "mp-settled", public=True),
        PublishedItem("suspended", "mp-suspended", public=False),
    ]


def test_figures_are_asked_of_what_was_published_since(engine: Engine) -> None:
    published(engine, "today", stage=Stage.COMPLETED)
    published(engine, "old", published_at=(NOON - 2 * HOUR).isoformat())

    found = SqlItemStore(engine).published_since(NOON - HOUR, "", 10)

    assert [each.commission_id for each in found] == ["today"]


def test_looking_the_same_is_one_stretch_and_looking_different_begins_another(engine: Engine) -> None:
    published(engine, "c1")
    store, item = SqlItemStore(engine), PublishedItem("c1", "mp-c1", public=True)

    stretches = [
        store.observe(item, NOON + number * HOUR, public=public)
        for number, public in enumerate((True, True, False, False, True))
    ]

    assert [each.began_at for each in stretches] == [NOON + number * HOUR for number in (0, 0, 2, 2, 4)]
    assert [(row.public, row.last_at) for row in store.observations("c1")] == [
        (True, NOON + HOUR),
        (False, NOON + 3 * HOUR),
        (True, NOON + 4 * HOUR),
    ]


def test_an_older_look_changes_nothing(engine: Engine) -> None:
    published(engine, "c1")
    store, item = SqlItemStore(engine), PublishedItem("c1", "mp-c1", public=True)
    store.observe(item, NOON, public=False)

    stretch = store.observe(item, NOON - HOUR, public=True)

    assert stretch == Stretch(NOON, told=False)
    assert [row.public for row in store.observations("c1")] == [False]


def test_a_stretch_that_was_told_stays_told(engine: Engine) -> None:
    published(engine, "c1")
    store, item = SqlItemStore(engine), PublishedItem("c1", "mp-c1", public=True)
    stretch = store.observe(item, NOON, public=False)

    store.told("c1", stretch.began_at)

    assert store.observe(item, NOON + HOUR, public=False) == Stretch(NOON, told=True)


def test_many_that_look_at_once_make_one_stretch(engine: Engine) -> None:
    published(engine, "c1")
    store, item = SqlItemStore(engine), PublishedItem("c1", "mp-c1", public=True)

    at_once(8, lambda _: store.observe(item, NOON, public=False))

    assert counted(engine, "observations") == 1


def test_one_reading_of_the_figures_is_kept_for_a_beijing_day(engine: Engine) -> None:
    published(engine, "c1")
    store = SqlMetricsStore(engine)
    midnight = datetime.fromisoformat("2026-11-30T00:00:00+08:00")

    kept = [
        store.keep_daily("c1", FIGURES, midnight + span)
        for span in (-timedelta(microseconds=1), timedelta(0), 23 * HOUR, 24 * HOUR)
    ]

    assert kept == [True, True, False, True]


def test_many_that_keep_figures_at_once_keep_one(engine: Engine) -> None:
    published(engine, "c1")
    store = SqlMetricsStore(engine)

    kept = at_once(8, lambda number: store.keep_daily("c1", FIGURES, NOON + timedelta(seconds=number)))

    assert sorted(kept) == [False] * 7 + [True]


def test_findings_kept_again_are_kept_once(engine: Engine) -> None:
    store = SqlFindingStore(engine)
    findings = [Finding("overdue", "c1", "published", NOON), Finding("total", "ledger", "0.05")]

    for _ in range(2):
        store.keep("s1", findings, NOON)
        store.conclude("s1", "daily", {"findings": 2}, NOON, NOON + HOUR)
    store.keep("s2", findings[:1], NOON)

    assert store.found("s1", 1) == (2, findings[:1])
    last = store.last_run("daily")
    assert last is not None
    assert (last[0].counts, len(last[1])) == ({"findings": 2}, 2)


STRANGE = ("commission/a\0b", "commission/x\n", "x" * 900, "\u202efed", "", "/")


def test_what_a_stranger_makes_up_stops_no_sweep_however_often_and_under_whatever_id(engine: Engine) -> None:
    store = SqlFindingStore(engine)
    made_up = [Finding("not_ours", subject, "Withdrawal") for subject in STRANGE]
    many = [Finding("not_ours", f"withdrawal/{number}", "Withdrawal") for number in range(1_300)]

    store.keep("s1", [*made_up, *many, *made_up], NOON)
    store.keep("s1", [*many, *made_up], NOON)

    count, _ = store.found("s1", 1)
    assert count == len(STRANGE) + len(many)


def test_before_the_first_sweep_there_is_none(engine: Engine) -> None:
    assert SqlFindingStore(engine).last_run("daily") is None


def test_books_that_agree_are_no_finding_and_books_that_do_not_are_named(engine: Engine) -> None:
    funded_market(engine)
    SqlCommissionStore(engine).record(batch(opening()))
    store = SqlFindingStore(engine)
    assert store.disagreements("daily").findings == ()
    with engine.begin() as connection:
        columns = "id, key, kind, legal_at, recorded_at"
        entry = f"insert into ledger_entries ({columns}) values (99, 'x', 'x', :at, :at)"  # noqa: S608
        connection.execute(text(entry), {"at": NOON if engine.dialect.name == "postgresql" else str(NOON)})
        posting = "insert into ledger_postings (id, entry_id, account, fen) values (999, 99, 'escrow:c1', -1)"
        connection.execute(text(posting))

    found = {(each.kind, each.subject) for each in store.disagreements("daily").findings}

    assert found == {("unbalanced", "99"), ("total", "ledger"), ("difference", "c1"), ("unexplained", "x")}


def test_migrating_fills_what_older_rows_hold_already(tmp_path: Path) -> None:
    with opened(f"sqlite:///{tmp_path / 'starmap.db'}") as older:
        with writing(older) as session:
            command.upgrade(_alembic(session.connection()), "0001")
        record = json.dumps({"item": "mp-1", "published_at": NOON.isoformat()})
        with older.begin() as connection:
            for commission, attention, kept in (("c1", "edited,frozen", record), ("c2", "", "{}")):
                row = (
                    "values (:id, null, '', 'b', 'c', 'article', '', 1, 'published', null, "
                    ":attention, 1, :record, :at, :at)"
                )
                said = {
                    "id": commission,
                    "attention": attention,
                    "record": kept,
                    "at": "2026-11-30 04:00:00.000000",
                }
                connection.execute(text(f"insert into commissions {row}"), said)

        migrate(older)

        with older.connect() as connection:
            rows = connection.execute(
                select(CommissionRow.id, CommissionRow.item, CommissionRow.published_at)
            )
            assert {tuple(row) for row in rows} == {("c1", "mp-1", NOON), ("c2", "", None)}
            marks = connection.execute(select(AttentionRow.commission_id, AttentionRow.word))
            assert {tuple(mark) for mark in marks} == {("c1", "edited"), ("c1", "frozen")}
