"""A session's report: its numbered paragraphs, who speaks in each, and what the committee concluded in them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from cdipgraph.report import Decision, Paragraph
from cdipgraph.structure.conclusions import Conclusions
from cdipgraph.structure.context import Context
from cdipgraph.structure.minutes import Entry, Minutes
from cdipgraph.structure.speakers import Speaker, speaker

#: A paragraph of the minutes, and who speaks in it.
Spoken = tuple[Entry, Speaker | None]


def spoken(context: Context, minutes: Minutes) -> list[Spoken]:
    """The paragraphs of the minutes, each with who speaks in it."""
    return [(entry, speaker(context.source, context.language, entry.text)) for entry in minutes.entries]


def spoken_paragraphs(entries: Sequence[Spoken]) -> Iterator[Paragraph]:
    """The paragraphs of a report, each with its heading, its agenda item and who speaks."""
    for entry, said in entries:
        name, behalf = (said.name, said.on_behalf_of) if said else (None, None)
        yield Paragraph(entry.span, entry.number, entry.heading, name, behalf, entry.item)


def minuted_decisions(entries: Sequence[Spoken], conclusions: Conclusions) -> Iterator[Decision]:
    """What the committee concluded, paragraph by paragraph.

    Under a heading that announces a decision, or after such words, the paragraph is one; elsewhere its sentences of
    which the committee is the subject are, unless somebody else than the chair speaks, but for the last of a few: "The
    Secretariat was requested to ..." is no speech.
    """
    for position, (entry, said) in enumerate(entries):
        if said is None or said.role == "chair" or conclusions.passive(entry.text):
            announced = conclusions.announced(entry.text)
            conclude = conclusions.worded if entry.concluding or announced else conclusions.minuted
            found = conclude(announced or entry.text, entry.blocks)
        else:
            found = conclusions.closing(entry.text)
        if found:
            yield replace(found, paragraph=position)
