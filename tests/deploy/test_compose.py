"""What can be known of the compose file without Docker."""

import json
import re
import subprocess
from datetime import timedelta
from typing import Any

import jsonschema
import pytest
import yaml

from runtime.server import LIMITS, find_binary
from services.sandboxed import check
from settings import ROLES, Settings
from starter.http.serving import GRACE_SECONDS
from tests.deploy.compose import COMPOSE, FILE, OURS, ROOT, SERVICES, WORKERS
from tests.http.matrix import MATRIX

DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")
MATRIX_PATHS = {each.partition(" ")[2] for each in MATRIX}
SCHEMA = json.loads((ROOT / "tests/deploy/compose-spec.json").read_text(encoding="utf-8"))
DYNAMIC_CONFIG = yaml.safe_load((ROOT / "deploy/temporal/dynamicconfig.yaml").read_text(encoding="utf-8"))


def test_it_is_a_compose_file() -> None:
    jsonschema.Draft202012Validator(SCHEMA).validate(COMPOSE)


def test_a_misspelt_key_would_be_noticed() -> None:
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft202012Validator(SCHEMA).validate({"services": {"x": {"imagge": "y"}}})


def test_the_cluster_runs_the_versions_that_the_embedded_server_is_made_of() -> None:
    told = subprocess.run([find_binary(), "--version"], capture_output=True, text=True, check=True).stdout
    server, ui = re.findall(r"(?:Server|UI) ([0-9.]+)", told)

    assert SERVICES["temporal"]["image"] == f"temporalio/server:{server}"
    assert SERVICES["schema"]["image"] == f"temporalio/admin-tools:{server}"
    assert SERVICES["ui"]["image"] == f"temporalio/ui:{ui}"


def test_the_cluster_is_told_the_limits_that_the_embedded_server_is_told() -> None:
    told = {key: values[0]["value"] for key, values in DYNAMIC_CONFIG.items()}

    assert told == {key: int(value) for key, value in LIMITS.items()}


def test_every_image_has_a_tag_and_none_is_latest() -> None:
    for service in SERVICES.values():
        assert re.search(r":[^/:]+$", service["image"])
        assert not service["image"].endswith(":latest")


def test_every_role_has_a_service_and_the_queue_of_each_is_served() -> None:
    assert sorted(each["environment"]["STARMAP_ROLES"] for each in WORKERS.values()) == sorted(ROLES)


def test_a_worker_is_given_the_time_that_its_longest_call_may_take() -> None:
    for worker in WORKERS.values():
        grace = timedelta(seconds=int(worker["stop_grace_period"].removesuffix("s")))
        assert grace > Settings().time_to_stop > Settings().time_to_finish


def test_the_gateway_stops_as_slowly_as_what_it_has_under_way() -> None:
    assert int(SERVICES["gateway"]["stop_grace_period"].removesuffix("s")) > GRACE_SECONDS


def test_the_gateway_is_well_when_it_can_serve_and_starts_with_the_sandbox_as_it_is() -> None:
    gateway = SERVICES["gateway"]
    host, port = gateway["environment"]["STARMAP_HTTP_HOST"], gateway["environment"]["STARMAP_HTTP_PORT"]

    assert f":{port}/ready" in " ".join(gateway["healthcheck"]["test"])
    assert host == "${STARMAP_HTTP_HOST:-127.0.0.1}"
    assert "/ready" in MATRIX_PATHS
    check(Settings(http_host="127.0.0.1", _env_file=None))


def test_what_is_uploaded_outlives_its_container_and_belongs_to_the_program() -> None:
    for name in ("gateway", "cli"):
        assert SERVICES[name]["volumes"] == ["uploads:/uploads"]
        assert SERVICES[name]["environment"]["STARMAP_UPLOADS"] == "/uploads"
    assert "uploads" in COMPOSE["volumes"]
    assert "install --directory --owner 1000 --group 1000 --mode 700 /uploads" in DOCKERFILE


def test_nothing_but_the_web_ui_has_a_port_and_that_on_the_loopback() -> None:
    assert {name for name, each in SERVICES.items() if each.get("ports")} == {"ui"}
    assert all(port.startswith("127.0.0.1:") for port in SERVICES["ui"]["ports"])
    assert COMPOSE["networks"]["inside"]["internal"]
    assert {name for name, each in SERVICES.items() if each["networks"] != ["inside"]} == {"ui", "webhooks"}


def test_no_secret_stands_in_an_environment() -> None:
    for service in SERVICES.values():
        for name, value in service.get("environment", {}).items():
            if re.search("PASSWORD|PWD|SECRET|KEY", name):
                assert name.endswith("_FILE")
                assert value.removeprefix("/run/secrets/") in service["secrets"]
            assert not re.search(r"://[^/]*:[^/]*@", str(value)), name


def test_no_container_may_gain_rights_or_fill_the_machine() -> None:
    for name, service in SERVICES.items():
        if name == "cli":  # runs once, at the hand of a person
            continue
        assert "no-new-privileges:true" in service["security_opt"], name
        assert service["restart"], name
        assert service["deploy"]["resources"]["limits"].keys() == {"cpus", "memory"}, name
        assert service["logging"]["options"]["max-size"], name
    for service in OURS.values():
        assert service["read_only"]


def test_whoever_needs_a_step_waits_for_its_end() -> None:
    def waits_for(name: str) -> dict[str, Any]:
        return {other: how["condition"] for other, how in SERVICES[name]["depends_on"].items()}

    done, well = "service_completed_successfully", "service_healthy"
    assert waits_for("schema") == {"postgres": well}
    assert waits_for("temporal") == {"schema": done}
    assert waits_for("prepare") == {"temporal": well}
    assert waits_for("migrate") == {"postgres": well}
    for name in (*WORKERS, "gateway"):
        assert waits_for(name) == {"migrate": done, "prepare": done}


def test_every_setting_it_makes_is_one_that_the_settings_read() -> None:
    known = {f"STARMAP_{name.upper()}" for name in Settings.model_fields}
    set_here = {name for each in OURS.values() for name in each["environment"] if name.startswith("STARMAP_")}

    assert set_here - known == set()


def test_every_variable_it_reads_is_in_the_example() -> None:
    text = (ROOT / ".env.example").read_text(encoding="utf-8")
    example = set(re.findall(r"^#? ?([A-Z_]+)=", text, re.MULTILINE))

    assert set(re.findall(r"\$\{([A-Z_]+)", FILE.read_text(encoding="utf-8"))) - example == set()


def test_the_example_names_every_setting() -> None:
    text = (ROOT / ".env.example").read_text(encoding="utf-8")
    example = set(re.findall(r"^#? ?(STARMAP_[A-Z_]+)=", text, re.MULTILINE))

    assert example - {"STARMAP_VERSION"} == {f"STARMAP_{name.upper()}" for name in Settings.model_fields}


def test_every_file_that_it_mounts_is_there() -> None:
    for service in SERVICES.values():
        for volume in service.get("volumes", []):
            source = volume.split(":")[0]
            assert source in COMPOSE["volumes"] or (ROOT / source).is_file(), volume
