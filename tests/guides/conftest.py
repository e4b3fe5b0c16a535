"""The same server, worker and clock as the workflow stories have."""

from tests.workflows.conftest import client, settings, town, world

__all__ = ["client", "settings", "town", "world"]
