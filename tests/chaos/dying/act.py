"""One act upon the books, by a process as mortal as that worker: ``act.py STATE DATABASE ACT NAME``."""

import os
import sys
from pathlib import Path

ROOT = Path(__file__).parents[3]
sys.path[0] = str(ROOT)

from gateways.sql.data_keys import FILE_NAME, DataKeys  # noqa: E402  # it is found now
from gateways.sql.database import opened  # noqa: E402  # it is found now
from tests.chaos.acts import ACTS  # noqa: E402  # it is found now
from tests.chaos.deaths import become_mortal  # noqa: E402

state, database, act, name = sys.argv[1:]
become_mortal(Path(state))
with opened(database, keys=DataKeys(Path(state) / FILE_NAME, may_make=True)) as engine:
    ACTS[act](engine, name)
sys.stdout.flush()
os._exit(0)
