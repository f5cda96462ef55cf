"""Made-up implementation reports, in French, English and Spanish.

A `Case` says what happened, in no language. `Writer` words it in one, in the layout of a Word-to-text conversion, and
notes each citation it writes. Wordings are drawn from `wordings.toml`; what should be read is told by `skeletons`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

WORDINGS: dict[str, Any] = tomllib.loads(Path(__file__).with_name("wordings.toml").read_text(encoding="utf-8"))
CODES = ("fr", "en", "es")
EVENTS = tuple(WORDINGS["events"])
_NBSP, _HYPHEN = "\u00a0", "\u2011"
Row = tuple[Hashable, ...]


# What happened


@dataclass(frozen=True)
class Activity:
    """A thing done for a measure at a session: how it was discussed, and what was decided.

    `kind` is "document" or an event's; `decision` a key of the wordings; `due` the session that the decision asks
    something for; `earlier` the session at whose request a document was presented, or 0.
    """

    kind: str
    session: int
    topic: int
    number: int
    span: tuple[int, int]
    item: str
    decision: str = "took-note"
    ask: str = ""
    due: int = 0
    earlier: int = 0
    day: date | None = None


@dataclass(frozen=True)
class MeasureCase:
    """A measure: what it is about, what was done for it, what follows."""

    topic: int
    activities: tuple[Activity, ...]
    follow_up: str


@dataclass(frozen=True)
class Case:
    """A report: whose, of which session, on what; `narrative` and `annex` say which of its two parts it has."""

    series: str
    session: int
    number: int
    start: date
    opened: int
    proposed: int
    agenda: int
    paragraphs: tuple[tuple[MeasureCase, ...], ...]
    proposer: int = 0
    narrative: bool = True
    annex: bool = True
    reversed_annex: bool = False
    reversed_cells: bool = False
    symbol_line: bool = False
    provisional: bool = True

    @property
    def symbol(self) -> str:
        """The report's own symbol."""
        return f"{self.series}/{self.session}/{self.number}"

    def report(self, session: int) -> str:
        """The symbol of a session's report: that of the session before may be provisional."""
        draft = " Prov." if self.is_draft(session) else ""
        return f"{self.series}/{session}/{10 + session % 7}{draft}"

    def is_draft(self, session: int) -> bool:
        """True for the session whose report is not yet adopted."""
        return self.provisional and session == self.session - 1

    def document(self, activity: Activity) -> str:
        """The symbol of the document that an activity is, or nothing."""
        return f"{self.series}/{activity.session}/{activity.number}" if activity.kind == "document" else ""

    def measures(self) -> Iterator[tuple[str, str, MeasureCase]]:
        """Each measure with its paragraph and its number."""
        for p, measures in enumerate(self.paragraphs, 1):
            for m, measure in enumerate(measures, 1):
                yield str(p), str(m), measure


# How it is worded


@dataclass
class Writer:
    """Words a case in one language; `cited` are the citations written so far."""

    case: Case
    code: str
    random: Random
    cited: list[Row] = field(default_factory=list)
    in_annex: bool = False

    def text(self) -> str:
        """The whole document."""
        parts = [self._header(), self._opening()]
        if self.case.narrative:
            parts += [self._chapter(n, measures) for n, measures in enumerate(self.case.paragraphs, 1)]
            parts.append(self.say("invitation"))
        if self.case.annex:
            parts += [self.say("annex-follows"), f"\n{self._page(2)}\n\n{self._page(9)}\n\n", self._annex()]
        return "\n".join([*parts, self.say("end"), "image1.jpeg", ""])

    def say(self, key: str, **parts: object) -> str:
        """One of the wordings of a key."""
        wording = self.random.choice(WORDINGS["wordings"][self.code][key])
        return str(wording.format(series=self.case.series, **parts))

    def cite(self, kind: str, symbol: str = "", first: str = "", last: str = "", **more: object) -> None:
        """Notes a citation that has been written."""
        place = "annex" if self.in_annex else "narrative"
        session, how = more.get("session"), more.get("how", "explicit")
        self.cited.append((kind, symbol, first, last, str(more.get("item", "")), session, how, place))

    # The parts

    def _header(self) -> str:
        case, last = self.case, self.case.start + timedelta(days=4)
        lines = [self.say("original"), self.say("date", day=self.day(case.start - timedelta(days=60)))]
        lines = [case.symbol, *lines] if case.symbol_line else []
        lines += [self.committee, "", self._ordinal_first("header-session", case.session)]
        lines += [
            f"{self.say('place')}, {self.days(case.start, last)}",
            "",
            self.say("title"),
            "",
            self.say("author"),
            "",
            "",
        ]
        return "\n".join(lines) + (f"\n{self._page(2)}\n" if not case.symbol_line and not case.annex else "")

    @property
    def committee(self) -> str:
        return str(WORDINGS["committees"][self.case.series][self.code])

    def _page(self, number: int) -> str:
        return f"{self.case.symbol}\n{self.say('page')} {number}"

    def _opening(self) -> str:
        case = self.case
        first = self._opened_on
        self.cite("session", session=case.opened)
        self.cite("agenda-item", item=case.agenda)
        self.cite("annex", item="I", session=case.proposed)
        count = WORDINGS["counts"][self.code][case.session - case.opened]
        opening = self.say(
            "opening",
            ordinal=self.ordinal(case.opened),
            days=self.days(first, first + timedelta(days=4)),
            committee=self.committee,
        )
        agenda = self.say("agenda", n=case.agenda)
        points = [
            str(p).format(agenda=agenda, count=count, series=case.series)
            for p in WORDINGS["wordings"][self.code]["points"]
        ]
        proposer = WORDINGS["lists"]["proposers"][case.proposer][self.code]
        proposal = self.say("proposal", proposer=proposer, roman="I", cited=self._cited(case.proposed))
        return "\n".join([opening, *points, proposal])

    @property
    def _opened_on(self) -> date:
        return self.case.start - timedelta(days=182 * (self.case.session - self.case.opened))

    def _chapter(self, number: int, measures: Sequence[MeasureCase]) -> str:
        lines = [self.say("paragraph", n=number), "", self.say("asked", topic=self.topic(measures[0].topic))]
        if len(measures) > 1:
            self.cite("internal", first=str(number), last=str(number))
            lines.append(self.say("announced", n=number, count=WORDINGS["counts"][self.code][len(measures)]))
        for place, measure in enumerate(measures, 1):
            if len(measures) > 1:
                label = self.say("label", topic=self.topic(measure.topic))
                lines.append(self.say("measure", n=place, label=label))
            lines += [self.say("implementation"), ""]
            for activity in measure.activities:
                lines += self._discussion(activity)
            follows = self._follow_up(measure)
            inline = self.random.random() < 0.2
            lines += [self.say("follow-up-inline", text=follows)] if inline else [self.say("follow-up"), "", follows]
        return "\n".join(lines)

    def _discussion(self, activity: Activity) -> Iterator[str]:
        yield self._done(activity)
        yield self.say("discussed", citation=self._discussed_in(activity))
        if activity.decision == "told":
            due = self.session(activity.due)
            yield self.say("told", due=due, citation=self._item(activity))
            return
        ask = self.say(f"ask-{activity.ask}", due=self.session(activity.due)) if activity.ask else ""
        due = self.session(activity.due) if activity.decision == "decided" else ""
        text = self.say(activity.decision, ask=ask, due=due)
        if self.random.random() < 0.2:
            yield self.say("decision-heading")
            yield text
            yield self.say("implementation")
        else:
            yield self.say("decision", text=text)

    def _done(self, activity: Activity) -> str:
        topic = self.topic(activity.topic)
        if activity.kind == "document":
            symbol = self.case.document(activity)
            self.cite("document", symbol)
            title = self.say("title-of", topic=topic)
            if activity.earlier:
                earlier, session = self.session(activity.earlier), self.session(activity.session)
                return self.say("on-request", earlier=earlier, session=session, symbol=symbol, title=title)
            return self.say("document", at=self._at(activity), symbol=symbol, title=title)
        _, event, ending = WORDINGS["events"][activity.kind][self.code]
        if activity.day:
            session = self.session(activity.session)
            return self.say("dated-event", day=self.day(activity.day), session=session, event=event, topic=topic)
        key = "presentation" if activity.kind == "presentation" else "event"
        return self.say(key, at=self._at(activity), event=event, topic=topic, e=ending)

    def _at(self, activity: Activity) -> str:
        return self.say("at", session=self.session(activity.session))

    def _discussed_in(self, activity: Activity) -> str:
        """The citation of the report in the narrative: whole, unless the annex tells which report it is."""
        if self.case.annex:
            return self._range(activity, self.random.choice(["explicit", "by-session", "by-context"]))
        citation = self._range(activity, "explicit")
        return citation if activity.decision == "told" else citation + self.say("and") + self._item(activity)

    def _range(self, activity: Activity, how: str) -> str:
        session, (first, last) = activity.session, activity.span
        symbol = self.case.report(session)
        self.cite("paragraphs", symbol, str(first), str(last), session=session, how=how)
        key = "provisional" if how == "explicit" and self.case.is_draft(session) else how
        return self.say(key, span=self.span(first, last), cited=self._cited(session), symbol=symbol)

    def _item(self, activity: Activity) -> str:
        self.cite("summary-item", item=activity.item, session=activity.session)
        return self.say("item", number=activity.item, cited=self._cited(activity.session))

    def _follow_up(self, measure: MeasureCase) -> str:
        due = self.session(self.case.session + 1) if measure.follow_up == "scheduled" else ""
        return self.say(measure.follow_up, due=due)

    # The annex

    def _annex(self) -> str:
        self.in_annex = True
        columns = [str(c).format(series=self.case.series) for c in WORDINGS["wordings"][self.code]["columns"]]
        rows = [self._row([self.say("table-title")]), self._row(columns)]
        paragraphs = list(enumerate(self.case.paragraphs, 1))
        for number, measures in reversed(paragraphs) if self.case.reversed_annex else paragraphs:
            rows.append(self._row([self.say("paragraph", n=number)]))
            rows += [self._row(self._cells(measure)) for measure in measures]
        self.in_annex = False
        return "\n".join(rows)

    def _cells(self, measure: MeasureCase) -> list[str]:
        activities = measure.activities[::-1] if self.case.reversed_cells else measure.activities
        label = self.say("label", topic=self.topic(measure.topic))
        entries = (
            [self._entry(a) for a in activities],
            [self._range(a, "explicit") for a in activities],
            [self._item(a) for a in activities],
        )
        return [label.capitalize(), *("\n\n".join(cell) for cell in entries)]

    def _entry(self, activity: Activity) -> str:
        topic, session = self.topic(activity.topic), activity.session
        if activity.kind == "document":
            symbol = self.case.document(activity)
            self.cite("document", symbol)
            return f"{self.say('title-of', topic=topic)} ({symbol}){self.random.choice(['', ';', '.'])}"
        noun = f"{WORDINGS['events'][activity.kind][self.code][0]} {self._on} {topic}"
        if activity.day:
            held = noun + self.say("held-on", day=self.day(activity.day))
            return held if self.case.narrative else held + self.say("margins", session=self.session(session))
        if self.random.random() < 0.5:
            self.cite("session", session=session)
            return f"{noun} ({self.case.series}/{session})"
        return noun + self.say("held-at", session=self.session(session))

    @property
    def _on(self) -> str:
        return {"fr": "sur", "en": "on", "es": "sobre"}[self.code]

    @staticmethod
    def _row(cells: Sequence[str]) -> str:
        return "\n" + "\n".join(f"\t{cell}" for cell in cells)

    # Names of things

    def topic(self, number: int) -> str:
        """What something is about."""
        return str(WORDINGS["lists"]["topics"][number][self.code])

    def session(self, n: int) -> str:
        """A session named, which is a citation."""
        self.cite("session", session=n)
        return self.say("session", ordinal=self.ordinal(n))

    def _cited(self, n: int) -> str:
        return self.say("cited", ordinal=self.ordinal(n))

    def _ordinal_first(self, key: str, n: int) -> str:
        words = self.say(key, ordinal=self.ordinal(n))
        return words[0].upper() + words[1:]

    def ordinal(self, n: int) -> str:
        """An ordinal, in words or digits, with plain or non-breaking hyphens."""
        words = self.random.choice(ordinals(self.code, n))
        return words.replace("-", self.random.choice(["-", _HYPHEN])).replace(" ", self.random.choice([" ", _NBSP]))

    def span(self, first: int, last: int) -> str:
        """A range of paragraphs."""
        to = {"fr": [" à ", "-"], "en": [" to ", "–"], "es": [" a ", "-"]}[self.code]
        return f"{first}{self.random.choice(to)}{last}"

    def day(self, day: date) -> str:
        """A day, as the language writes it."""
        month = WORDINGS["months"][self.code][day.month - 1]
        if self.code == "en":
            return f"{month}{_NBSP}{day.day}, {day.year}"
        if self.code == "es":
            return f"{day.day} de {month} de {day.year}"
        return f"{day.day}{'er' if day.day == 1 else ''}{_NBSP}{month}{_NBSP}{day.year}"

    def days(self, first: date, last: date) -> str:
        """A range of days, within a month, across two, or across two years."""
        whole, month = self.day(last), WORDINGS["months"][self.code][first.month - 1]
        if first.year != last.year:
            start = self.day(first)
        elif self.code == "en":
            start = f"{month} {first.day}"
            whole = f"{last.day}, {last.year}" if first.month == last.month else whole
        else:
            start = f"{first.day}{'er' if self.code == 'fr' and first.day == 1 else ''}"
            start += "" if first.month == last.month else f"{' de' if self.code == 'es' else ''} {month}"
        return f"{start} {({'fr': 'au', 'en': 'to', 'es': 'al'})[self.code]} {whole}"


# Ordinals

_UNITS: dict[str, list[str]] = WORDINGS["ordinals"]["units"]
_TENS: dict[str, dict[str, str]] = WORDINGS["ordinals"]["tens"]


def ordinals(code: str, n: int) -> list[str]:
    """The spellings of an ordinal below 100: in words, several where there are several, and in digits."""
    if code == "fr":
        return [_french(n), f"{n}e" if n > 1 else "1re"]
    if code == "es":
        return [*_spanish(n), f"{n}.ª", f"{n}ª"]
    suffix = "th" if n // 10 == 1 else {1: "st", 2: "nd", 3: "rd"}.get(n % 10, "th")
    return [_english(n), f"{n}{suffix}"]


def _french(n: int) -> str:
    if n < 20:
        return _UNITS["fr"][n] if n > 1 else "première"
    base = max(b for b in map(int, _TENS["fr"]) if b <= n)
    tens, unit = _TENS["fr"][str(base)], _UNITS["fr"][n - base]
    if not unit:
        return (tens[:-1] if tens.endswith("e") else tens) + "ième"
    return f"{tens} et {unit}" if n - base in (1, 11) and base < 80 else f"{tens}-{unit}"


def _english(n: int) -> str:
    if n < 20:
        return _UNITS["en"][n]
    tens, unit = _TENS["en"][str(n - n % 10)], _UNITS["en"][n % 10]
    return f"{tens}-{unit}" if unit else tens[:-1] + "ieth"


def _spanish(n: int) -> list[str]:
    tens, unit = _TENS["es"].get(str(n - n % 10), ""), _UNITS["es"][n % 10]
    if not tens or not unit:
        return [tens or unit]
    if n in (11, 12):
        return [{11: "undécima", 12: "duodécima"}[n]]
    joined = [("decimo" if n < 20 else "vigesimo") + unit] if n < 30 else []
    return [f"{tens} {unit}", *(word.replace("ooctava", "octava") for word in joined)]
