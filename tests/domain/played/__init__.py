"""What the rules make of the steps of the stories, as text beside the tests: what people meet, not the table.

Of steps that differ in instants, counts and words alone the first is recorded. A rule that changes makes
another text; whoever means the change records it anew and reads what is different:
``python -m tests.domain.played --write``.
"""

from collections.abc import Collection, Iterator, Mapping
from functools import cache
from itertools import chain
from pathlib import Path

from tests.domain.beside import steps_beside, steps_frozen
from tests.domain.corpus import Step, steps, stories
from tests.domain.played.words import kind, told
from tests.domain.unmet import refusals, too_late

FOLDER = Path(__file__).parent
INDENT = "  "
Record = Mapping[str, tuple[str, ...]]
"""By story the texts of its steps."""


@cache
def played() -> Mapping[str, tuple[Step, ...]]:
    """Every text that comes of the stories and of what is made of them, and the steps of which it is told."""
    found: dict[str, list[Step]] = {}
    for step in (*steps(), *made()):
        found.setdefault(told(step.commission, step.move), []).append(step)
    return {text: tuple(of) for text, of in found.items()}


def made() -> tuple[Step, ...]:
    return (*refusals().values(), *too_late().values(), *steps_beside(), *steps_frozen())


def instead(text: str) -> tuple[str, ...]:
    """What came of the same move at the same stage and instant."""
    return tuple(each for each in played() if asked(each) == asked(text))


def asked(text: str) -> str:
    return text.partition("\n")[0]


def deciding(text: str) -> str:
    """The id of the row that decided."""
    return text.splitlines()[1].split()[0]


def to_record() -> Record:
    """The first text of each kind, every refusal by a guard, and all that was made of the stories' steps.

    What is recorded and still comes out stays where it is, so that what is different can be read.
    """
    titles = dict.fromkeys((*(title for title, _ in stories()), *(step.story for step in made())))
    record = _still_so(titles.keys())
    told = set(chain.from_iterable(record.values()))
    known = {_alike(text) for text in told}
    wanted = {id(step) for step in made()}
    for text, of in played().items():
        if text not in told and (_alike(text) not in known or any(id(step) in wanted for step in of)):
            known.add(_alike(text))
            record.setdefault(of[0].story, []).append(text)
    return {title: tuple(record[title]) for title in titles if title in record}


def _still_so(titles: Collection[str]) -> dict[str, list[str]]:
    """Of every test that is still there."""
    record = {
        title: [text for text in texts if text in played()]
        for title, texts in recorded().items()
        if title in titles
    }
    return {title: texts for title, texts in record.items() if texts}


def _alike(text: str) -> tuple[str, str]:
    return kind(text), played()[text][0].row


def recorded(folder: Path = FOLDER) -> Record:
    return {story: tuple(texts) for file in sorted(folder.glob("*.txt")) for story, texts in _read(file)}


def write(record: Record, folder: Path = FOLDER) -> None:
    for file in folder.glob("*.txt"):
        file.unlink()
    for story, texts in record.items():
        module, _, name = story.partition(": ")
        with (folder / f"{module.removeprefix('test_')}.txt").open("a", encoding="utf-8") as file:
            file.write(f"{name}\n")
            for text in texts:
                file.write("".join(f"{INDENT}{line}\n" for line in text.splitlines()))


def _read(file: Path) -> Iterator[tuple[str, Iterator[str]]]:
    """A line at the margin names a story, one indented once begins a step."""
    stories: dict[str, list[list[str]]] = {}
    for line in file.read_text(encoding="utf-8").splitlines():
        if not line.startswith(INDENT):
            steps_of = stories.setdefault(line, [])
        elif line.startswith(INDENT * 2):
            steps_of[-1].append(line.removeprefix(INDENT))
        else:
            steps_of.append([line.removeprefix(INDENT)])
    return ((f"test_{file.stem}: {name}", map("\n".join, texts)) for name, texts in stories.items())
