"""The terminal as an output: text from outside is shown as it is, never obeyed and never read as markup."""

from collections.abc import Collection, Iterator, Sequence
from typing import IO, Any

from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, RenderableType
from rich.containers import Lines
from rich.table import Table
from rich.text import Text

from domain.texts import harmless

PIPED_WIDTH = 10_000
"""Where no person's screen sets a width, nothing is cut or broken: a line of a table is one line."""
GAP = 2
NARROWEST = 8
"""Of a column that may be broken into lines."""


_wrap = Text.wrap


def _folded(text: Text, console: Console, width: int, **how: Any) -> Lines:
    """A line that is too long is folded, nowhere cut to ``…``.

    The tables of the help cut what has no blanks, as Chinese has none, and the letter before a last blank.
    """
    if how.get("overflow") == "ellipsis" and not how.get("no_wrap"):
        how["overflow"] = "fold"
    return _wrap(text, console, width, **how)


Text.wrap = _folded  # type: ignore[method-assign, assignment]


class Terminal(Console):
    """Every string that is printed, also in a cell of a table, passes ``render_str``."""

    def __init__(
        self, *, stderr: bool = False, file: IO[str] | None = None, width: int | None = None
    ) -> None:
        super().__init__(stderr=stderr, file=file, width=width, highlight=False, markup=False, emoji=False)
        if width is None and not self.is_terminal:
            self.width = PIPED_WIDTH

    def print(self, *said: Any, **options: Any) -> None:
        """Lines are left to the screen to break: an id broken by us is copied broken, and nothing is cut."""
        if all(isinstance(each, str) for each in said):
            options.setdefault("soft_wrap", True)
        super().print(*said, **{"crop": False, **options})

    def render_str(self, text: str, **options: Any) -> Text:
        return super().render_str(harmless(text, lines=True), **options)


class Listing:
    """Rows under headings. Ids and amounts are never broken or cut: where the screen is too narrow for
    them side by side, each row is told as a block of its own.
    """

    def __init__(self, headings: Sequence[str], right: Collection[int], whole: Collection[int]) -> None:
        self._headings = headings
        self._right = right
        self._whole = {*whole, *right}
        self._rows: list[tuple[str, ...]] = []

    def add_row(self, *cells: str) -> None:
        """Line feeds in a cell would break the row."""
        self._rows.append(tuple(harmless(cell) for cell in cells))

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[RenderableType]:
        if self._narrowest() <= options.max_width:
            yield self._table()
        else:
            yield from self._blocks()

    def _narrowest(self) -> int:
        widths = [self._width(n) if n in self._whole else NARROWEST for n in range(len(self._headings))]
        return sum(widths) + GAP * len(widths)

    def _width(self, column: int) -> int:
        cells = [self._headings[column], *(row[column] for row in self._rows)]
        return max(cell_len(cell) for cell in cells)

    def _table(self) -> Table:
        made = Table(box=None, pad_edge=False, padding=(0, GAP, 0, 0))
        for number, heading in enumerate(self._headings):
            whole = number in self._whole
            made.add_column(
                heading,
                justify="right" if number in self._right else "left",
                no_wrap=whole,
                overflow="fold",
                min_width=self._width(number) if whole else None,
            )
        for row in self._rows:
            made.add_row(*row)
        return made

    def _blocks(self) -> Iterator[RenderableType]:
        for row in self._rows:
            for number, (heading, cell) in enumerate(zip(self._headings, row, strict=True)):
                if cell:
                    colon = ": " if heading.isascii() else "："
                    told = f"{heading}{colon}{cell}" if heading else cell
                    yield Text(("" if number == 0 else "  ") + told, no_wrap=True, overflow="ignore")
            yield Text("")
