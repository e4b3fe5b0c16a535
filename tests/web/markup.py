"""What a page is made of, as a browser would take it: where its links lead, and what its forms would send."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urljoin

Attributes = dict[str, str]
WRITTEN = {"text", "search", "tel", "email", "number", "textarea"}
"""Kinds of fields that people write in."""


@dataclass
class Control:
    name: str
    kind: str
    value: str = ""
    choices: list[str] = field(default_factory=list)


@dataclass
class FormMarkup:
    action: str
    method: str
    controls: list[Control] = field(default_factory=list)

    @property
    def written(self) -> list[str]:
        return [each.name for each in self.controls if each.kind in WRITTEN]

    def sent(self) -> dict[str, str]:
        """As it stands, by its first button: of a choice the first that says something."""
        found: dict[str, str] = {}
        for each in self.controls:
            if each.kind in ("radio", "button"):
                found.setdefault(each.name, each.value)
            elif each.kind in ("checkbox", "file"):
                continue
            else:
                found[each.name] = each.value or next((one for one in each.choices if one), "")
        return found


class Markup(HTMLParser):
    def __init__(self, at: str, told: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.forms: list[FormMarkup] = []
        self.tags: list[str] = []
        self.inline: list[str] = []
        """What no page of ours has: scripts that are not from our files, and attributes that are one."""
        self.kept: list[str] = []
        """What stands in its fields."""
        self._at, self._form, self._area = at, FormMarkup("", "get"), Control("", "")
        self.feed(told)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = {name: value or "" for name, value in attrs}
        self.tags.append(tag)
        if tag == "script" and not known.get("src", "").startswith("/assets/"):
            self.inline.append(known.get("src", ""))
        self.inline += [name for name in known if name.startswith("on") or name == "style"]
        match tag:
            case "a" if "href" in known:
                self.links.append(urljoin(self._at, known["href"]))
            case "form":
                action = urljoin(self._at, known.get("action", ""))
                self._form = FormMarkup(action, known.get("method", "get"))
                self.forms.append(self._form)
            case "input":
                self._hold(known, known.get("type", "text"), known.get("value", ""))
            case "button":
                self._press(known)
            case "select" | "textarea":
                self._area = self._hold(known, tag, "")
            case "option":
                self._area.choices.append(known.get("value", ""))

    def _hold(self, known: Attributes, kind: str, value: str) -> Control:
        found = Control(known.get("name", ""), kind, value)
        if found.name:
            self._form.controls.append(found)
        self.kept.append(value)
        return found

    def _press(self, known: Attributes) -> None:
        """A button with an address of its own sends the same fields elsewhere."""
        if "name" in known:
            self._hold(known, "button", known.get("value", ""))
        if "formaction" in known:
            action = urljoin(self._at, known["formaction"])
            self.forms.append(FormMarkup(action, self._form.method, self._form.controls))

    def handle_data(self, data: str) -> None:
        if self._area.kind == "textarea":
            self._area.value += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self.kept.append(self._area.value)
        if tag in ("select", "textarea"):
            self._area = Control("", "")
        if tag == "form":
            self._form = FormMarkup("", "get")
