"""Play programs: as many as ``STARMAP_EXAMPLES`` says."""

import os

from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.programs.program import Program

FEW, STEPS = 12, 40
EXAMPLES = int(os.environ.get("STARMAP_EXAMPLES", FEW))


def play(examples: int = EXAMPLES, machine: type[Program] = Program) -> None:
    run_state_machine_as_test(  # type: ignore[no-untyped-call]
        machine,
        settings=settings(
            max_examples=examples,
            stateful_step_count=STEPS,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            derandomize=examples == FEW,  # `make system` plays the same every time, a longer run new ones
            database=None,
            report_multiple_bugs=False,
            phases=[Phase.generate, Phase.shrink],
        ),
    )
