"""Two plain Temporal workflows of the shape of `shortest_by_updates`, without a rule and without a database.

Both receive five messages and make the same calls: eight notices, two looks, a publication, figures, a
transfer, and a record at each of fourteen points. Floor A is built as a commission is: records are local
activities, effects run behind, one timer is armed, the payout is a child. The textbook does all in turn.
"""

import asyncio

from temporalio import workflow

with workflow.unsafe.imports_passed_through():
    import benchmarks.floors.shape as shape  # noqa: PLR0402
    from benchmarks.floors.shape import DAY, effect, locally, mark, show

A, TEXTBOOK = "FloorA", "Textbook"


@workflow.defn
class FloorPayout:
    @workflow.run
    async def run(self, _start: str) -> str:
        await locally()
        await effect("transfer")
        await locally()
        return "paid"


@workflow.defn(name=A)
class FloorA(shape.Messages):
    def __init__(self) -> None:
        super().__init__()
        self._behind = shape.Behind()

    @workflow.run
    async def run(self, _start: str) -> str:
        await locally()
        await self._moves("offered", notices=1, timer=1)
        mark(shape.OFFERED)
        await self.message(1)
        await self._moves("drafting", notices=1, timer=7)
        mark(shape.DRAFTING)
        await self.message(2)
        await self._looked_at("platform_audit", timer=1)
        mark(shape.AUDIT)
        await self.message(3)
        await self._looked_at("review", timer=7)
        mark(shape.REVIEW)
        await self.message(4)
        await self._moves("awaiting_release", notices=1, timer=1, publishes=True)
        await self._moves("published", notices=2, timer=7)
        mark(shape.PUBLISHED)
        await self.message(5)
        await self._settled()
        mark(shape.PAID)
        await self._behind.timer()
        await locally()
        show("completed")
        return shape.ANSWER

    async def _moves(self, stage: str, *, notices: int, timer: int, publishes: bool = False) -> None:
        await locally()
        show(stage)
        for _ in range(notices):
            self._behind.start(effect("notice"))
        published = self._behind.start(effect("publish")) if publishes else None
        self._behind.arm(timer * DAY)
        if published:
            await published

    async def _looked_at(self, stage: str, timer: int) -> None:
        await locally()
        await self._behind.start(effect("look"))
        await self._moves(stage, notices=1, timer=timer)

    async def _settled(self) -> None:
        await locally()
        show("settled")
        self._behind.start(effect("notice"))
        paid = asyncio.create_task(
            workflow.execute_child_workflow(
                FloorPayout.run,
                shape.PAYOUT,
                id=f"{workflow.info().workflow_id}/payout",
                parent_close_policy=workflow.ParentClosePolicy.ABANDON,
            )
        )
        self._behind.start(effect("metrics"))
        self._behind.arm(7 * DAY)
        await paid
        await locally()


@workflow.defn(name=TEXTBOOK)
class Textbook(shape.Messages):
    @workflow.run
    async def run(self, _start: str) -> str:
        await self._record()
        await self._moves("offered", "notice")
        mark(shape.OFFERED)
        await self.message(1, DAY)
        await self._moves("drafting", "notice")
        mark(shape.DRAFTING)
        await self.message(2, 7 * DAY)
        await self._looked_at("platform_audit")
        mark(shape.AUDIT)
        await self.message(3, DAY)
        await self._looked_at("review")
        mark(shape.REVIEW)
        await self.message(4, 7 * DAY)
        await self._moves("awaiting_release", "notice", "publish")
        await self._moves("published", "notice", "notice")
        mark(shape.PUBLISHED)
        await self.message(5, 7 * DAY)
        await self._moves("settled", "notice", "metrics")
        await self._record()
        await effect("transfer")
        await self._record()
        await self._record()
        mark(shape.PAID)
        await workflow.sleep(7 * DAY)
        await self._record()
        show("completed")
        return shape.ANSWER

    async def _record(self) -> None:
        await workflow.execute_activity(shape.record, shape.RECORD, **shape.OPTIONS)

    async def _moves(self, stage: str, *effects: str) -> None:
        await self._record()
        show(stage)
        for each in effects:
            await effect(each)

    async def _looked_at(self, stage: str) -> None:
        await self._record()
        await effect("look")
        await self._moves(stage, "notice")
