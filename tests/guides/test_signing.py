"""The guide to signing does what it says: its programs are the examples, and what they sign counts."""

import json
import os
import shutil
import sys
from pathlib import Path

import pytest

from models.messages.signing_vectors import VECTORS
from settings import ROOT
from tests.guides.pages import blocks, page
from tests.guides.test_brand_systems import told

PAGES = ("docs/signing.md", "docs/signing.zh.md")
EXAMPLES = ROOT / "examples" / "signing"
ENGLISH, CHINESE = (page(each) for each in PAGES)
PROGRAMS = {each.about[0]: each for each in blocks(ENGLISH, "python", "js")}


def test_both_pages_have_the_same_programs_and_they_are_the_examples() -> None:
    for kind in ("sh", "python", "js"):
        assert [(each.about, each.text) for each in blocks(ENGLISH, kind)] == [
            (each.about, each.text) for each in blocks(CHINESE, kind)
        ]
    for name, block in PROGRAMS.items():
        (file,) = EXAMPLES.rglob(name)
        assert file.read_text(encoding="utf-8") == block.text


@pytest.mark.parametrize("vector", VECTORS, ids=[str(each["title"])[:20] for each in VECTORS])
async def test_the_python_program_signs_as_the_test_vectors_say(
    tmp_path: Path, vector: dict[str, object]
) -> None:
    harness = f"""
import json, sys, time
sys.path.insert(0, {str(EXAMPLES)!r})
import sign
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
v = json.loads({json.dumps(json.dumps(vector))})
time.time = lambda: v["iat"]
key = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(v["private"]))
made = sign.sign(key, v["kid"], v["workflow_id"], v["name"], v["command"], v["exp"] - v["iat"])
print(made["signature"]["sig"])
"""
    (tmp_path / "harness.py").write_text(harness, encoding="utf-8")

    printed, code = await told(sys.executable, "harness.py", env={**os.environ}, cwd=tmp_path)

    assert (printed.strip(), code) == (vector["sig"], 0)


@pytest.mark.node
@pytest.mark.parametrize("vector", VECTORS, ids=[str(each["title"])[:20] for each in VECTORS])
async def test_the_typescript_program_signs_as_the_test_vectors_say(
    tmp_path: Path, vector: dict[str, object]
) -> None:
    shutil.copy(EXAMPLES / "typescript" / "sign.mjs", tmp_path)
    harness = f"""
import {{ createPrivateKey }} from 'node:crypto';
import {{ sign }} from './sign.mjs';
const v = JSON.parse({json.dumps(json.dumps(vector))});
Date.now = () => v.iat * 1000;
const der = Buffer.from('302e020100300506032b657004220420' + v.private, 'hex');
const key = createPrivateKey({{ key: der, format: 'der', type: 'pkcs8' }});
console.log(sign(key, v.kid, v.workflow_id, v.name, v.command, v.exp - v.iat).signature.sig);
"""
    (tmp_path / "harness.mjs").write_text(harness, encoding="utf-8")

    printed, code = await told("node", "harness.mjs", env={**os.environ}, cwd=tmp_path)

    assert (printed.strip(), code) == (vector["sig"], 0)
