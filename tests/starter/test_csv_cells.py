import pytest

from services.files.csv_cells import cell


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "＝1+1",
        "+cmd|' /C calc'!A0",
        "-2+3+cmd",
        "@SUM(A1)",
        "＠SUM",
        "－1＋1",
        " =1",
        "\u3000＝1",
        '"=1',
        "%x",
    ],
)
def test_a_cell_that_begins_like_a_formula_is_shown_and_not_run(text: str) -> None:
    assert cell(text).startswith("'")


@pytest.mark.parametrize("text", ["-12.50", "1,200.00", "夏日新品", "2026-11-26", "a=b", ""])
def test_figures_and_ordinary_text_stay_as_they_are(text: str) -> None:
    assert cell(text) == text


def test_a_number_is_written_as_it_is() -> None:
    assert cell(-1250) == "-1250"


@pytest.mark.parametrize("text", ["a\x1b[31mb", "a\tb", "a\rb", "a\u202eb", "a\0b", "a\nb"])
def test_controls_are_shown_in_a_cell(text: str) -> None:
    assert cell(text).isprintable()
