"""The project's worker, as mortal as `tests/chaos/deaths.py` makes it, where a checkout has its worker."""

import os
import runpy
import sys
from pathlib import Path

ROOT = Path(__file__).parents[3]
sys.path[0] = str(ROOT)

from tests.chaos.deaths import become_mortal  # noqa: E402  # it is found now

become_mortal(Path(os.environ["STARMAP_STATE"]))
runpy.run_path(str(ROOT / "worker.py"), run_name="__main__")
