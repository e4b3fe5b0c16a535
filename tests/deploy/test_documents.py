"""The deployment pages say what the program does: settings, versions, services, names of refusals."""

import re

import pytest

from settings import ROLES, Settings
from tests.deploy.compose import ROOT, SERVICES

AT_THE_START = (
    "runtime/readiness.py",
    "runtime/failures.py",
    "runtime/health.py",
    "runtime/schedule_health.py",
    "settings.py",
)
PAGES = [ROOT / "docs/deployment.md", ROOT / "docs/deployment.zh.md"]


def texts() -> list[str]:
    return [page.read_text(encoding="utf-8") for page in PAGES]


def shown(default: object) -> str:
    match default:
        case None:
            return ""
        case tuple():
            return ",".join(default)
        case float() if default.is_integer():
            return str(int(default))
        case _:
            return str(default).removeprefix(f"{ROOT}/")


@pytest.mark.parametrize("name", Settings.model_fields)
def test_both_pages_name_every_setting_with_its_default(name: str) -> None:
    default = shown(Settings.model_fields[name].default)
    row = f"| `STARMAP_{name.upper()}` | {f'`{default}`' if default else ''} | "

    assert all(row in text for text in texts())


def test_no_page_names_a_setting_that_is_not_read() -> None:
    known = {f"STARMAP_{name.upper()}" for name in Settings.model_fields}

    for text in texts():
        assert set(re.findall(r"STARMAP_[A-Z_]*[A-Z]", text)) <= known


def test_both_pages_name_every_service_and_its_image() -> None:
    for text in texts():
        for name, service in SERVICES.items():
            image = service["image"].removesuffix(":${STARMAP_VERSION:-local}")
            rows = [line.split("|")[1:3] for line in text.splitlines() if line.count("|") > 2]
            assert any(f"`{name}`" in first and f"`{image}`" in second for first, second in rows), name
        assert all(f"`{role}`" in text for role in ROLES)


def test_every_refusal_at_the_start_is_explained() -> None:
    source = "".join((ROOT / file).read_text(encoding="utf-8") for file in AT_THE_START)
    named = set(re.findall(r'"([A-Z]+_[A-Z_]+)"', source)) - {"STARMAP_DATABASE_URL", "DATABASE_URL"}
    named -= {name for name in named if name.startswith(("STARMAP_", "KEYWORD"))}

    for text in texts():
        assert {name for name in named if f"`{name}`" not in text} == set()
