"""`python -m starter.http`: the gateway as `up` starts it, for the Temporal server at TEMPORAL_ADDRESS."""

import os
import sys

from runtime.failures import named
from runtime.gateway_process import VIRTUAL_TIME
from runtime.logs import log_as_json
from settings import Settings
from starter.http.serving import gateway, serve


def main() -> int:
    """Until it is told to stop. What keeps it from serving is its last line, by name."""
    try:
        settings = Settings()
        log_as_json(settings.log_level)
        address = os.environ["TEMPORAL_ADDRESS"]
        port = 0 if settings.http_port == "off" else settings.http_port
        api = gateway(settings, address, virtual_time=VIRTUAL_TIME in sys.argv[1:])
        serve(api, settings.http_host, port)
    except Exception as failed:  # told by name where it has one
        found = named(failed)
        if not found:
            raise
        for each in found:
            sys.stderr.write(f"✗ {each.code}: {each.zh} / {each.en}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
