"""What people settle by hand: found again in a text that changed, applied, reported when it cannot be."""

from __future__ import annotations

from datetime import date

import pytest
from exploring import tries
from hypothesis import given
from hypothesis import strategies as st
from opentexts import ENGLISH, FRENCH, SPANISH

from cdipgraph import graph
from cdipgraph.corrections import BadCorrection, Correction, meaning
from cdipgraph.corrections.places import State, find_place, surroundings
from cdipgraph.corrections.statements import checked
from cdipgraph.corrections.table import added_to_table, read_table, written_table
from cdipgraph.readers import read_bytes
from cdipgraph.reading import read_report
from cdipgraph.report import CitationKind, How, Report
from cdipgraph.source import SourceText
from cdipgraph.symbols import Symbol

TEXTS = {"en": ENGLISH, "fr": FRENCH, "es": SPANISH}
RANGE = {"en": "paragraphs 31 to 44", "fr": "paragraphes 31 à 44", "es": "párrafos 31 a 44"}
DAY = date(2026, 3, 31)


def text_of(content: str, name: str = "SCP-42-6.txt") -> SourceText:
    return read_bytes(content.encode(), name=name)


def a_correction(lang: str = "en", **more: object) -> Correction:
    told = {"document": "SCP/42/6", "language": lang, "quote": RANGE[lang], "author": "Ana", "date": "2026-03-31"}
    return checked({**told, "means": "SCP/40/9", **{k: str(v) for k, v in more.items()}}, "corrections.csv, line 2")


def ranges(report: Report) -> list[tuple[str | None, int | None, How]]:
    found = [c for c in report.citations if c.kind is CitationKind.PARAGRAPHS]
    return [(str(c.symbol) if c.symbol else None, c.session, c.how) for c in found]


# Citations


@pytest.mark.parametrize("lang", TEXTS)
def test_what_the_rules_leave_open_a_person_settles(lang: str) -> None:
    source = text_of(TEXTS[lang])
    assert ranges(read_report(source))[0][2] in (How.AMBIGUOUS, How.OPEN)
    report = read_report(source, [a_correction(lang)])
    assert ranges(report) == [("SCP/40/9", 40, How.BY_HAND)]
    assert [one.state for one in report.settled] == [State.APPLIED]
    (review,) = report.measures[0].reviews
    assert review.citation.symbol == Symbol("SCP/40/9")
    assert not [f for f in report.findings if f.rule.startswith("citation-")]


@pytest.mark.parametrize("lang", TEXTS)
def test_the_graph_follows_what_was_settled(lang: str) -> None:
    report = read_report(text_of(TEXTS[lang]), [a_correction(lang)])
    quads = graph.quads(report)
    subjects = {q.subject.value.rpartition("/id/")[2] for q in quads}
    assert "doc/SCP/40/9/para/31-44" in subjects
    assert not any("unresolved" in subject for subject in subjects)
    by_hand = {q.subject.value for q in quads if q.predicate.value.endswith("#settledBy")}
    origins = {q.subject.value for q in quads if str(q.object.value).endswith("#origin-by-hand")}
    assert by_hand == origins
    assert {iri.rpartition("/id/")[2] for iri in by_hand} == {
        f"doc/SCP/42/6/{lang}/citation/{next(n for n, c in enumerate(report.citations, 1) if c.settled)}",
        "doc/SCP/40/9",
        "doc/SCP/40/9/para/31-44",
        "doc/SCP/42/6/measure/1.1/review/1",
    }


def test_a_session_alone_settles_which_report() -> None:
    known = ENGLISH.replace(
        "Delegations welcomed it.", "See the report of the fortieth session (SCP/40/8), paragraph 3."
    )
    report = read_report(text_of(known), [a_correction(means="", session=40)])
    assert ranges(report)[0] == ("SCP/40/8", 40, How.BY_HAND)
    unknown = read_report(text_of(ENGLISH), [a_correction(means="", session=39)])
    assert ranges(unknown) == [(None, 39, How.BY_HAND)]
    assert "SCP/session/39/report/para/31-44" in str(graph.quads(unknown))


def test_other_paragraphs_can_be_meant() -> None:
    report = read_report(text_of(ENGLISH), [a_correction(first=30, last=44)])
    (cited,) = [c for c in report.citations if c.settled]
    assert (cited.first, cited.last, cited.how) == ("30", "44", How.BY_HAND)


def test_a_hand_wins_over_a_sure_rule() -> None:
    stated = a_correction(quote="SCP/40/5", before="(document", means="SCP/40/6")
    report = read_report(text_of(ENGLISH), [stated])
    assert [str(c.symbol) for c in report.citations if c.kind is CitationKind.DOCUMENT] == ["SCP/40/6"]
    assert [str(done.symbol) for m in report.measures for done in m.implementations] == ["SCP/40/6"]


def test_what_is_settled_is_evidence_for_the_rest() -> None:
    again = ENGLISH.replace(
        "Delegations welcomed it.", "It was taken up again in the report of the fortieth session, paragraph 60."
    )
    before = [c.symbol for c in read_report(text_of(again)).citations if c.first == "60"]
    after = [c.symbol for c in read_report(text_of(again), [a_correction(session=40)]).citations if c.first == "60"]
    assert (before, after) == ([None], [Symbol("SCP/40/9")])


def test_a_citation_that_is_none_is_left_out() -> None:
    source = text_of(ENGLISH)
    stated = a_correction(means="", statement="wrong", reason="It is a figure.")
    report = read_report(source, [stated])
    assert ranges(report) == []
    assert report.measures[0].reviews == ()
    assert report.settled[0].label == "report, paragraphs 31 to 44"


def test_a_citation_that_no_rule_found_is_added() -> None:
    stated = a_correction(quote="A study", means="SCP/40/5")
    found = [c for c in read_report(text_of(ENGLISH), [stated]).citations if c.settled]
    assert [(c.kind, str(c.symbol), c.how) for c in found] == [(CitationKind.DOCUMENT, "SCP/40/5", How.BY_HAND)]


@pytest.mark.parametrize(
    "change",
    [{"document": "SCP/42/7"}, {"language": "fr"}],
    ids=["another document", "another language"],
)
def test_a_correction_of_something_else_is_none_of_this(change: dict[str, str]) -> None:
    report = read_report(text_of(ENGLISH), [a_correction(**change)])
    assert report.settled == ()


@pytest.mark.parametrize("name", ["scp/42/6", "doc/SCP/42/6", "SCP\u2011/42/6".replace("\u2011", ""), "SCP-42-6.txt"])
def test_a_document_is_known_by_its_symbol_or_its_file(name: str) -> None:
    assert len(read_report(text_of(ENGLISH), [a_correction(document=name)]).settled) == 1


def test_a_document_without_symbol_is_known_by_its_file() -> None:
    content = ENGLISH.partition("\n\n")[2]
    report = read_report(text_of(content, "note.txt"), [a_correction(document="note.txt")])
    assert [one.state for one in report.settled] == [State.APPLIED]


def test_of_two_on_the_same_words_the_later_counts() -> None:
    early, late = a_correction(means="SCP/39/9", date="2026-01-01"), a_correction()
    for order in ([early, late], [late, early]):
        report = read_report(text_of(ENGLISH), order)
        assert ranges(report) == [("SCP/40/9", 40, How.BY_HAND)]
        assert sorted(one.state for one in report.settled) == [State.APPLIED, State.OVERRULED]
        assert len({one.key for one in report.settled}) == 2
    same_day = read_report(text_of(ENGLISH), [a_correction(), a_correction(means="SCP/39/9")])
    assert ranges(same_day) == [("SCP/39/9", 39, How.BY_HAND)]


# Finding the words again

ALPHABET = st.sampled_from("abcdefgh éñ,.()0123456789\n")


@tries(60)
@given(st.text(ALPHABET, max_size=200), st.integers(0, 6), st.data())
def test_a_correction_survives_paragraphs_inserted_before(noise: str, copies: int, data: st.DataObject) -> None:
    lang = data.draw(st.sampled_from(sorted(TEXTS)))
    source = text_of(TEXTS[lang])
    at = source.text.index(RANGE[lang])
    span = find_place(source, RANGE[lang], start=at).span
    assert span is not None
    before, after = surroundings(source, span)
    stated = a_correction(lang, before=before, after=after, start=span.start)
    lead = {"en": "A study was presented", "fr": "Un exposé a été", "es": "Se presentó una"}[lang]
    inserted = "".join(f"{noise} ({RANGE[lang]}) {number}.\n" for number in range(copies))
    changed = text_of(TEXTS[lang].replace(lead, f"{inserted}{lead}", 1))
    found = find_place(changed, stated.quote, stated.before, stated.after, stated.start)
    assert found.state is State.APPLIED
    assert found.span is not None
    assert found.span.start == changed.text.rindex(RANGE[lang])
    settled = read_report(changed, [stated])
    assert [one.span for one in settled.settled] == [found.span]


@tries(80)
@given(st.sampled_from(sorted(TEXTS)), st.integers(0, 30), st.sampled_from("Xz9"))
def test_a_correction_is_reported_when_its_words_changed(lang: str, place: int, letter: str) -> None:
    quote, source = RANGE[lang], text_of(TEXTS[lang])
    span = find_place(source, quote).span
    assert span is not None
    before, after = surroundings(source, span)
    stated = a_correction(lang, before=before, after=after, start=span.start)
    place = place % len(quote)
    if quote[place] == letter or quote[place] == " ":
        place = 0
    changed = quote[:place] + letter + quote[place + 1 :]
    text = text_of(TEXTS[lang].replace(quote, changed))
    report = read_report(text, [stated])
    assert [one.state for one in report.settled] == [State.GONE]
    assert not [c for c in report.citations if c.settled]
    where = report.settled[0].span
    assert where is not None
    assert text.quote(where) == changed


def test_the_same_words_at_another_place_are_not_those_meant() -> None:
    moved = ENGLISH.replace("(report, paragraphs 31 to 44)", "(report)")
    moved = moved.replace(
        "Delegations welcomed it.", "Elsewhere, paragraphs 31 to 44 of the annex were read out in full."
    )
    stated = a_correction(before="fortieth sessions of the Committee (report,", after="). Delegations welcomed it.")
    assert [one.state for one in read_report(text_of(moved), [stated]).settled] == [State.GONE]


def test_white_space_dashes_and_quotation_marks_may_differ() -> None:
    text = text_of("Il a noté «\u00a0le document SCP\u201140\n/5\u00a0» – puis\tencore\nla suite.")
    assert find_place(text, '" le document SCP-40 /5 " - puis encore').span == (10, 49)


def test_words_that_stand_twice_are_told_by_what_is_around_them() -> None:
    text = text_of("One (paragraph 3) is here. Two (paragraph 3) is there.")
    assert find_place(text, "paragraph 3").state is State.UNCLEAR
    assert find_place(text, "paragraph 3", before="Two (").span == (32, 43)
    assert find_place(text, "paragraph 3", after=") is here.").span == (5, 16)
    assert find_place(text, "paragraph 3", start=32).span == (32, 43)


def test_words_around_are_as_many_as_are_needed() -> None:
    line = "The Committee took note of the document and agreed to it at once. "
    text = text_of("Alpha. " + line * 3 + "Omega.")
    spans = [text.text.index("agreed")]
    while (at := text.text.find("agreed", spans[-1] + 1)) > 0:
        spans.append(at)
    for start in spans:
        span = find_place(text, "agreed", start=start).span
        assert span is not None
        before, after = surroundings(text, span)
        assert find_place(text, "agreed", before, after).span == span


# Decisions

DECIDED = """CDIP/36/4

Committee on Development and Intellectual Property (CDIP)

Thirty-Sixth Session
Geneva, May 4 to 8, 2026

REPORT ON THE IMPLEMENTATION OF THE PROPOSAL

prepared by the Secretariat

Paragraph 1

The Secretariat should hold a webinar.
Implementation and review by the CDIP

A webinar was held at the thirty-fourth session. The Committee decided to continue the webinar (paragraph 7.2 of the
summary by the Chair of the thirty-fourth session).
Follow-up

No follow-up is planned.
"""


def decided(**stated: str) -> Report:
    told = {"document": "CDIP/36/4", "thing": "decision", "quote": "decided to continue the webinar", "author": "Ana"}
    return read_report(text_of(DECIDED, "d.txt"), [checked({**told, "date": "2026-03-31", **stated}, "row")])


def test_a_decision_can_be_of_another_item() -> None:
    (decision,) = decided(item="7.3").measures[0].decisions
    assert (decision.session, decision.item, decision.certain) == (34, "7.3", True)
    assert decision.rules[0] == "by-hand"
    quads = graph.quads(decided(item="7.3"))
    assert "CDIP/session/34/summary/item/7.3" in {q.subject.value.rpartition("/id/")[2] for q in quads}


def test_a_decision_can_be_of_another_session() -> None:
    (decision,) = decided(item="6.1", session="33").measures[0].decisions
    assert (decision.session, decision.item) == (33, "6.1")
    (decision,) = decided(session="33").measures[0].decisions
    assert (decision.session, decision.item) == (33, "")


def test_what_is_said_of_no_decision_is_told() -> None:
    assert [one.state for one in decided(item="7.3", quote="A webinar was held").settled] == [State.NOTHING]


# Statements


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("CDIP/21/15", {"means": "CDIP/21/15"}),
        ("CDIP/21/15 Prov.", {"means": "CDIP/21/15 Prov."}),
        ("CDIP/21/15 98-112", {"means": "CDIP/21/15", "first": "98", "last": "112"}),
        ("CDIP/21/15, paragraphes 98 à 112", {"means": "CDIP/21/15", "first": "98", "last": "112"}),
        ("CDIP/21/15 § 5", {"means": "CDIP/21/15", "first": "5", "last": "5"}),
        ("session 21", {"session": "21"}),
        ("sesión 21", {"session": "21"}),
        ("CDIP/21", {"session": "21"}),
        ("CDIP/21 8.3", {"session": "21", "item": "8.3"}),
        ("8.3", {"item": "8.3"}),
        ("7.1 (a)", {"item": "7.1 (a)"}),
        ("WO\u2011GA/51/3".replace("\u2011", "/"), {"means": "WO/GA/51/3"}),
    ],
)
def test_what_a_person_types_for_what_is_meant(text: str, meant: dict[str, str]) -> None:
    assert meaning(text) == meant


@pytest.mark.parametrize("text", ["", "the report", "21", "CDIP/21/15 and CDIP/22/14", "http://a.b/c"])
def test_what_means_nothing_is_refused(text: str) -> None:
    if text == "21":
        assert meaning(text) == {"item": "21"}
        return
    with pytest.raises(BadCorrection, match="nothing that can be meant"):
        meaning(text)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"author": " "}, "gives no author. Say who"),
        ({"date": ""}, "gives no date"),
        ({"date": "yesterday"}, "'yesterday' is no date"),
        ({"date": "31/02/2026"}, "is no date"),
        ({"quote": "\n"}, "gives no quote"),
        ({"document": ""}, "gives no document"),
        ({"means": "", "statement": ""}, "gives no statement"),
        ({"means": ""}, "states nothing"),
        ({"means": "the report"}, "'the report' is no symbol"),
        ({"statement": "maybe"}, "'maybe' is no statement. Write one of means, wrong"),
        ({"thing": "unicorn"}, "'unicorn' is no thing"),
        ({"statement": "wrong", "reason": "x"}, "says that it is wrong and what it means"),
        ({"statement": "wrong", "means": ""}, "gives no reason"),
        ({"session": "twenty"}, "the session is no whole number"),
        ({"first": "9", "last": "3"}, "ends before it begins"),
        ({"item": "08-janv"}, "a spreadsheet may have made a date of it"),
        ({"relation": "recordedIn"}, "names a relation that is not wrong"),
        ({"statement": "wrong", "means": "", "reason": "x", "relation": "colour"}, "'colour' is no relation"),
        ({"thing": "measure"}, "says what a measure means"),
        ({"thing": "decision"}, "names a document for a decision"),
        ({"language": "French"}, "a language is two letters"),
    ],
)
def test_a_row_that_cannot_be_is_told_with_its_place(change: dict[str, str], told: str) -> None:
    row = {"document": "SCP/42/6", "quote": "x", "statement": "means", "means": "SCP/40/9", "author": "Ana"}
    with pytest.raises(BadCorrection, match=told) as error:
        checked({**row, "date": "2026-03-31", **change}, "corrections.csv, line 7")
    assert str(error.value).startswith("corrections.csv, line 7: ")
    assert error.value.remedy


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-03-31", DAY),
        ("31/03/2026", DAY),
        ("31.3.2026", DAY),
        ("3/31/2026", DAY),
        ("2026-03-31 00:00:00", DAY),
        ("05/03/2026", date(2026, 3, 5)),
    ],
)
def test_days_as_spreadsheets_write_them(text: str, day: date) -> None:
    assert a_correction(date=text).day == day


# The table

ROW = "SCP/42/6;fr;citation;paragraphes 31 à 44;désigne;SCP/40/9;Ana Pérez;31/03/2026;C’est « lui »"
HEADS = "Document;Langue;Chose;Mots;Constat;Désigne;Auteur;Date;Motif"


def excel(*rows: str, encoding: str = "cp1252", mark: bytes = b"") -> bytes:
    return mark + "".join(f"{row}\r\n" for row in rows).encode(encoding)


@pytest.mark.parametrize(
    "data",
    [
        excel(HEADS, ROW),
        excel(HEADS, ROW, encoding="utf-8"),
        excel(HEADS, ROW, encoding="utf-8", mark=b"\xef\xbb\xbf"),
        excel(HEADS, ROW, encoding="utf-16-le", mark=b"\xff\xfe"),
        excel("sep=;", HEADS, ROW),
        excel(HEADS.replace(";", ","), ROW.replace(";", ",")),
        excel(HEADS.replace(";", "\t"), ROW.replace(";", "\t"), encoding="utf-16-le", mark=b"\xff\xfe"),
        excel(HEADS.upper() + ";;", ROW + ";;", ";;;;;;;;;;", ""),
        excel(
            "Fecha;Autor;Palabras;Documento;Designa;Motivo;Cosa;Idioma;Notas",
            "31/03/2026;Ana Pérez;paragraphes 31 à 44;SCP/42/6;SCP/40/9;C’est « lui »;cita;fr;—",
        ),
    ],
    ids=["cp1252", "utf-8", "utf-8 mark", "utf-16", "sep=", "commas", "tabs", "capitals, empty cells", "Spanish"],
)
def test_a_table_as_a_spreadsheet_saves_it(data: bytes) -> None:
    read = read_table(data, "c.csv")
    assert read.errors == ()
    (row,) = read.corrections
    assert (row.document, row.language, row.thing, row.statement) == ("SCP/42/6", "fr", "citation", "means")
    assert (row.quote, row.means, row.author, row.day) == ("paragraphes 31 à 44", Symbol("SCP/40/9"), "Ana Pérez", DAY)
    assert row.reason == "C’est « lui »"


def test_bad_rows_do_not_stop_good_ones() -> None:
    bad = ROW.replace("Ana Pérez", "")
    many = ROW + ";one;two"
    read = read_table(excel(HEADS, bad, ROW, "", many, ROW.replace("SCP/40/9", "nothing"), ROW), "c.csv")
    assert [c.where for c in read.corrections] == ["c.csv, line 3", "c.csv, line 7"]
    assert [str(e).partition(":")[0] for e in read.errors] == ["c.csv, line 2", "c.csv, line 5", "c.csv, line 6"]


def test_a_row_over_several_lines_is_told_by_its_first() -> None:
    data = excel(
        "document,quote,means,author,date", '"SCP/42/6","a\nb",SCP/40/9,,2026-01-01', "SCP/42/6,c,SCP/40/9,A,2026-01-01"
    )
    read = read_table(data, "c.csv")
    assert [e.where for e in read.errors] == ["c.csv, line 2"]
    assert [c.where for c in read.corrections] == ["c.csv, line 4"]


def test_a_quote_that_is_not_closed_is_told() -> None:
    read = read_table(
        excel(
            "document,quote,means,author,date", "SCP/42/6,c,SCP/40/9,A,2026-01-01", 'SCP/42/6,"c,SCP/40/9,A,2026-01-01'
        ),
        "c.csv",
    )
    assert len(read.corrections) == 1
    assert "line 3: this is no CSV" in str(read.errors[0])


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"\x00\x01\x02\x03" * 50, "this is not text"),
        (b"document,quote\r\nx,y\r\n", "line 1: has no column 'author'"),
        (b"document,quote,author,date,date\r\n", "has two columns 'date'"),
    ],
)
def test_what_is_no_table_is_one_error(data: bytes, told: str) -> None:
    read = read_table(data, "c.csv")
    assert read.corrections == ()
    assert len(read.errors) == 1
    assert told in str(read.errors[0])


@pytest.mark.parametrize("data", [b"", b"\xef\xbb\xbf", b"\r\n\r\n"])
def test_an_empty_table_holds_nothing(data: bytes) -> None:
    assert read_table(data, "c.csv") == ((), ())
    assert len(read_table(added_to_table(data, a_correction(), "c.csv"), "c.csv").corrections) == 1


@pytest.mark.parametrize(
    "data",
    [
        excel(HEADS + ";Début", ROW),
        excel(HEADS, ROW, encoding="utf-8", mark=b"\xef\xbb\xbf"),
        excel(HEADS, ROW, encoding="utf-16-le", mark=b"\xff\xfe"),
        excel(HEADS, ROW, encoding="utf-8")[:-2],
        excel(HEADS, ROW, encoding="utf-8").replace(b"\r\n", b"\n"),
    ],
    ids=["cp1252", "mark", "utf-16", "no last line end", "unix"],
)
def test_a_row_added_leaves_the_rest_byte_by_byte(data: bytes) -> None:
    new = a_correction("fr", quote="“sessions”; — été", reason="=1+1")
    more = added_to_table(data, new, "c.csv")
    assert more.startswith(data)
    read = read_table(more, "c.csv")
    assert read.errors == ()
    assert len(read.corrections) == 2
    assert read.corrections[1] == new
    assert b"'=1+1".hex() in more.hex() or "'=1+1".encode("utf-16-le").hex() in more.hex()


def test_what_an_encoding_lacks_is_not_written_otherwise() -> None:
    with pytest.raises(BadCorrection, match="which there is not in cp1252"):
        added_to_table(excel(HEADS, ROW), a_correction("fr", quote="≠"), "c.csv")


def test_a_table_that_lacks_a_column_is_not_written_to() -> None:
    with pytest.raises(BadCorrection, match="has no column 'before'"):
        added_to_table(excel(HEADS, ROW), a_correction("fr", before="avant"), "c.csv")


WORDS = st.text(st.characters(blacklist_categories=["Cs", "Cc"]), min_size=1, max_size=40).map(
    lambda text: " ".join(text.split())
)


@tries(150)
@given(st.data())
def test_both_files_say_what_was_written(data: st.DataObject) -> None:
    words = [data.draw(WORDS.filter(bool)) for _ in range(2)]
    stated = Correction(
        document="SCP/42/6",
        quote=words[0],
        statement="wrong",
        author=words[1].strip("'"),
        day=data.draw(st.dates(date(1000, 1, 1))),
        language=data.draw(st.sampled_from(["", "fr", "es"])),
        thing=data.draw(st.sampled_from(["citation", "review", "follow-up"])),
        before=data.draw(WORDS),
        after=data.draw(WORDS),
        start=data.draw(st.none() | st.integers(0, 10**8)),
        relation=data.draw(st.sampled_from(["", "session"])),
        fact=data.draw(st.sampled_from(["", "doc/SCP/42/6/measure/1.1/review/1"])),
        reason=data.draw(WORDS.filter(bool)),
    )
    if not stated.author or any(
        text.startswith("'") for text in (stated.quote, stated.reason, stated.before, stated.after)
    ):
        return
    assert read_table(written_table([stated]), "c.csv") == ((stated,), ())
    assert graph.read_turtle(graph.written_turtle([stated]), "c.ttl") == ((stated,), ())
