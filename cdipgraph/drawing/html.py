"""A plan written as one page that needs nothing else: its script, style, picture and data stand in it."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from importlib.resources import files
from typing import Final

from cdipgraph.drawing import faces, strips, svg
from cdipgraph.drawing.legend import Entry
from cdipgraph.drawing.plan import Plan
from cdipgraph.drawing.words import Words
from cdipgraph.lineage.boxes import Box, Lineage

_PLACE: Final = re.compile(r"\{\{([a-z-]+)\}\}")


def page(plan: Plan, lineage: Lineage, words: Words, *, title: str, subtitle: str = "") -> str:
    """The text of the page. It asks for nothing from anywhere: its policy lets only its own script and style run."""
    style, script = f"{svg.css()}\n{_asset('page.css')}", _asset("page.js")
    policy = (
        f"default-src 'none'; script-src {_digest(script)}; style-src {_digest(style)}; "
        "base-uri 'none'; form-action 'none'"
    )
    values = {
        "lang": words.lang,
        "policy": policy,
        "title": svg.text(f"{title} · {subtitle}" if subtitle else title),
        "style": style,
        "script": script,
        "entries": "".join(_entry(entry) for entry in plan.legend),
        "picture": svg.svg(plan, lineage, words, title=title, inline=True),
        "data": _data(plan, lineage, words),
        **{name: svg.text(word) for name, word in words.all("page").items()},
    }
    return _PLACE.sub(lambda match: values[match[1]], _asset("page.html"))


def _asset(name: str) -> str:
    return files("cdipgraph.drawing").joinpath(name).read_text(encoding="utf-8").strip()


def _digest(text: str) -> str:
    """What a policy calls a script or a style by."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _entry(entry: Entry) -> str:
    sample = f'<svg width="24" height="15" viewBox="-1 -1 24 15" aria-hidden="true">{svg.sample(entry)}</svg>'
    return f"<li>{sample}{svg.text(entry.label)}</li>"


def _data(plan: Plan, lineage: Lineage, words: Words) -> str:
    """What the script knows, as JSON that cannot end the element it stands in."""
    answers = _answers(lineage, words)
    number = {seen.box.iri: index for index, (seen, _) in enumerate(plan.faces)}
    nodes = [
        {
            "iri": seen.box.iri,
            "also": list(seen.box.stands_for),
            "stage": words("stage", seen.box.stage),
            "label": seen.box.label,
            "facts": _facts(seen.box, words) + answers.get(seen.box.iri, []),
            "quotes": [{"text": words.quoted(quote.text), "place": quote.place} for quote in seen.box.quotes],
            "x": round(area.x + area.width / 2, 1),
            "y": round(area.middle, 1),
        }
        for seen, area in plan.faces
    ]
    edges = [
        {
            "from": number[link.source],
            "to": number[link.target],
            "relation": words("relation", link.relation if link.certain else "uncertain"),
            "note": link.note,
        }
        for link, _ in plan.wires
    ]
    told = {"nodes": nodes, "edges": edges, "words": words.all("page")}
    text = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
    return text.translate({ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"})


def _answers(lineage: Lineage, words: Words) -> dict[str, list[str]]:
    """What answered each request that has a box of its own."""
    return {
        ask.iri: [
            f"{words('word', 'answered-by')} {', '.join(lineage.names.get(one) or one for one in ask.answered_by)}"
        ]
        for ask in lineage.asks
        if ask.answered_by
    }


def _facts(box: Box, words: Words) -> list[str]:
    """What the panel tells of a box besides its quotes."""
    held = f"{words('word', 'session')} {box.session}" if box.session is not None else ""
    facts = [
        "" if any(quote.text == box.title for quote in box.quotes) else box.title,
        faces.outcomes(box, words) if box.stage == "decision" else "",
        words("activity", box.kind) if box.kind else "",
        "" if held in box.label else held,
        f"{words('stage', 'deliverable')}: {strips.named(box.made)}" if box.made else "",
        strips.strip(box.made, words) if box.made else "",
        f"{words('page', 'stated-in')}: {words('place', box.stated_in)}" if box.stated_in else "",
        words("word", "provisional") if box.provisional else "",
        "" if box.certain else words("word", "uncertain" if box.stage == "decision" else "unknown-report"),
    ]
    return [fact for fact in facts if fact]
