"""What changed, in sentences: names of things, classes and properties in the reader's language."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any, Final

from pyoxigraph import NamedNode

from cdipgraph.annex.comparison import marked
from cdipgraph.differences.comparing import CITATION, NUMBER, PARAGRAPH, TEXT, Change
from cdipgraph.differences.facts import Facts, Kind, Term, kinds
from cdipgraph.spans import folded
from cdipgraph.spoken import spoken
from cdipgraph.terms import labels
from cdipgraph.vocabulary import CDIP, ID, expand

_LONGEST: Final = 60  # signs of the words by which a thing is named
_RANGE: Final = expand("eli-dl:recorded_in_a_realization_of")
_CITED: Final = expand("cito:hasCitedEntity")


@cache
def phrases(lang: str) -> Mapping[str, Any]:
    """The words of a language. Raises UsageError for one that is not spoken."""
    text = (files("cdipgraph") / "phrases" / "differences.toml").read_text(encoding="utf-8")
    told: Mapping[str, Any] = tomllib.loads(text)[spoken(lang)]
    return told


class Wording:
    """Names things and tells changes of two versions in a language."""

    def __init__(self, before: Facts, after: Facts, lang: str) -> None:
        self.before, self.after = before, after
        self.said, self.labels = phrases(lang), labels(lang)
        self.kinds = {expand(kind.type): kind for kind in kinds(before, after)}

    def what(self, change: Change) -> str:
        """What happened, in a word."""
        return str(self.said[change.what])

    def fact(self, name: str) -> str:
        """What a property is called."""
        local = name.rpartition("#")[2].rpartition("/")[2]
        return str(self.said["facts"].get(local) or self.labels.get(name) or local)

    def class_of(self, name: str) -> str:
        """What a class is called."""
        return self.labels.get(expand(name), name.partition(":")[2])

    def value(self, term: Term, facts: Facts) -> str:
        """A value as people write it: a thing by its name, yes and no, text on one line."""
        if isinstance(term, NamedNode):
            return self.name(term.value, facts)
        if term.datatype.value == expand("xsd:boolean"):
            return str(self.said["yes" if term.value in ("true", "1") else "no"])
        return folded(term.value)

    def values(self, terms: Sequence[Term], facts: Facts) -> str:
        """Several values, with commas."""
        return ", ".join(self.value(term, facts) for term in terms)

    # Names of things

    def name(self, iri: str, facts: Facts) -> str:
        """What a thing is called: by its symbol or number, else by its first words."""
        if iri.startswith(CDIP):
            return self.labels.get(iri, iri.removeprefix(CDIP))
        for name, named in _NAMERS.items():
            if facts.is_a(iri, name):
                return named(self, iri, facts) or iri.removeprefix(ID)
        number = facts.value(iri, "eli:number")
        return number or self._words(iri, facts) or iri.removeprefix(f"{ID}doc/").removeprefix(ID)

    def _words(self, iri: str, facts: Facts) -> str:
        """The first words of a thing, in quotes."""
        types = facts.values(iri, "rdf:type") if iri in facts.of else []
        kind = next((self.kinds[name] for name in types if name in self.kinds), Kind(""))
        words = facts.paragraph(iri) if facts.is_a(iri, PARAGRAPH) else facts.words(iri, kind)
        if len(words) > _LONGEST:
            words = words[:_LONGEST].rpartition(" ")[0].rstrip(" ,;:") + "…"
        return str(self.said["quoted"]).format(words=words) if words else ""

    def _document(self, iri: str, facts: Facts) -> str:
        return folded(facts.value(iri, "dcterms:identifier"))

    def _session(self, iri: str, facts: Facts) -> str:
        return str(self.said["session"]).format(number=facts.value(iri, "cdip:ordinal"))

    def _range(self, iri: str, facts: Facts) -> str:
        numbers, report = self.numbers(iri, facts), self.report(iri, facts)
        return f"{numbers} ({report})" if report else numbers

    def numbers(self, iri: str, facts: Facts) -> str:
        """The first and the last paragraph of a range."""
        first, last = facts.value(iri, "epvoc:itemNumberBegin"), facts.value(iri, "epvoc:itemNumberEnd")
        if not (first and last):
            first, _, last = iri.rpartition("/")[2].partition("-")
        return first if first == last else f"{first}–{last}"

    def report(self, iri: str, facts: Facts) -> str:
        """The document that a range is part of; empty where that is open."""
        whole = facts.value(iri, "eli:is_part_of")
        return self.name(whole, facts) if whole else ""

    def _measure(self, iri: str, facts: Facts) -> str:
        paragraph, number = facts.value(iri, "cdip:respondsTo/eli:number"), facts.value(iri, "eli:number")
        return f"{self.class_of('cdip:Measure')} {'.'.join(filter(None, (paragraph, number)))}"

    def _paragraph(self, iri: str, facts: Facts) -> str:
        number = facts.value(iri, "eli:number")
        return f"{self.class_of(PARAGRAPH)} {number}" if number else self._words(iri, facts)

    def _item(self, iri: str, facts: Facts) -> str:
        summary = facts.value(iri, "eli:is_part_of")
        whole = " ".join(filter(None, (self.class_of("cdip:ChairSummary"), f"({self._held(summary, facts)})")))
        return str(self.said["item"]).format(number=facts.value(iri, "eli:number"), summary=whole)

    def _held(self, summary: str, facts: Facts) -> str:
        session = facts.value(summary, "cdip:summaryOf")
        return self.name(session, facts) if session else summary.removeprefix(ID)

    def _done(self, iri: str, facts: Facts) -> str:
        produced = facts.value(iri, "cdip:produced")
        return self.name(produced, facts) if produced else self._words(iri, facts)

    def _review(self, iri: str, facts: Facts) -> str:
        cited = facts.value(iri, "eli-dl:recorded_in_a_realization_of")
        return self._range(cited, facts) if cited else self._words(iri, facts)

    def _follow_up(self, iri: str, facts: Facts) -> str:
        return ""

    def thing(self, change: Change) -> str:
        """A thing with its class, and what it is part of."""
        facts, iri = self._subject(change)
        name = self.name(iri, facts)
        called = self.class_of(change.thing)
        if change.thing in ("cdip:Measure", "eli:Work") or (
            change.thing == PARAGRAPH and facts.value(iri, "eli:number")
        ):
            called = ""
        elif change.thing in ("cdip:ChairSummaryItem", "cdip:CommitteeSession", "cdip:FollowUp"):
            called, name = ("", name) if change.thing != "cdip:FollowUp" else (called, "")
        if change.thing == PARAGRAPH and change.fact != TEXT and len(change.subjects) > 1:
            name = f"{self.class_of(PARAGRAPH)} {self._span(change)}"
        elif change.thing == PARAGRAPH and not change.fact:
            name = " ".join(dict.fromkeys(filter(None, (name, self._words(iri, facts)))))
        whole = self.whole(change)
        told = " ".join(filter(None, (called, name)))
        return str(self.said["of"]).format(thing=told, whole=whole) if whole else told

    def _span(self, change: Change) -> str:
        """The numbers of paragraphs in a row."""
        numbers = [self.after.value(iri, "eli:number") for iri in (change.subjects[0], change.subjects[-1])]
        return "–".join(filter(None, dict.fromkeys(numbers)))

    def whole(self, change: Change) -> str:
        """The measure that a thing belongs to, or the paragraph that a citation stands in; empty for none."""
        facts, iri = self._subject(change)
        if change.thing == CITATION:
            held = facts.held(facts.place(iri))
            return self._paragraph(held, facts) if held else ""
        paths = ("cdip:ofMeasure", "eli-dl:executed", "cdip:followsUp", "cdip:askedBy/cdip:ofMeasure")
        measure = next((value for path in paths for value in facts.values(iri, path)), "")
        above = iri
        while not measure and (above := facts.above(above)):
            measure = above if facts.is_a(above, "cdip:Measure") else ""
        return self._measure(measure, facts) if measure and measure != iri else ""

    def _subject(self, change: Change) -> tuple[Facts, str]:
        """The thing that changed, and the version that has it."""
        return (self.before if change.what == "went" else self.after), change.subjects[0]

    # Sentences

    def sentence(self, change: Change) -> str:
        """What changed, in a sentence."""
        if change.what == "shifted":
            return self._shifted(change)
        if change.what == "renumbered":
            many = "renumbered-many" if len(change.subjects) > 1 else "renumbered-one"
            return self._say(many, before=self._ends(change.before), after=self._ends(change.after))
        if change.thing == CITATION:
            return self._citation(change)
        if change.what == "came":
            return self._say("new", thing=self.thing(change))
        if change.what == "went":
            return self._say("gone", thing=self.thing(change))
        if change.fact == _RANGE and len(change.before) == 1 == len(change.after):
            ranges = [(change.before[0].value, self.before), (change.after[0].value, self.after)]
            (old, earlier), (new, later) = ranges
            if earlier.value(old, "eli:is_part_of") == later.value(new, "eli:is_part_of"):
                numbers = [self.numbers(iri, facts) for iri, facts in ranges]
                report, whole = self.report(new, later), self.whole(change)
                return self._say("range", before=numbers[0], after=numbers[1], report=report, whole=whole)
        return self._fact(change)

    def _fact(self, change: Change) -> str:
        thing, fact = self.thing(change), self.fact(change.fact)
        before, after = self.before_words(change), self.after_words(change)
        if change.fact == TEXT or (before and after and max(len(before), len(after)) > _LONGEST):
            return self._say("text", thing=thing, fact=fact, words=" ".join(marked(before.split(), after.split())))
        kind = "otherwise" if before and after else "added" if after else "removed"
        return self._say(kind, thing=thing, fact=fact, before=before, after=after)

    def _citation(self, change: Change) -> str:
        before, after = self.before_words(change), self.after_words(change)
        whole = self.whole(change)
        within = self._in(whole)
        if change.what == "changed":
            if change.fact == _CITED and before and after:
                return self._say("cited-otherwise", within=within, before=before, after=after)
            facts, iri = self._subject(change)
            told = {"before": before or self.said["open"], "after": after or self.said["open"]}
            return self._say(
                "resolved", thing=self._words(iri, facts), within=within, fact=self.fact(change.fact), **told
            )
        facts, iri = self._subject(change)
        words = before or after or self._words(iri, facts)
        return self._say("uncited" if change.what == "went" else "cited", within=within, before=words, after=words)

    def _in(self, whole: str) -> str:
        return str(self.said["within"]).format(whole=whole) if whole else ""

    def _shifted(self, change: Change) -> str:
        report, other, *cited = change.within
        measure = f"{self.class_of('cdip:Measure')} {cited[1]}" if cited[1] else ""
        whole = ", ".join(filter(None, (cited[0], measure)))
        before, after = self.before_words(change), self.after_words(change)
        kind = "shifted-to" if after else "shifted-gone"
        return self._say(kind, before=before, after=after, report=report, other=other, whole=whole)

    @staticmethod
    def _ends(terms: Sequence[Term]) -> str:
        return "–".join(dict.fromkeys(term.value for term in terms))

    def before_words(self, change: Change) -> str:
        """What was."""
        return self.values(change.before, self.before) if change.fact != NUMBER else self._ends(change.before)

    def after_words(self, change: Change) -> str:
        """What is."""
        return self.values(change.after, self.after) if change.fact != NUMBER else self._ends(change.after)

    def _say(self, phrase: str, **parts: str) -> str:
        told = str(self.said[phrase]).format(**parts)
        return told[:1].upper() + told[1:]


_NAMERS: Final = {
    "cdip:ParagraphRange": Wording._range,
    "cdip:CommitteeSession": Wording._session,
    "cdip:Measure": Wording._measure,
    "cdip:ImplementationActivity": Wording._done,
    "cdip:Review": Wording._review,
    "cdip:FollowUp": Wording._follow_up,
    "cdip:ChairSummaryItem": Wording._item,
    "cdip:Paragraph": Wording._paragraph,
    "eli-dl:Decision": Wording._words,
    "cdip:Commitment": Wording._words,
    "cdip:Proposal": Wording._words,
    "eli:Work": Wording._document,
}
