"""The page of components shows all that pages are made of; a new one is put there too."""

import re
from collections.abc import Callable

import pytest

from domain.commissions.state.stages import Stage
from domain.commissions.views.standing.life import Place
from domain.commissions.views.words import STAGE_WORDS
from starter.web.kit import KINDS, TONES
from starter.web.rendering import HERE
from tests.web.markup import Markup
from tests.web.visiting import Visiting

TEMPLATES = HERE / "templates"
MACRO = re.compile(r"{% macro (\w+)\(")
FIELD_KIND = re.compile(r"it\.kind (?:==|in) (\([^)]*\)|'\w+')")


def test_every_macro_of_the_parts_is_on_the_page() -> None:
    shown = (TEMPLATES / "components.html").read_text("utf-8")
    macros = MACRO.findall((TEMPLATES / "parts.html").read_text("utf-8"))
    assert len(macros) > 15
    assert not [each for each in macros if f"p.{each}(" not in shown]


def test_every_kind_of_field_is_on_the_page() -> None:
    told = FIELD_KIND.findall((TEMPLATES / "parts.html").read_text("utf-8"))
    kinds = {each for one in told for each in re.findall(r"\w+", one)} - {"hidden"}
    assert kinds <= set(KINDS)


@pytest.mark.parametrize("lang", ["zh", "en"])
async def test_the_page_shows_every_stage_clock_and_place_in_both_languages(
    visiting: Callable[..., Visiting], lang: str
) -> None:
    told = await visiting("creator-atang", lang).text("/components")
    for stage in Stage:
        for words in STAGE_WORDS[stage]:
            assert words.lower() in told.lower()
    for place in Place:
        assert told.count(f'data-at="{place.value}"') >= 4
    for tone in TONES[1:]:
        assert told.count(f'data-tone="{tone}"') >= 4
    ids = re.findall(r' id="([^"]+)"', told)
    assert len(ids) == len(set(ids))
    assert not Markup("/components", told).inline
