"""The two endpoints of a worker, scraped after its stories."""

import re

import pytest
from prometheus_client.parser import text_string_to_metric_families
from prometheus_client.samples import Sample

from domain.commissions.state.stages import Stage
from domain.commissions.views.attention import ATTENTION
from domain.operations.sweeps import SWEEPS
from gateways.operations.gauges import OTHER
from tests.observing.conftest import Observed

KNOWN = {
    "stage": {stage.value for stage in Stage},
    "reason": {*ATTENTION, OTHER},
    "channel": {"sms", "voice"},
    "outcome": {
        *("ordered", "sending", "sent", "answered", "unanswered", "refused", "unknown", "failed"),
    },
    "state": {"under_way", "waiting", "paid", "returned", "refunded"},
    "sweep": set(SWEEPS),
}


def samples(scrape: str) -> list[Sample]:
    return [sample for family in text_string_to_metric_families(scrape) for sample in family.samples]


def value(scrape: str, name: str, **labels: str) -> float:
    (found,) = [each.value for each in samples(scrape) if each.name == name and each.labels == labels]
    return float(found)


def test_the_business_is_counted(observed: Observed) -> None:
    scrape = observed.business_metrics

    assert value(scrape, "starmap_database_up") == 1
    assert value(scrape, "starmap_commissions", stage="completed") >= 3
    assert value(scrape, "starmap_commissions", stage="published") == 1
    assert value(scrape, "starmap_notices", channel="sms", outcome="sent") > 10
    assert value(scrape, "starmap_withdrawals", state="paid") == 3
    assert value(scrape, "starmap_money_held_fen") == 300_000
    assert value(scrape, "starmap_ledger_difference_fen") == 0
    assert value(scrape, "starmap_deadlines_overdue") == 0
    assert value(scrape, "starmap_outbox_waiting") < 50, "events get their numbers within a second or two"
    assert all(value(scrape, "starmap_sweep_last_success_timestamp_seconds", sweep=name) for name in SWEEPS)


def test_labels_come_from_our_own_tables_and_hold_no_id(observed: Observed) -> None:
    for sample in samples(observed.business_metrics):
        for label, word in sample.labels.items():
            assert word in KNOWN[label], sample


def test_every_value_of_a_label_is_there_from_the_first_scrape_on(observed: Observed) -> None:
    for label in ("stage", "state"):
        seen = {each.labels[label] for each in samples(observed.business_metrics) if label in each.labels}
        assert seen == KNOWN[label]


@pytest.mark.parametrize(
    "name",
    [
        "temporal_workflow_task_execution_latency_seconds_bucket",
        "temporal_workflow_task_execution_failed_total",
        "temporal_activity_execution_failed_total",
        "temporal_worker_task_slots_available",
        "temporal_sticky_cache_size",
    ],
)
def test_the_worker_counts_itself(observed: Observed, name: str) -> None:
    assert any(sample.name == name for sample in samples(observed.core_metrics))


def test_no_personal_data_and_no_commission_stands_in_any_metric(observed: Observed) -> None:
    scraped = observed.core_metrics + observed.business_metrics

    assert [word for word in (*observed.personal, observed.commission) if word in scraped] == []


def test_names_follow_the_convention(observed: Observed) -> None:
    names = {sample.name for sample in samples(observed.business_metrics)}

    assert all(re.fullmatch(r"starmap_[a-z_]+", name) for name in names)
