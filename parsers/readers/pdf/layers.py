"""Optional content: which layers a document switches off when it is opened, and what belongs to them (ISO 32000-1, 8.11)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from pdfminer.pdftypes import PDFObjRef, dict_value, list_value, resolve1
from pdfminer.psparser import literal_name

from parsers.readers.pdf.hidden import Sight
from parsers.readers.pdf.limits import Broken

TERMS = 1_000
"""Terms of a visibility expression; each may be named again and again by those around it."""
DEEPEST = 50
"""Expressions in one another."""


class Marks:
    """The marked content that is open at a place of a content stream, and whether any of it is in a layer that is switched off."""

    def __init__(self, dark: bool = False) -> None:
        self._open: list[bool] = []
        self._hidden = int(dark)

    def begin(self, hidden: bool) -> None:
        """Opens one."""
        self._open.append(hidden)
        self._hidden += hidden

    def end(self) -> None:
        """Closes the last one."""
        if self._open:
            self._hidden -= self._open.pop()

    def darken(self, sight: Sight) -> Sight:
        """The sight under these marks."""
        dark = self._hidden > 0
        return sight if sight.dark is dark else replace(sight, dark=dark)


class Layers:
    """Which optional content a document switches off when it is opened (ISO 32000-1, 8.11.4)."""

    def __init__(self, catalog: dict[Any, Any]) -> None:
        properties = dict_value(catalog.get("OCProperties"))
        default = dict_value(properties.get("D"))
        base = _numbers(properties.get("OCGs")) if literal_name(resolve1(default.get("BaseState"))) == "OFF" else set()
        self.off = (base - _numbers(default.get("ON"))) | _numbers(default.get("OFF"))
        self._known: dict[int, bool] = {}

    def hide(self, content: object) -> bool:
        """Whether content that names this group or membership is not shown."""
        if not isinstance(content, PDFObjRef):
            return self._membership_hides(content)
        if content.objid not in self._known:
            self._known[content.objid] = content.objid in self.off or self._membership_hides(content)
        return self._known[content.objid]

    def _membership_hides(self, content: object) -> bool:
        membership = dict_value(content)
        if "VE" in membership:  # takes the place of the groups and their policy
            shown = Expression(self.off).shows(membership["VE"])
            if shown is not None:
                return not shown
        groups = membership.get("OCGs")
        states = [number not in self.off for number in _numbers([groups] if isinstance(groups, PDFObjRef) and _is_group(groups) else groups)]
        if not states:
            return False
        policy = str(literal_name(resolve1(membership.get("P")))) if membership.get("P") else "AnyOn"
        seen = {"AllOn": all(states), "AnyOff": not all(states), "AllOff": not any(states)}
        return not seen.get(policy, any(states))


class Expression:
    """A visibility expression: a group, or [/And ...], [/Or ...], [/Not one] of expressions."""

    def __init__(self, off: set[int]) -> None:
        self.off = off
        self.left = TERMS

    def shows(self, term: Any, depth: int = 0) -> bool | None:
        """Whether content under it is shown; None where it is no expression. Raises UnreadableDocument (`damaged`) where it has no end."""
        self.left -= 1
        if self.left < 0 or depth > DEEPEST:
            raise Broken("a visibility expression of a layer is endless")
        if isinstance(term, PDFObjRef) and _is_group(term):
            return term.objid not in self.off
        parts = resolve1(term)
        if not isinstance(parts, list) or len(parts) < 2:
            return None
        shown = [self.shows(part, depth + 1) for part in parts[1:]]
        known = [one for one in shown if one is not None]
        operator = str(literal_name(resolve1(parts[0])))
        if len(known) != len(shown) or operator not in ("And", "Or", "Not") or (operator == "Not" and len(known) != 1):
            return None
        return {"And": all(known), "Or": any(known), "Not": not known[0]}[operator]


def _numbers(groups: object) -> set[int]:
    return {group.objid for group in list_value(groups) if isinstance(group, PDFObjRef)} if groups else set()


def _is_group(reference: PDFObjRef) -> bool:
    return isinstance(resolve1(reference), dict)
