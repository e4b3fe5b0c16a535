"""What no handler of a workflow is named for: refused, counted, and the count is shown on its page.

Every workflow type has this: a signal that nobody takes would wait in the SDK until the workflow ends.
"""

from collections.abc import Sequence

from temporalio import workflow
from temporalio.common import RawValue


class Strangers:
    refused = 0
    """Messages of this workflow that were refused, over all its runs."""
    _page = ""

    @workflow.signal(
        dynamic=True, description="其他名称一律拒绝并计数 · any other name is refused and counted"
    )
    def unknown(self, name: str, args: Sequence[RawValue]) -> None:  # noqa: ARG002  # nothing in it is believed
        self.not_understood()

    def not_understood(self) -> None:
        self.turned_away("unknown", "UNKNOWN_COMMAND")

    def turned_away(self, move: str, code: str) -> None:
        workflow.logger.info("refused", extra={"move": move, "refusal": code})
        self.refused += 1
        self.show(self._page)

    def show(self, page: str) -> None:
        """On the Web UI, with what was refused so far."""
        self._page = page
        counted = f"\n\n**被拒消息 Refused messages**: {self.refused}" if self.refused else ""
        workflow.set_current_details(page + counted)
