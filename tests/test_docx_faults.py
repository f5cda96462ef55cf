"""Word files that are damaged, or made to harm: each ends in a clear error or is read, quickly and in little memory."""

from __future__ import annotations

import io
import random
import resource
import socket
import struct
import subprocess
import sys
import threading
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from time import process_time

import pytest
from exploring import tries
from hypothesis import given
from hypothesis import strategies as st
from wordfiles import NAMESPACES, abstract, field, level, num, paragraph, row, run, section, table, text_box, word_file

from cdipgraph.errors import EmptySource, SourceError, SourceTooLarge, UnreadableSource
from cdipgraph.readers import read_bytes
from cdipgraph.readers.docx import container, source_text
from cdipgraph.source import SourceText

GOOD = word_file(paragraph("A text.") + table(row("a", "b")))
OPEN, CLOSE = f"<w:document {NAMESPACES}><w:body>", "</w:body></w:document>"
MAIN = "word/document.xml"
BOMB = 2**30


def refused(data: bytes, error: type[SourceError], words: str) -> None:
    """Checks that the bytes are refused with this error, which says what, where and what to do."""
    with pytest.raises(SourceError, match=words) as caught:
        source_text(data, name="given.docx")
    assert type(caught.value) is error
    assert caught.value.where == "given.docx"
    assert caught.value.remedy


def with_document(document: str | bytes) -> bytes:
    """A file with this as its main part."""
    return word_file("", more={"word/document.xml": document})


def with_type(declaration: str, content: str) -> str:
    """A main part with a document type."""
    return f'<?xml version="1.0"?>{declaration}{OPEN}{paragraph(run(f"<w:t>{content}</w:t>"))}{CLOSE}'


# Entities: a document type is refused before anything is parsed

_LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "ha"}">' for n in range(10))
_QUADRATIC = f'<!ENTITY q "{"a" * 100_000}">'


@pytest.mark.parametrize(
    "document",
    [
        with_type(f"<!DOCTYPE w:document [{_LAUGHS}]>", "&l9;"),
        with_type(f"<!DOCTYPE w:document [{_QUADRATIC}]>", "&q;" * 10_000),
        with_type('<!DOCTYPE w:document [<!ENTITY x SYSTEM "file:///etc/passwd">]>', "&x;"),
        with_type('<!DOCTYPE w:document SYSTEM "http://127.0.0.1:9/x.dtd">', "x"),
        with_type("<!DOCTYPE w:document>", "x").encode("utf-16"),
        with_type("<!DOCTYPE w:document>", "x").encode("utf-16-be"),
        with_type("<!DOCTYPE w:document>", "x").encode("utf-16-le"),
    ],
    ids=["laughs", "quadratic", "file", "http", "utf-16", "utf-16-be", "utf-16-le"],
)
def test_a_document_type_is_refused(document: str | bytes) -> None:
    refused(with_document(document), UnreadableSource, "document type")


def test_no_part_may_declare_a_document_type() -> None:
    for part in ("word/styles.xml", "word/_rels/document.xml.rels", "_rels/.rels"):
        data = word_file(paragraph("x"), styles="<w:style/>", more={part: '<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'})
        refused(data, UnreadableSource, "document type")


@pytest.mark.parametrize("encoding", ["utf-7", "utf-32", "IBM037", "windows-1252"])
def test_other_encodings_are_refused_as_a_document_type_could_hide_in_them(encoding: str) -> None:
    document = f'<?xml version="1.0" encoding="{encoding}"?>{OPEN}{paragraph("x")}{CLOSE}'
    refused(with_document(document), UnreadableSource, "encoding|well-formed")


def test_an_unknown_entity_is_refused() -> None:
    refused(with_document(f"{OPEN}{paragraph(run('<w:t>&x;</w:t>'))}{CLOSE}"), UnreadableSource, "well-formed")


# Bombs


@pytest.fixture(scope="module")
def bomb() -> bytes:
    """A file of a megabyte of which the main part unpacks to a gigabyte, as its headers say."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    block = packer.compress(b" " * 2**20) + packer.flush(zlib.Z_FULL_FLUSH)  # a block that can be repeated
    packed = block * (BOMB // 2**20) + packer.flush()
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(GOOD)) as good, zipfile.ZipFile(stream, "w") as other:
        for name in good.namelist():
            other.writestr(name, packed if name == MAIN else good.read(name))
    return with_header(with_header(stream.getvalue(), "size", BOMB), "method", zipfile.ZIP_DEFLATED)


def with_header(data: bytes, field_name: str, value: int) -> bytes:
    """The same file with another "size" or "method" of packing in both headers of the main part."""
    result = bytearray(data)
    for signature, length, places in ((b"PK\x03\x04", 30, (22, 8)), (b"PK\x01\x02", 46, (24, 10))):
        start = result.find(signature)
        while start >= 0:
            if result[start + length :].startswith(MAIN.encode()):
                at, form = (start + places[0], "<I") if field_name == "size" else (start + places[1], "<H")
                struct.pack_into(form, result, at, value)
            start = result.find(signature, start + 4)
    return bytes(result)


def measured(data: bytes, folder: Path) -> tuple[str, float, int]:
    """What reading ends in, in a process of its own: the error, the seconds, the growth of its memory in MB."""
    (folder / "given.docx").write_bytes(data)
    code = (
        "import resource, sys, time\n"
        "from cdipgraph.readers.docx import source_text\n"
        "from cdipgraph.errors import SourceError\n"
        "data = open(sys.argv[1], 'rb').read()\n"
        "before, start = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()\n"
        "try:\n    source_text(data); end = 'read'\n"
        "except SourceError as error:\n    end = type(error).__name__\n"
        "after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "print(end, time.process_time() - start, (after - before) // 1024)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(folder / "given.docx")],
        capture_output=True,
        text=True,
        timeout=60,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (2**30, 2**30)),
    )
    assert done.returncode == 0, done.stderr[-500:]
    end, seconds, megabytes = done.stdout.split()
    return end, float(seconds), int(megabytes)


def test_a_bomb_is_refused_in_little_time_and_memory(bomb: bytes, tmp_path: Path) -> None:
    assert len(bomb) < 2_000_000
    end, seconds, megabytes = measured(bomb, tmp_path)
    assert (end, seconds < 5, megabytes < 64) == ("SourceTooLarge", True, True)


def test_a_bomb_that_lies_about_its_size_is_refused(bomb: bytes, tmp_path: Path) -> None:
    end, seconds, megabytes = measured(with_header(bomb, "size", 1_000), tmp_path)
    assert (end, seconds < 5, megabytes < 64) == ("UnreadableSource", True, True)
    end, seconds, megabytes = measured(with_header(bomb, "size", container.MAX_MAIN - 1), tmp_path)
    assert end in ("SourceTooLarge", "UnreadableSource")
    assert seconds < 10


def test_sizes_are_counted_while_unpacking_and_over_all_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    big = with_document(OPEN + paragraph("x" * 300_000) + CLOSE)
    assert len(source_text(big).text) == 300_000
    monkeypatch.setattr(container, "MIN_UNPACKED", 200_000)
    monkeypatch.setattr(container, "MAX_RATIO", 10)
    refused(big, SourceTooLarge, "unpacks to more")
    monkeypatch.undo()
    monkeypatch.setattr(container, "MAX_MAIN", 250_000)
    refused(big, SourceTooLarge, "unpacks to more")
    monkeypatch.undo()
    monkeypatch.setattr(container, "MAX_PART", 250_000)
    assert source_text(big)
    refused(word_file(paragraph("x"), styles="<w:style/>" * 30_000), SourceTooLarge, "styles.xml unpacks")
    monkeypatch.undo()
    monkeypatch.setattr(container, "MAX_TOTAL", 301_000)
    refused(word_file(paragraph("x" * 200_000), styles="<w:style/>" * 20_000), SourceTooLarge, "document.xml unpacks")


def test_a_header_that_lies_a_little_is_a_damaged_file() -> None:
    refused(with_header(GOOD, "size", 50), UnreadableSource, "cut or damaged")


def test_a_long_document_takes_no_more_memory_than_its_text(tmp_path: Path) -> None:
    noise = random.Random(1).randbytes(100_000)  # not to be taken for a bomb
    end, _, megabytes = measured(word_file("<w:p/>" * 500_000 + paragraph("x"), more={"x": noise}), tmp_path)
    assert (end, megabytes < 33) == ("read", True)


# Names, entries, kinds of packing


@pytest.mark.parametrize("name", ["../outside.xml", "word/../../x", "/etc/x", "..\\x", "C:\\x", "word\\..\\..\\x"])
def test_names_that_lead_outside_are_refused(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    refused(word_file(paragraph("x"), more={name: "x"}), UnreadableSource, "leads outside")
    assert not list(tmp_path.parent.glob("outside*"))
    assert not list(tmp_path.iterdir())


def test_a_relation_cannot_lead_outside_either() -> None:
    rels = word_file(paragraph("x"), styles="<w:style/>")
    with zipfile.ZipFile(io.BytesIO(rels)) as good:
        links = good.read("word/_rels/document.xml.rels").decode()
    links = links.replace('Target="styles.xml"', 'Target="../../../../etc/passwd"')
    assert source_text(word_file(paragraph("x"), more={"word/_rels/document.xml.rels": links})).text == "x"


def test_too_many_entries_are_refused_at_once() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as many:
        for number in range(70_000):
            many.writestr(f"word/{number}", b"")
    data = stream.getvalue()
    started = process_time()
    refused(data, SourceTooLarge, "entries")
    assert process_time() - started < 1


def test_an_entry_with_a_password_and_other_packings_are_refused() -> None:
    flagged = bytearray(GOOD)
    for signature, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = flagged.find(signature)
        while start >= 0:
            flagged[start + at] |= 1
            start = flagged.find(signature, start + 4)
    refused(bytes(flagged), UnreadableSource, "password")
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_BZIP2) as other:
        other.writestr("word/document.xml", OPEN + CLOSE)
    refused(stream.getvalue(), UnreadableSource, "packed in a way")


# Depth, size


@pytest.mark.parametrize("tag", ["w:p", "w:tbl", "w:sdt", "w:ins", "mc:AlternateContent", "m:oMath"])
@pytest.mark.parametrize("depth", [200, 100_000])
def test_deep_files_are_read_or_refused(tag: str, depth: int) -> None:
    document = f"{OPEN}{paragraph('x')}{f'<{tag}>' * depth}{f'</{tag}>' * depth}{CLOSE}"
    if depth < 256:
        assert source_text(with_document(document)).text == "x"
    else:
        refused(with_document(document), UnreadableSource, "well-formed")


def test_tables_in_tables_are_read_as_deep_as_the_parser_goes() -> None:
    inner = paragraph("core")
    for _ in range(60):
        inner = f"<w:tbl><w:tr><w:tc>{inner}<w:p/></w:tc><w:tc><w:p/></w:tc></w:tr></w:tbl>"
    assert "core" in source_text(word_file(inner)).text


@pytest.mark.parametrize(
    "body",
    [
        paragraph(run("[1](") * 3) * 20_000,
        paragraph(run("((((12 / 34") * 2_000) * 20,
        paragraph(field("PAGE", "1") * 20_000 + run("x")),
        paragraph(run("x", '<w:vanish w:val="0"/>') * 50_000),
        table(*(row(*("c" * 30)) for _ in range(1_000)), columns=30),
        paragraph(text_box(paragraph("b"))) * 5_000,
        paragraph("x", num=1, level=8) * 30_000,
        "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>joined </w:t></w:r></w:p>" * 20_000,
        paragraph('<w:r><w:fldChar w:fldCharType="begin"/></w:r>' * 20_000) + paragraph("x"),
    ],
    ids=["brackets", "long-lines", "fields", "runs", "table", "boxes", "numbers", "joined", "unended-fields"],
)
def test_time_grows_with_the_length_only(body: str) -> None:
    numbering = abstract(0, *(level(at) for at in range(9))) + num(1, 0)
    data = word_file(body, numbering=numbering)
    started = process_time()
    source_text(data)
    assert process_time() - started < 1 + len(body) / 500_000  # twice what it takes; what is quadratic takes hundreds


# Nothing outside is asked for


def test_no_link_is_followed() -> None:
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        server.settimeout(0.2)
        callers: list[object] = []
        thread = threading.Thread(target=_count_callers, args=(server, callers))
        thread.start()
        address = f"http://127.0.0.1:{server.getsockname()[1]}/x"
        kinds = ("image", "styles", "footnotes", "header", "attachedTemplate", "officeDocument")
        office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
        links = "".join(
            f'<Relationship Id="r{n}" Type="{office}/{kind}" Target="{address}" TargetMode="External"/>'
            for n, kind in enumerate(kinds)
        )
        package = "http://schemas.openxmlformats.org/package/2006/relationships"
        rels = f'<Relationships xmlns="{package}">{links}</Relationships>'
        picture = run('<w:drawing><a:blip xmlns:a="x" r:link="r0"/></w:drawing>')
        body = paragraph(picture + run("text")) + section(("default", "r3"))
        more = {"word/_rels/document.xml.rels": rels, "_rels/.rels": rels}
        assert source_text(word_file(body, more=more)).text == "text"
        thread.join()
    assert not callers


def _count_callers(server: socket.socket, callers: list[object]) -> None:
    try:
        callers.append(server.accept())
    except TimeoutError:
        return


# Damaged files


@pytest.mark.parametrize(
    ("data", "error", "words"),
    [
        (b"", EmptySource, "empty"),
        (b"PK\x03\x04", UnreadableSource, "cut or damaged"),
        (GOOD[: len(GOOD) // 2], UnreadableSource, "cut or damaged"),
        (GOOD[:-30], UnreadableSource, "cut or damaged"),
        (word_file("", more={"word/document.xml": ""}), UnreadableSource, "well-formed"),
        (word_file("", more={"word/document.xml": f"{OPEN}{paragraph('x')}"}), UnreadableSource, "well-formed"),
        (word_file("", more={"word/document.xml": "<w:document/>"}), UnreadableSource, "well-formed"),
        (
            word_file("", more={"word/document.xml": "<html><p>x</p></html>"}),
            UnreadableSource,
            "no Word doc",
        ),
    ],
    ids=["empty", "signature", "half", "no-directory", "empty-part", "cut-part", "no-namespace", "other-xml"],
)
def test_damaged_files(data: bytes, error: type[SourceError], words: str) -> None:
    refused(data, error, words)


@pytest.mark.parametrize("part", ["xl/workbook.xml", "ppt/presentation.xml", "content.xml"])
def test_other_zip_files_are_no_word_documents(part: str) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as other:
        other.writestr(part, "<x/>")
        other.writestr(
            "_rels/.rels",
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="a" '
            f'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
            f'Target="{part}"/></Relationships>',
        )
    refused(stream.getvalue(), UnreadableSource, "no Word document")


def test_a_main_part_of_another_name_is_found() -> None:
    with zipfile.ZipFile(io.BytesIO(GOOD)) as good:
        parts = {name: good.read(name) for name in good.namelist()}
    parts["word/document2.xml"] = parts.pop("word/document.xml")
    parts["_rels/.rels"] = parts["_rels/.rels"].replace(b"word/document.xml", b"/word/document2.xml")
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as renamed:
        for name, content in parts.items():
            renamed.writestr(name, content)
    assert source_text(stream.getvalue()).text == "A text.\na\tb"


def test_odd_definitions_do_no_harm() -> None:
    huge = "9" * 400
    numbering = (
        f'<w:abstractNum w:abstractNumId="x"/><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="{huge}"/>'
        f'<w:lvl w:ilvl="0"><w:start w:val="{huge}"/><w:numFmt/><w:lvlText/></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/><w:lvlOverride/><w:lvlOverride w:ilvl="-1"/></w:num>'
        '<w:num/><w:num w:numId="2"/>'
    )
    styles = (
        '<w:style/><w:style w:styleId="a"><w:basedOn w:val="a"/></w:style><w:style w:type="paragraph" w:default="1"/>'
    )
    grid = (
        f'<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="{huge}"/></w:tcPr></w:tc><w:tc/></w:tr><w:tr/></w:tbl><w:tbl/>'
    )
    body = paragraph("x", num=1, level=0) + paragraph("y", style="a", num=2) + grid
    source = source_text(word_file(body, numbering=numbering, styles=styles))
    assert source.text.startswith("x\ny")
    assert [b.column for b in source.blocks] == [-1, -1, 0, 1]


@tries(150)
@given(st.integers(0, 2**32), st.sampled_from(["flip", "cut", "splice", "repeat"]))
def test_broken_bytes_end_in_a_text_or_a_source_error(seed: int, how: str) -> None:
    chance = random.Random(seed)
    data = _broken(GOOD, chance, how)
    try:
        source = read_bytes(data, name="broken.docx")
    except SourceError:
        return
    assert blocks_are_in_order(source)


@tries(150)
@given(st.integers(0, 2**32))
def test_broken_elements_end_in_a_text_or_a_source_error(seed: int) -> None:
    """The elements of a file that holds everything, in any order and nesting that is still XML."""
    chance = random.Random(seed)
    document = OPEN + "".join(_any_element(chance, 4) for _ in range(6)) + CLOSE
    try:
        source = source_text(with_document(document))
    except EmptySource:
        return
    assert blocks_are_in_order(source)


def blocks_are_in_order(source: SourceText) -> bool:
    """True when the blocks lie in the text one after the other."""
    ends = [0, *(block.span.end for block in source.blocks)]
    return all(end <= block.span.start <= block.span.end for end, block in zip(ends, source.blocks, strict=False)) and (
        ends[-1] <= len(source.text)
    )


_TAGS = (
    "p", "r", "t", "tbl", "tr", "tc", "pPr", "rPr", "tcPr", "trPr", "numPr", "numId", "ilvl", "gridSpan", "vMerge",
    "sdt", "sdtContent", "ins", "del", "fldChar", "instrText", "fldSimple", "footnoteReference", "txbxContent",
    "drawing", "sectPr", "headerReference", "framePr", "tab", "br", "sym", "ruby", "rubyBase", "body", "vanish",
)  # fmt: skip
_VALUES = (
    "",
    "0",
    "1",
    "-1",
    "99",
    "continue",
    "restart",
    "begin",
    "separate",
    "end",
    "drop",
    " PAGE ",
    "AUTONUM",
    "F0B7",
)


def _any_element(chance: random.Random, depth: int) -> str:
    tag = chance.choice(_TAGS)
    attributes = "".join(
        f' w:{name}="{chance.choice(_VALUES)}"'
        for name in ("val", "fldCharType", "instr", "id", "char", "dropCap", "type")
        if chance.random() < 0.4
    )
    inner = "".join(_any_element(chance, depth - 1) for _ in range(chance.randint(0, 4))) if depth else ""
    return f"<w:{tag}{attributes}>{chance.choice(('', '', 'words ', ' AUTONUM '))}{inner}</w:{tag}>"


def _broken(data: bytes, chance: random.Random, how: str) -> bytes:
    start, end = sorted(chance.randrange(len(data)) for _ in range(2))
    changes: dict[str, Callable[[], bytes]] = {
        "flip": lambda: data[:start] + bytes([chance.randrange(256)]) + data[start + 1 :],
        "cut": lambda: data[:start],
        "splice": lambda: data[:start] + data[end:],
        "repeat": lambda: data[:end] + data[start:end] + data[end:],
    }
    return changes[how]()
