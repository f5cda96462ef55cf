"""A session's report: its numbered paragraphs, who speaks in each, and what the committee concluded in them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from cdipgraph.report import Decision, Paragraph
from cdipgraph.structure.conclusions import Conclusions
from cdipgraph.structure.context import Context
from cdipgraph.structure.minutes import Entry, Minutes
from cdipgraph.structure.speakers import Speaker, speaker


def spoken_paragraphs(context: Context, minutes: Minutes) -> Iterator[Paragraph]:
    """The paragraphs of a report, each with its heading, its agenda item and who speaks."""
    for entry in minutes.entries:
        said = speaker(context.source, context.language, entry.text)
        name, behalf = (said.name, said.on_behalf_of) if said else (None, None)
        yield Paragraph(entry.span, entry.number, entry.heading, name, behalf, entry.item)


def minuted_decisions(context: Context, minutes: Minutes, conclusions: Conclusions) -> Iterator[Decision]:
    """What the committee concluded, paragraph by paragraph.

    Under a heading that announces a decision, the paragraph is one; elsewhere its sentences of which the committee is
    the subject are, unless somebody else than the chair speaks.
    """
    for position, entry in enumerate(minutes.entries):
        found = _decision(entry, conclusions, speaker(context.source, context.language, entry.text))
        if found:
            yield replace(found, paragraph=position)


def _decision(entry: Entry, conclusions: Conclusions, said: Speaker | None) -> Decision | None:
    if entry.concluding and (said is None or said.role == "chair"):
        return conclusions.worded(entry.text, entry.blocks)
    if said is None or said.role == "chair":
        return conclusions.minuted(entry.text, entry.blocks)
    return None
