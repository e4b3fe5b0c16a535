"""The SDK core of a process: its metrics on an address of their own, its logs among ours."""

import logging

from temporalio.runtime import (
    LogForwardingConfig,
    LoggingConfig,
    PrometheusConfig,
    Runtime,
    TelemetryConfig,
    TelemetryFilter,
)

from runtime.metrics_address import unusable

CORE = logging.getLogger("temporalio.core")


def core_runtime(metrics_address: str) -> Runtime:
    """One for a process, made before any client. Raises MetricsAddressUnusable, AddressInUse."""
    metrics = PrometheusConfig(
        bind_address=metrics_address,
        counters_total_suffix=True,
        unit_suffix=True,
        durations_as_seconds=True,
    )
    logs = LoggingConfig(
        filter=TelemetryFilter(core_level="WARN", other_level="ERROR"),
        forwarding=LogForwardingConfig(
            logger=CORE, prepend_target_on_message=False, append_log_fields_to_message=False
        ),
    )
    telemetry = TelemetryConfig(logging=logs, metrics=metrics if metrics_address else None)
    try:
        return Runtime(telemetry=telemetry)
    except (RuntimeError, ValueError) as failed:
        raise unusable("STARMAP_METRICS_ADDRESS", metrics_address, failed) from None
