"""The figures of the business for Prometheus, served by whoever plays the role `sweeps`.

They come from the database, so one process is enough and every process would say the same. The worker's own
figures are the SDK's, on an address of their own.
"""

import time
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from threading import Lock

import structlog
from prometheus_client import CollectorRegistry, start_http_server
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector
from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from gateways.operations.gauges import Figures, SqlGauges, Waiting
from runtime.metrics_address import unusable

KEPT_SECONDS = 10.0


class BusinessCollector(Collector):
    """Reads the database at most every few seconds, however often and by however many it is scraped."""

    def __init__(self, gauges: SqlGauges, clock: Callable[[], float] = time.monotonic) -> None:
        self._gauges, self._clock, self._lock = gauges, clock, Lock()
        self._figures: Figures | None = None
        self._read_at = float("-inf")

    def describe(self) -> list[Metric]:
        return []

    def collect(self) -> Iterator[Metric]:
        figures = self._now()
        yield _one(
            "starmap_database_up", "Whether the business database answered.", float(figures is not None)
        )
        if figures is not None:
            yield from families(figures)

    def _now(self) -> Figures | None:
        with self._lock:
            if self._clock() - self._read_at >= KEPT_SECONDS:
                self._figures = self._read()
                self._read_at = self._clock()
            return self._figures

    def _read(self) -> Figures | None:
        try:
            return self._gauges.read(datetime.now(UTC))
        except SQLAlchemyError as failed:
            structlog.get_logger().warning("figures unreadable", error=type(failed).__name__)
            return None


def serve(engine: Engine, address: str) -> Callable[[], None]:
    """At HOST:PORT until the returned function is called. Raises MetricsAddressUnusable, AddressInUse."""
    host, _, port = address.rpartition(":")
    registry = CollectorRegistry()
    registry.register(BusinessCollector(SqlGauges(engine)))
    try:
        server, thread = start_http_server(int(port), host or "127.0.0.1", registry)
    except (OSError, ValueError, OverflowError) as failed:
        raise unusable("STARMAP_BUSINESS_METRICS_ADDRESS", address, failed) from None

    def stop() -> None:
        server.shutdown()
        server.server_close()
        thread.join()

    return stop


def families(figures: Figures) -> Iterator[Metric]:
    yield _by("starmap_commissions", "Commissions by stage.", "stage", figures.commissions)
    yield _one(
        "starmap_deadlines_overdue", "Open commissions an hour or more past a deadline.", figures.overdue
    )
    notices = GaugeMetricFamily(
        "starmap_notices", "SMS and calls by channel and outcome.", labels=("channel", "outcome")
    )
    for labels, count in figures.notices.items():
        notices.add_metric(labels, count)
    yield notices
    yield _by("starmap_withdrawals", "Withdrawals by state.", "state", figures.withdrawals)
    yield from _waiting("starmap_payouts", "Payouts the bank has not confirmed", figures.payouts)
    yield _one("starmap_money_held_fen", "Money held in escrow and reserve, in fen.", figures.money_held_fen)
    yield _one(
        "starmap_ledger_difference_fen",
        "The sum of all postings, in fen. Anything but zero is an emergency.",
        figures.ledger_difference_fen,
    )
    yield from _attention(figures)
    yield from _waiting("starmap_outbox", "Events that have no public number yet", figures.outbox)
    yield _by(
        "starmap_sweep_last_success_timestamp_seconds",
        "When a sweep last came to its end; 0 for never.",
        "sweep",
        figures.swept_at,
    )
    yield _one("starmap_sweep_findings", "What the last daily sweep found.", figures.findings)
    yield _one("starmap_reconciliation_findings", "What the last reconciliation found.", figures.differences)


def _attention(figures: Figures) -> Iterator[Metric]:
    of = figures.attention
    yield _by(
        "starmap_attention",
        "Commissions a person should look at, by reason.",
        "reason",
        {reason: waiting.count for reason, waiting in of.items()},
    )
    yield _by(
        "starmap_attention_oldest_seconds",
        "Age of the oldest, by reason.",
        "reason",
        {reason: waiting.oldest_seconds for reason, waiting in of.items()},
    )


def _waiting(name: str, text: str, waiting: Waiting) -> Iterator[Metric]:
    yield _one(f"{name}_waiting", f"{text}.", waiting.count)
    yield _one(f"{name}_oldest_seconds", f"{text}: age of the oldest.", waiting.oldest_seconds)


def _one(name: str, text: str, value: float) -> Metric:
    return GaugeMetricFamily(name, text, value=value)


def _by(name: str, text: str, label: str, values: Mapping[str, float]) -> Metric:
    family = GaugeMetricFamily(name, text, labels=(label,))
    for word, value in values.items():
        family.add_metric((word,), value)
    return family
