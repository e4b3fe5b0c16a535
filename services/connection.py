"""One way to reach Temporal. TLS, API key and namespace come from temporalio.envconfig (TEMPORAL_…)."""

import os

from temporalio.client import Client
from temporalio.envconfig import ClientConfig
from temporalio.runtime import Runtime

from services.tracing import tracing
from workflows.converter import CONVERTER


async def connect(address: str, runtime: Runtime | None = None, service: str = "starmap") -> Client:
    """To the configured address where there is one, else to the address given. Traced where OTEL_… says."""
    config = ClientConfig.load_client_connect_config()
    if not os.environ.get("TEMPORAL_ADDRESS") and not os.environ.get("TEMPORAL_PROFILE"):
        config["target_host"] = address
    return await Client.connect(
        **config, data_converter=CONVERTER, runtime=runtime, interceptors=tracing(service)
    )
