"""The dashboard and the alerts ask for what is really there; the runbook knows every alert."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.observing.conftest import Observed
from tests.observing.test_metrics import samples

ROOT = Path(__file__).resolve().parents[2]
ALERTS = yaml.safe_load((ROOT / "deploy/prometheus/alerts.yaml").read_text(encoding="utf-8"))
SCRAPES = yaml.safe_load((ROOT / "deploy/prometheus/prometheus.yaml").read_text(encoding="utf-8"))
DASHBOARD = json.loads((ROOT / "deploy/grafana/starmap.json").read_text(encoding="utf-8"))
RULES: list[dict[str, Any]] = [rule for group in ALERTS["groups"] for rule in group["rules"]]
PANELS: list[dict[str, Any]] = [panel for panel in DASHBOARD["panels"] if panel["type"] != "row"]
METRIC = re.compile(r"\b(?:starmap|temporal)_[a-z_]+|\bup(?=\{)")
GIVEN = {"up"}
"""By Prometheus itself."""
EXPRESSIONS = [target["expr"] for panel in PANELS for target in panel["targets"]] + [
    rule["expr"] for rule in RULES
]
SIMPLE = re.compile(r"(starmap_\w+)(?:\{(\w+)=\"(\w+)\"\})? (==|!=|>|<) (\d+)")
CHINESE = re.compile(r"[\u4e00-\u9fff]")


@pytest.mark.parametrize("expression", sorted(set(EXPRESSIONS)))
def test_every_metric_that_is_asked_for_exists(observed: Observed, expression: str) -> None:
    there = {each.name for each in samples(observed.core_metrics + observed.business_metrics)} | GIVEN

    asked = set(METRIC.findall(expression))

    assert asked
    assert asked <= there


@pytest.mark.parametrize("expression", sorted(set(EXPRESSIONS)))
def test_every_label_that_is_asked_for_exists(observed: Observed, expression: str) -> None:
    known = {
        label for each in samples(observed.core_metrics + observed.business_metrics) for label in each.labels
    }

    asked = set(re.findall(r"[{,]\s*(\w+)\s*(?:=~|!~|!=|=)", expression))
    asked |= {label.strip() for by in re.findall(r"by \(([^)]*)\)", expression) for label in by.split(",")}

    assert asked <= known | {"job", "instance"}


@pytest.mark.parametrize("expression", sorted(set(EXPRESSIONS)))
def test_brackets_and_quotes_are_closed(expression: str) -> None:
    assert expression.count('"') % 2 == 0
    for opening, closing in ("()", "[]", "{}"):
        assert expression.count(opening) == expression.count(closing)


def test_the_dashboard_can_be_imported() -> None:
    ids = [panel["id"] for panel in DASHBOARD["panels"]]

    assert DASHBOARD["title"] == "星图 Starmap"
    assert len(ids) == len(set(ids))
    assert all(CHINESE.search(p["title"]) and re.search(r"[a-z]{3}", p["title"]) for p in PANELS)
    assert all(p["gridPos"]["x"] + p["gridPos"]["w"] <= 24 for p in DASHBOARD["panels"])
    assert all(p["datasource"]["uid"] == "${datasource}" for p in PANELS)


def test_every_figure_of_the_business_is_on_the_dashboard_or_in_an_alert(observed: Observed) -> None:
    figures = {each.name for each in samples(observed.business_metrics)}

    assert figures <= {name for expression in EXPRESSIONS for name in METRIC.findall(expression)}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule["alert"])
def test_an_alert_says_how_bad_it_is_in_two_languages_and_what_to_do(rule: dict[str, Any]) -> None:
    zh, _, en = rule["annotations"]["summary"].partition(" · ")

    assert set(rule) == {"alert", "expr", "for", "labels", "annotations"}
    assert rule["labels"]["severity"] in ("page", "ticket")
    assert re.fullmatch(r"\d+[mh]", rule["for"])
    assert CHINESE.search(zh)
    assert en
    assert not CHINESE.search(en)
    anchor = rule["alert"].lower()
    assert rule["annotations"]["runbook_url"] == f"docs/runbook.md#{anchor}"
    assert rule["annotations"]["runbook_url_zh"] == f"docs/runbook.zh.md#{anchor}"


@pytest.mark.parametrize("document", ["runbook.md", "runbook.zh.md"])
def test_every_alert_has_its_section_and_every_section_its_alert(document: str) -> None:
    text = (ROOT / "docs" / document).read_text(encoding="utf-8")
    part = re.split(r"^## ", text, flags=re.MULTILINE)[2]

    sections = re.findall(r"^### (\w+)$", part, flags=re.MULTILINE)

    assert set(sections) == {rule["alert"] for rule in RULES}
    assert len(sections) == len(set(sections))


def test_what_is_scraped_is_what_alerts_ask_for() -> None:
    jobs = {job["job_name"] for job in SCRAPES["scrape_configs"]}
    asked = {job for expression in EXPRESSIONS for job in re.findall(r'job="([^"]+)"', expression)}

    assert asked <= jobs
    assert [Path("deploy/prometheus") / each for each in SCRAPES["rule_files"]] == [
        Path("deploy/prometheus/alerts.yaml")
    ]


def test_what_has_gone_right_raises_no_alert_and_what_has_not_does(observed: Observed) -> None:
    simple = {rule["alert"]: SIMPLE.fullmatch(rule["expr"]) for rule in RULES}
    raised = {
        name for name, found in simple.items() if found and _holds(observed.business_metrics, *found.groups())
    }

    assert {name for name, found in simple.items() if found} >= {"LedgerDifference", "DeadlinesOverdue"}
    assert raised == set()
    broken = observed.business_metrics.replace(
        "starmap_ledger_difference_fen 0.0", "starmap_ledger_difference_fen -7.0"
    )
    found = simple["LedgerDifference"]
    assert found
    assert _holds(broken, *found.groups())


def _holds(scrape: str, name: str, label: str | None, word: str | None, operator: str, bound: str) -> bool:
    holds = {
        "==": lambda value: value == float(bound),
        "!=": lambda value: value != float(bound),
        ">": lambda value: value > float(bound),
        "<": lambda value: value < float(bound),
    }[operator]
    meant = [each for each in samples(scrape) if each.name == name]
    return any(holds(each.value) for each in meant if label is None or each.labels.get(label) == word)
