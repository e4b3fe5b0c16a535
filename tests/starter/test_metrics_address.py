from pathlib import Path

import pytest
from sqlalchemy import create_engine

from runtime.business_metrics import serve
from runtime.failures import named
from runtime.metrics_address import AddressInUse, MetricsAddressUnusable, of_process
from runtime.telemetry import core_runtime
from settings import Settings


@pytest.mark.parametrize("address", ["nowhere", "localhost:9464x", "127.0.0.1:port", "127.0.0.1:99999"])
def test_an_address_that_is_none_is_refused_by_name(address: str) -> None:
    engine = create_engine("sqlite://")
    for attempt in (lambda: core_runtime(address), lambda: serve(engine, address)):
        with pytest.raises(MetricsAddressUnusable) as refused:
            attempt()
        (told,) = named(refused.value)
        assert told.code == "METRICS_ADDRESS"
        assert address in told.zh
        assert address in told.en
    engine.dispose()


def test_an_address_in_use_is_called_so() -> None:
    engine = create_engine("sqlite://")
    from tests.observing.conftest import free_address  # noqa: PLC0415

    address = free_address()
    stop = serve(engine, address)
    try:
        with pytest.raises(AddressInUse, match=r"STARMAP_BUSINESS_METRICS_ADDRESS.*address in use"):
            serve(engine, address)
        with pytest.raises(AddressInUse, match=r"STARMAP_METRICS_ADDRESS.*address in use"):
            core_runtime(address)
    finally:
        stop()
        engine.dispose()


def test_each_process_of_a_supervisor_has_a_port_of_its_own_and_one_tells_the_business(
    tmp_path: Path,
) -> None:
    settings = Settings(
        state=tmp_path, metrics_address="127.0.0.1:9464", business_metrics_address="127.0.0.1:9470"
    )

    told = [of_process(number, settings) for number in range(3)]

    assert [each["STARMAP_METRICS_ADDRESS"][-4:] for each in told] == ["9464", "9465", "9466"]
    assert [each["STARMAP_BUSINESS_METRICS_ADDRESS"] for each in told] == ["127.0.0.1:9470", "", ""]
