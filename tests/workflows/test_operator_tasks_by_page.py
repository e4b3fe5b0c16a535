"""Every task of the operators' guide done by its page on a live platform: two operators, one morning."""

import re

import pytest

from tests.desk.guide import GUIDES, text
from tests.workflows.operators_desk import another_operator, first_operator
from tests.workflows.operators_morning import morning_of
from tests.workflows.operators_tasks import TASKS
from tests.workflows.test_pages import Readers
from tests.workflows.test_pages import readers as readers  # noqa: PLC0414  # a fixture
from tests.workflows.world import World

SECTION = re.compile(r"^## (\d+) ", re.MULTILINE)
ROW = re.compile(r"^\| (\d+) [^|]*\| (.+?) \|", re.MULTILINE)
AT_THE_TERMINAL = {15}
"""Members and keys: who may work here is no task of the work."""


def test_every_section_of_the_guide_names_its_page_and_is_done_there() -> None:
    for guide in GUIDES:
        sections = {int(number) for number in SECTION.findall(text(guide))} - AT_THE_TERMINAL
        pages = {int(number) for number, pages in ROW.findall(text(guide)) if "`/" in pages}

        assert sections == pages == set(TASKS), guide.name


@pytest.mark.timeout(300)
async def test_every_task_of_the_guide_is_done_by_its_page(world: World, readers: Readers) -> None:
    li, wang = await first_operator(world, readers), await another_operator(world, readers)
    morning = await morning_of(world, li, wang)
    failures = []
    for number in sorted(TASKS):
        try:
            await TASKS[number](morning)
        except Exception as failed:  # noqa: BLE001  # the others are done all the same
            failed.add_note(f"section {number} of the operators' guide, on {li.page.url}")
            failures.append(failed)
    if failures:
        raise ExceptionGroup("not done by their pages", failures)
