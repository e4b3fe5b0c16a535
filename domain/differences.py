"""Two versions of a text beside each other: what was taken out and what was put in.

By words: of Chinese each character is one, of other scripts what stands between blanks. What it costs is
bounded, whatever is compared.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

STEPS_MAX = 1_000
"""Words that may differ in one stretch: beyond it the whole stretch is another."""
LANDMARK = 4
"""Characters that both have between two changes, or a word of three letters: less only disturbs a reader."""
_HAN = "\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_WORDS = re.compile(rf"\n|[^\S\n]+|[{_HAN}]|(?:(?![{_HAN}])[\w'\u2019])+|.")
_SPELT = re.compile(rf"(?:(?![{_HAN}])\w){{3}}")


class Change(StrEnum):
    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True)
class Piece:
    change: Change
    text: str


Paragraph = tuple[Piece, ...]


@dataclass(frozen=True)
class Difference:
    paragraphs: tuple[Paragraph, ...]

    @property
    def places(self) -> int:
        """Changes that stand together are one."""
        count, was_same = 0, True
        for piece in self._pieces:
            is_same = piece.change is Change.SAME
            count += was_same and not is_same
            was_same = is_same
        return count

    @property
    def added(self) -> int:
        """In characters that are seen."""
        return self._seen(Change.ADDED)

    @property
    def removed(self) -> int:
        return self._seen(Change.REMOVED)

    def _seen(self, change: Change) -> int:
        return sum(length(each.text) for each in self._pieces if each.change is change)

    @property
    def _pieces(self) -> Iterator[Piece]:
        for paragraph in self.paragraphs:
            yield from paragraph


def length(text: str) -> int:
    """Characters without the blanks between them."""
    return len("".join(text.split()))


def plain(text: str) -> Difference:
    """One version alone."""
    return Difference(tuple(_paragraphs([Piece(Change.SAME, text)])))


def compared(before: str, after: str) -> Difference:
    """Paragraph by paragraph, and word by word within those that differ."""
    return Difference(tuple(_paragraphs(_legible(_pieces(_lines(before), _lines(after))))))


def _lines(text: str) -> list[str]:
    return [f"{line.rstrip()}\n" for line in text.splitlines() if line.strip()]


def _pieces(before: list[str], after: list[str]) -> Iterator[Piece]:
    for change, taken, put in _stretches(before, after):
        if change is Change.SAME:
            yield Piece(change, "".join(put))
            continue
        for kind, old, new in _stretches(_words(taken), _words(put)):
            if kind is Change.SAME:
                yield Piece(kind, "".join(new))
                continue
            yield from (
                Piece(each, "".join(words))
                for each, words in ((Change.REMOVED, old), (Change.ADDED, new))
                if words
            )


def _words(lines: Iterable[str]) -> list[str]:
    return [word for line in lines for word in _WORDS.findall(line)]


def _stretches(
    before: Sequence[str], after: Sequence[str]
) -> Iterator[tuple[Change, Sequence[str], Sequence[str]]]:
    """What both have, and between it what only one has: then the kind says nothing."""
    at, to = 0, 0
    for old, new, size in [*_common(before, after), (len(before), len(after), 0)]:
        if at < old or to < new:
            yield Change.REMOVED, before[at:old], after[to:new]
        if size:
            yield Change.SAME, before[old : old + size], after[new : new + size]
        at, to = old + size, new + size


def _common(before: Sequence[str], after: Sequence[str]) -> list[tuple[int, int, int]]:
    """Runs that stand in both: beginnings and length; none where too much differs. By Myers, greedily."""
    trail = _trail(before, after)
    x, y = len(before), len(after)
    found: list[tuple[int, int, int]] = []
    for steps in range(len(trail) - 1, -1, -1):
        diagonal = x - y
        came_from = diagonal + 1 if _goes_down(trail[steps], steps, diagonal) else diagonal - 1
        old = _at(trail[steps], steps, came_from) if steps else 0
        new = old - came_from if steps else 0
        began = max(old, new + diagonal) if steps else 0
        if x > began:
            found.append((began, began - diagonal, x - began))
        x, y = old, new
    return found[::-1]


def _trail(before: Sequence[str], after: Sequence[str]) -> list[list[int]]:
    """How far each diagonal had come before each step; empty where it does not arrive in time."""
    most = min(len(before) + len(after), STEPS_MAX)
    reached = [0] * (2 * most + 3)
    trail: list[list[int]] = []
    for steps in range(most + 1):
        kept = reached[most + 1 - steps - 1 : most + 1 + steps + 2]
        trail.append(kept)
        for diagonal in range(-steps, steps + 1, 2):
            down = _goes_down(kept, steps, diagonal)
            x = _at(kept, steps, diagonal + 1) if down else _at(kept, steps, diagonal - 1) + 1
            while x < len(before) and x - diagonal < len(after) and before[x] == after[x - diagonal]:
                x += 1
            reached[most + 1 + diagonal] = x
            if x >= len(before) and x - diagonal >= len(after):
                return trail
    return []


def _at(kept: list[int], steps: int, diagonal: int) -> int:
    return kept[diagonal + steps + 1]


def _goes_down(kept: list[int], steps: int, diagonal: int) -> bool:
    if diagonal in (-steps, steps):
        return diagonal == -steps
    return _at(kept, steps, diagonal - 1) < _at(kept, steps, diagonal + 1)


def _legible(pieces: Iterable[Piece]) -> list[Piece]:
    """Without islands: a character or two that happen to stand in both are taken out and put in again."""
    found = _merged(pieces)
    stays = [
        piece.change is not Change.SAME
        or _is_landmark(piece.text)
        or "\n" in piece.text
        or at == 0
        or at == len(found) - 1
        for at, piece in enumerate(found)
    ]
    both = (Change.REMOVED, Change.ADDED)
    return _merged(
        each
        for piece, is_kept in zip(found, stays, strict=True)
        for each in ((piece,) if is_kept else (Piece(change, piece.text) for change in both))
    )


def _is_landmark(text: str) -> bool:
    return length(text) >= LANDMARK or _SPELT.search(text) is not None


def _merged(pieces: Iterable[Piece]) -> list[Piece]:
    """Of one stretch of changes, what was taken out stands whole before what was put in."""
    found: list[Piece] = []
    held = {Change.REMOVED: "", Change.ADDED: ""}

    def let_go() -> None:
        for change, text in held.items():
            if text:
                found.append(Piece(change, text))
            held[change] = ""

    for piece in pieces:
        if piece.change is not Change.SAME:
            held[piece.change] += piece.text
            continue
        let_go()
        if found and found[-1].change is Change.SAME:
            found[-1] = Piece(Change.SAME, found[-1].text + piece.text)
        else:
            found.append(piece)
    let_go()
    return found


def _paragraphs(pieces: Iterable[Piece]) -> Iterator[Paragraph]:
    """A line is one; what was taken out and put in over several lines is told line by line."""
    held: list[Piece] = []
    for piece in pieces:
        for number, text in enumerate(piece.text.split("\n")):
            if number and held:
                yield tuple(held)
                held = []
            if text.strip():
                held.append(Piece(piece.change, text))
    if held:
        yield tuple(held)
