"""The Temporal UI's page of the same thing, for operators; nothing where nobody said where the UI is."""

from urllib.parse import quote

from runtime import running
from services.app import App
from workflows import names


def of_commission(app: App, commission_id: str) -> str:
    return _page(app, names.workflow_id(commission_id))


def of_withdrawal(app: App, withdrawal_id: str) -> str:
    return _page(app, names.withdrawal_workflow_id(withdrawal_id))


def of_endpoint(app: App, endpoint_id: str) -> str:
    return _page(app, names.webhook_id(endpoint_id))


def every_workflow(app: App) -> str:
    base = _base(app)
    return f"{base}/namespaces/{app.client.namespace}/workflows" if base else ""


def _page(app: App, workflow_id: str) -> str:
    every = every_workflow(app)
    return f"{every}/{quote(workflow_id, safe='')}" if every else ""


def _base(app: App) -> str:
    """The setting, else what `up` started on this machine."""
    if app.settings.temporal_ui:
        return app.settings.temporal_ui.rstrip("/")
    started = running.read(app.settings)
    return started.ui_url if started else ""
