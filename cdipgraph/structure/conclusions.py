"""What a committee concluded, in its own minutes: sentences of which it is the subject and an outcome the verb.

"The Committee took note of the document and requested the Secretariat to ...", "it was so decided". What a delegation
says that the committee had decided is not a conclusion.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from cdipgraph.accents import unaccented
from cdipgraph.report import SESSION, Decision, Point
from cdipgraph.source import Block
from cdipgraph.spans import Span
from cdipgraph.structure.context import Context
from cdipgraph.structure.sections import is_point, point, sentences

OTHER = "other"
#: Outcomes that on their own are what happened at a session, not what it concluded.
_NARRATIVE = frozenset(("considered", "answered"))
_FEW = 3  # a speech of more sentences may tell of conclusions itself
_NEGATION = 20  # characters before a verb within which it is negated
_LONGEST_LABEL = 120  # characters of the words that announce a decision
_DAY = 40  # characters after "at its third meeting" within which its day stands
_LONGEST_GAP = 420  # no name of a committee, with what is said of it, is longer
_CAPITALS = re.compile(r"[\"'(«“‘]\s*(?:[a-zA-Z]{1,3}[ '’])?([A-Z][A-Z/-]{1,9})\s*[\"')»”’]")
_POINT = re.compile(r"[:;,.]\s+(?:[^\W\d_]{1,3}\s+)?\(?[a-z]{1,4}\)\s+")
_ENTRY = re.compile(r"\d{1,2}\.\s")
_Outcomes = Callable[[Span, bool], list[str]]


def _start(span: Span) -> int:
    return span.start


_LONGER, _FEWEST_INITIALS = 4, 3  # letters of such a word, and words


def acronyms(*names: str) -> frozenset[str]:
    """The acronyms in quotes or brackets that the name of a committee, or the first words of its minutes, give it."""
    return frozenset(found.lower() for name in names for found in _CAPITALS.findall(name))


def initials(name: str) -> str:
    """The initials of the longer words of a committee's name, by which minutes call it, in small letters: "ose" of
    "Órgano Subsidiario de Ejecución"; nothing for a name of fewer.
    """
    found = "".join(word[0] for word in unaccented(name.lower()).split() if len(word) >= _LONGER and word.isalpha())
    return found if len(found) >= _FEWEST_INITIALS else ""


@dataclass(frozen=True)
class Conclusions:
    """Finds conclusions; `acronyms` are those of the document's own committee, in small letters, `days` the first and
    the last of its session.
    """

    context: Context
    acronyms: frozenset[str] = frozenset()
    days: tuple[str, ...] = ()

    def minuted(self, span: Span, blocks: Sequence[Block] = ()) -> Decision | None:
        """The conclusion that a paragraph of minutes records, from its first words to its last; None when none."""
        return self._found(span, blocks, self._deciding, lambda found: not _NARRATIVE.issuperset(found))

    def closing(self, span: Span) -> Decision | None:
        """The conclusion that the last sentence records of a few in which somebody spoke; None when it records none."""
        *told, last = self._sentences(span)
        return self.minuted(last) if 0 < len(told) < _FEW else None

    def announces(self, span: Span) -> bool:
        """True for "The Committee agreed on the following:": what is listed after it is all one conclusion."""
        if not self.context.source.view[span.start : span.end].rstrip().endswith(":"):
            return False
        found = [outcome for sentence in self._sentences(span) for outcome in self._deciding(sentence, False)]
        return not _NARRATIVE.issuperset(found)

    def summarised(self, span: Span, blocks: Sequence[Block] = ()) -> Decision | None:
        """The conclusion that an item of a Chair's summary records, whoever the verb is of; None when none."""
        return self._found(span, blocks, self._telling, bool)

    def worded(self, span: Span, blocks: Sequence[Block] = ()) -> Decision:
        """The conclusion that the whole of a paragraph is, as under the heading "Decision"."""
        found = [outcome for sentence in self._sentences(span) for outcome in self._telling(sentence, True)]
        return self._decision(span.trimmed(self.context.source.text), found or [OTHER], blocks)

    def announced(self, span: Span) -> Span | None:
        """What follows words that announce a decision: "Decision: the Committee took note"; None where none do."""
        colon = self.context.source.view.find(":", span.start, min(span.end, span.start + _LONGEST_LABEL))
        label = Span(span.start, colon + 1)
        heads = colon > 0 and self.context.language.pattern("minutes", "decision").fullmatch(
            self.context.source.lower, *label
        )
        return Span(colon + 1, span.end).trimmed(self.context.source.text) if heads else None

    def decides(self, span: Span) -> bool:
        """True when a sentence says that the committee decided something itself."""
        return any(self._deciding(sentence, False) for sentence in self._sentences(span))

    def passive(self, span: Span) -> bool:
        """True when the first words are not those of a speaker, but tell what was asked: "The Secretariat was requested
        to ...".
        """
        first = next(self._sentences(span), span)
        return bool(self._passive(first))

    # From sentences to a decision

    def _found(
        self, span: Span, blocks: Sequence[Block], outcomes: _Outcomes, counts: Callable[[list[str]], bool]
    ) -> Decision | None:
        start = end = -1
        found: list[str] = []
        points: list[Span] | None = None
        for sentence in self._sentences(span):
            verbs = outcomes(sentence, bool(found))
            if verbs and (found or counts(verbs)):
                points = self._points(span, blocks) if points is None else points
                start = sentence.start if not found else start
                end = max(end, sentence.end, self._listed(sentence, points))
                found += verbs
            elif found and _ENTRY.match(self.context.source.view, *sentence):
                end = max(end, sentence.end)  # the next entry of what it lists
        return self._decision(Span(start, end), found, blocks) if found else None

    def _points(self, span: Span, blocks: Sequence[Block]) -> list[Span]:
        """The blocks of a paragraph that are points."""
        source = self.context.source
        return [block.span for block in blocks if span.covers(block.span) and is_point(source, block.span)]

    def _listed(self, sentence: Span, points: Sequence[Span]) -> int:
        """Where the last of the points ends that a sentence announces by a colon; -1 where it announces none."""
        first = bisect_right(points, sentence.start, key=_start)
        if first == len(points) or points[first].start >= sentence.end:
            return -1
        announced = self.context.source.view[sentence.start : points[first].start].rstrip().endswith(":")
        return points[-1].end if announced else -1

    def _decision(self, text: Span, found: Sequence[str], blocks: Sequence[Block]) -> Decision:
        points: list[Point] = []
        for block in blocks:
            read = point(self.context.source, block) if text.covers(block.span) else None
            points += [read] if read and all(known.number != read.number for known in points) else []
        return Decision(text, tuple(dict.fromkeys(found)), self.context.session, points=tuple(points))

    def _sentences(self, span: Span) -> Iterator[Span]:
        return sentences(self.context.source, span.trimmed(self.context.source.text))

    # The verbs of a sentence

    def _telling(self, sentence: Span, decided: bool) -> list[str]:
        """The outcomes that a sentence tells of, whoever they are of."""
        named = self.context.outcomes(sentence)
        told = [role for role, at in named if not (self._negated(sentence, at) or self._polite(sentence, at))]
        return told or self._deciding(sentence, decided)

    def _polite(self, sentence: Span, verb: Span) -> bool:
        """True for what concludes nothing: "welcomed the participants", "the Chair noted that"."""
        lower, language = self.context.source.lower, self.context.language
        if language.pattern("concluding", "courtesy").match(lower, verb.end, sentence.end):
            return bool(language.pattern("concluding", "welcome").search(lower, *verb))
        remark = language.pattern("concluding", "remark").match(lower, *sentence)
        return remark is not None and verb.end <= remark.end()

    def _negated(self, sentence: Span, verb: Span) -> bool:
        """True for what is said not to have been done: "no other matter was not discussed"."""
        start = max(sentence.start, verb.start - _NEGATION)
        negated = self.context.language.pattern("concluding", "negated")
        return negated.search(self.context.source.lower, start, verb.start) is not None

    def _deciding(self, sentence: Span, decided: bool) -> list[str]:
        """The outcomes that a sentence says are the committee's; after one that does, "it" is the committee too.

        What it tells of an earlier session was concluded there.
        """
        if self._of_earlier(sentence):
            return []
        for after in self._subjects(sentence, decided):
            found = self._verbs(sentence, after)
            if found:
                return found
        passive = self._passive(sentence)
        return [passive] if passive else []

    def _passive(self, sentence: Span) -> str:
        """What a sentence says was concluded, without saying by whom: "it was decided"; nothing when it says none."""
        language = self.context.language
        match = language.any_of("concluded").match(self.context.source.lower, *sentence)
        return language.rule_of("concluded", match).role if match else ""

    def _of_earlier(self, sentence: Span) -> bool:
        """True for "At its thirtieth session, the committee requested ..." in the minutes of a later one."""
        lower, own = self.context.source.lower, self.context.session
        for citation in self.context.citations_in(sentence) if own is not None else ():
            if citation.kind is not SESSION or citation.session is None or citation.session >= (own or 0):
                continue
            if self._in_days(citation.span.end):
                continue  # "At its 6th session, on 11 June 2032": a sitting
            opening = lower[sentence.start : citation.span.start]
            subject, comma, told = opening.rpartition(", ")
            who = self.context.language.pattern("concluding", "who")
            at = self.context.language.pattern("concluding", "earlier").fullmatch(told.strip())
            if at and (not comma or who.fullmatch(subject.strip())):
                return True
        return False

    def _in_days(self, at: int) -> bool:
        """True where the day that stands at an offset is one of those of the document's session."""
        found = self.context.language.find_dates(self.context.source.lower, at, at + _DAY) if self.days else None
        return found is not None and self.days[0] <= f"{found[1]}" <= self.days[-1]

    def _subjects(self, sentence: Span, decided: bool) -> Iterator[int]:
        """Where the words end that name the committee as the subject of a sentence."""
        lower, language = self.context.source.lower, self.context.language
        for name in ("who", *(["goes_on"] if decided else [])):
            pattern = language.pattern("concluding", name)
            match = pattern.match(lower, *sentence)
            if match:
                yield match.end()
                comma = lower.find(", ", match.end(), min(sentence.end, match.end() + _LONGEST_LABEL))
                again = pattern.match(lower, comma + 2, sentence.end) if comma > 0 else None
                if again:  # "In accordance with the recommendation of the Committee, the Council"
                    yield again.end()
        article = language.pattern("concluding", "article")
        for acronym in self.acronyms:
            at = lower.find(acronym, *sentence)
            if at >= 0 and article.fullmatch(lower, sentence.start, at):
                yield at + len(acronym)

    def _verbs(self, sentence: Span, after: int) -> list[str]:
        """The outcomes of a sentence whose subject ends at `after`, where the first of them is what the subject did."""
        rest = Span(after, sentence.end)
        first = self.context.search(self.context.language.any_sought("verbs"), rest)
        other = self.context.find(rest, "concluding", "other")
        if other and (not first or other.start < first.start()):
            verb, role = other, OTHER
        elif first and not self._polite(sentence, Span(*first.span())):
            verb, role = Span(*first.span()), self.context.language.rule_of("verbs", first).role
        else:
            return []
        if not self._joins(after, verb):
            colon = self.context.source.view[after : sentence.end].lstrip().startswith(":")
            return list(self._verbs_of_points(Span(after, sentence.end))) if colon else []
        named = [found for found, span in self.context.outcomes(sentence) if span.end > verb.end]
        named += self._verbs_of_points(Span(verb.end, sentence.end))
        return [found for found in (role, *named) if found != OTHER] or [OTHER]

    def _verbs_of_points(self, rest: Span) -> Iterator[str]:
        """The outcomes of "The Committee: (a) Recalled ...; (b) Recommended ...", of which other points have theirs,
        with the committee named again or not.
        """
        lower, language = self.context.source.lower, self.context.language
        for opening in _POINT.finditer(lower, *rest) if lower.find(":", *rest) >= 0 else ():
            at, stop = opening.end(), min(rest.end, opening.end() + _LONGEST_GAP)
            for after in (at, *(end + 1 for end in self._subjects(Span(at, stop), True))):
                verb = language.any_of("verbs").match(lower, after, stop)
                if verb and not lower[verb.end() : verb.end() + 1].isalpha():
                    yield language.rule_of("verbs", verb).role
                    break

    def _joins(self, after: int, verb: Span) -> bool:
        """True when nothing stands between a subject and its verb but what belongs to them."""
        lower, language = self.context.source.lower, self.context.language
        if verb.start - after > _LONGEST_GAP or language.pattern("concluding", "unless").search(lower, *verb):
            return False
        between = language.pattern("concluding", "between")
        if lower[verb.end : verb.end + 1].isalpha():
            return False  # "demander" is no "demande"
        return verb.start <= after or bool(between.fullmatch(lower, after, verb.start))
