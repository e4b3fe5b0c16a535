"""The small pieces of the ways in: spans of time, the language, the terms file, what runs where."""

import os
from datetime import date, timedelta
from pathlib import Path

import pytest

from domain.bounds import BadTerms
from domain.commissions.ordering.terms import Terms
from runtime import running
from runtime.running import NotRunning, Running
from services.commissions.commands import commission_id_of
from services.terms_file import next_terms, read_terms, short_notice
from settings import ROOT, Settings
from starter.cli.spans import BadSpan, span, written_span
from starter.language import language


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("24h", timedelta(hours=24)),
        ("1d12h", timedelta(hours=36)),
        ("90 m", timedelta(minutes=90)),
        ("7D", timedelta(days=7)),
    ],
)
def test_a_span_of_time_is_read_as_people_write_it(text: str, meant: timedelta) -> None:
    assert span(text) == meant


@pytest.mark.parametrize("text", ["", "soon", "7", "0h", "-3d", "1d of", "9999d", "h7"])
def test_what_is_no_span_of_time_is_refused_with_examples(text: str) -> None:
    with pytest.raises(BadSpan) as told:
        span(text)
    assert "24h" in told.value.zh
    assert "24h" in told.value.en


def test_the_language_is_the_one_asked_for_then_the_terminals_then_english() -> None:
    assert language("zh", {"LANG": "en_US.UTF-8"}) == "zh"
    assert language("", {"LANG": "zh_CN.UTF-8"}) == "zh"
    assert language("", {"LANG": "C.UTF-8"}) == "en"
    assert language("", {}) == "en"


def test_the_terms_file_in_the_root_is_valid_and_keeps_the_sample_fee() -> None:
    assert read_terms().fee_bps == 500
    assert read_terms().accept_hours == 24


def test_a_broken_terms_file_names_every_problem(tmp_path: Path) -> None:
    file = tmp_path / "terms.toml"
    file.write_text('accept_hours = "24"\nfee_percent = 5\nfee_bps = 10001\n', encoding="utf-8")

    with pytest.raises(BadTerms) as told:
        read_terms(file)
    for name in ("accept_hours", "fee_percent", "fee_bps"):
        assert name in str(told.value)


NEXT = """version = "2026-11"
effective_from = "2026-11-01"
[next]
version = "2026-12"
effective_from = "2026-12-10"
fee_bps = 600
"""


def test_terms_published_for_later_hold_from_their_day_on_and_the_older_until_then(tmp_path: Path) -> None:
    file = tmp_path / "terms.toml"
    file.write_text(NEXT, encoding="utf-8")

    before, after = (read_terms(file, date(2026, 12, day)) for day in (9, 10))

    assert (before.version, before.fee_bps) == ("2026-11", 500)
    assert (after.version, after.fee_bps) == ("2026-12", 600)


@pytest.mark.parametrize(("day", "left"), [(3, None), (4, 6), (9, 1), (10, None)])
def test_fewer_than_seven_days_before_a_change_are_warned_of(
    tmp_path: Path, day: int, left: int | None
) -> None:
    file = tmp_path / "terms.toml"
    file.write_text(NEXT, encoding="utf-8")
    later = next_terms(file)

    assert later is not None
    assert short_notice(later, date(2026, 12, day)) == left


@pytest.mark.parametrize(
    "wrong", ['version = "2026-12"', 'version = "2026-11"', 'effective_from = "2026-10-01"', "fee_bps = 6000"]
)
def test_a_change_needs_a_new_version_and_a_later_day(tmp_path: Path, wrong: str) -> None:
    file = tmp_path / "terms.toml"
    file.write_text(f'version = "2026-12"\n[next]\n{wrong}\n', encoding="utf-8")

    with pytest.raises(BadTerms):
        read_terms(file)


def test_without_a_terms_file_the_defaults_hold(tmp_path: Path) -> None:
    assert read_terms(tmp_path / "none.toml") == Terms()


def test_what_runs_where_is_read_back_and_forgotten_with_its_supervisor(tmp_path: Path) -> None:
    settings = Settings(state=tmp_path)
    told = Running(os.getpid(), "127.0.0.1:1", "http://127.0.0.1:2", 3, 4, "sqlite:///x", True, "now")
    running.write(settings, told)

    assert running.read(settings) == told
    assert running.where(settings, {}) == ("127.0.0.1:1", True)
    assert running.where(settings, {"TEMPORAL_ADDRESS": "10.0.0.1:7233"}) == ("10.0.0.1:7233", False)

    running.forget(settings)
    with pytest.raises(NotRunning):
        running.where(settings, {})


def test_a_dead_supervisor_is_not_believed(tmp_path: Path) -> None:
    settings = Settings(state=tmp_path)
    running.write(settings, Running(2**22 - 1, "127.0.0.1:1", "", 0, 0, "", True, "then"))

    assert running.read(settings) is None


def test_a_commissions_id_is_made_of_the_brand_and_its_order_number() -> None:
    assert commission_id_of("qingyou", "QY-2026.1") == "qingyou-QY-2026.1"


def test_the_demo_hint_names_a_brief_that_exists() -> None:
    assert (ROOT / "examples" / "article.yaml").exists()


@pytest.mark.parametrize(
    ("text", "zh", "en"),
    [
        ("24h", "1 天", "1 day"),
        ("9d", "9 天", "9 days"),
        ("1d12h", "1 天 12 小时", "1 day 12 hours"),
        ("90m", "1 小时 30 分钟", "1 hour 30 minutes"),
        ("61s", "1 分钟 1 秒", "1 minute 1 second"),
    ],
)
def test_a_span_of_time_is_said_as_people_say_it(text: str, zh: str, en: str) -> None:
    assert (written_span(span(text), "zh"), written_span(span(text), "en")) == (zh, en)
