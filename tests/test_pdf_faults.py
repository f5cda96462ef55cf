"""What a hostile or damaged PDF can do: end in an error that says what is wrong, and nothing else."""

from __future__ import annotations

import zlib
from pathlib import Path

import pytest
from pdffiles import Sheet, assembled, pdf, stream

from cdipgraph.errors import SourceError, SourceTooLarge, UnreadableSource
from cdipgraph.readers import child, read_bytes
from cdipgraph.readers import pdf as pdf_reader
from cdipgraph.readers.child import MEBIBYTE, ChildFailed, Limits
from cdipgraph.readers.pdf.pages import Line, Page, check_text, read_pages

_PAGE = Sheet().text(72, 700, "1. The Committee met.")
_TREE = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
_CATALOG = b"<< /Type /Catalog /Pages 2 0 R >>"


def _refused(data: bytes, limits: Limits | None = None) -> str:
    with pytest.raises(SourceError) as caught:
        read_pages(data, "report.pdf", limits)
    message = str(caught.value)
    assert message.startswith("report.pdf: ")
    assert caught.value.remedy
    return message


# The child and its limits


@pytest.mark.parametrize(
    ("program", "why"),
    [
        ("import os; os.abort()", "SIGABRT"),
        ("import os, signal; os.kill(os.getpid(), signal.SIGSEGV)", "SIGSEGV"),
        ("raise ValueError('no')", "ValueError: no"),
        ("import time; time.sleep(60)", "longer than 1 s"),
        ("raise MemoryError", "64 MiB of memory"),
        (
            "import resource; resource.setrlimit(resource.RLIMIT_CPU, (1, 2))\nwhile True: pass",
            "1 s of processor time",
        ),
        ("import sys; sys.stdout.write('x' * 3_000_000)", "2 MiB of text"),
    ],
    ids=["abort", "crash", "error", "clock", "memory", "processor", "answer"],
)
def test_a_child_that_fails_says_why(tmp_path: Path, program: str, why: str) -> None:
    path = tmp_path / "program.py"
    path.write_text(program)
    clock = 1.0 if "sleep" in program else 20.0
    with pytest.raises(ChildFailed) as caught:
        child.answer(path, b"data", Limits(64 * MEBIBYTE, 1, clock, 2 * MEBIBYTE))
    assert why in caught.value.why


def test_a_child_gets_the_data_and_the_numbers(tmp_path: Path) -> None:
    path = tmp_path / "program.py"
    path.write_text("import sys; print(sys.argv[1:], len(sys.stdin.buffer.read()))")
    assert child.answer(path, b"x" * 300_000, Limits(1, 2, 9, 300), [4]) == b"['1', '2', '300', '4'] 300000\n"


# Bombs


def _bomb(megabytes: int) -> bytes:
    packer = zlib.compressobj(1)
    packed = b"".join(packer.compress(bytes(MEBIBYTE)) for _ in range(megabytes)) + packer.flush()
    content = f"<< /Length {len(packed)} /Filter /FlateDecode >>\nstream\n".encode() + packed + b"\nendstream"
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R >>"
    return assembled([_CATALOG, _TREE, page, content])


def test_a_stream_that_unpacks_to_more_than_the_memory_ends_the_child_alone() -> None:
    assert "cannot be read" in _refused(_bomb(600), Limits(memory=400 * MEBIBYTE))


def test_more_operators_than_the_time_allows() -> None:
    content = stream(b"q 1 0 0 1 0 0 cm BT /F 1 Tf (x) Tj ET Q\n" * 2_000_000, compress=True)
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R >>"
    data = assembled([_CATALOG, _TREE, page, content])
    assert "cannot be read" in _refused(data, Limits(memory=400 * MEBIBYTE, processor=1, clock=20))


def test_more_text_than_the_answer_may_hold() -> None:
    sheets = [Sheet().lines(72, 700, ["The Committee met, and met again."] * 50) for _ in range(40)]
    assert "MiB of text" in _refused(pdf(*sheets), Limits(answer=50_000))


def test_more_pages_than_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cdipgraph.readers.pdf.pages.MAX_PAGES", 3)
    with pytest.raises(SourceTooLarge, match="4 pages, the limit is 3"):
        read_pages(pdf(*[_PAGE] * 4), "report.pdf")


# Loops and lies


def test_a_tree_of_pages_that_contains_itself_comes_to_an_end() -> None:
    tree = b"<< /Type /Pages /Kids [2 0 R 3 0 R] /Count 2 >>"
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] >>"
    assert _refused(assembled([_CATALOG, tree, page]))


def test_a_form_that_draws_itself_comes_to_an_end() -> None:
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources 5 0 R /Contents 6 0 R >>"
    form = stream(b"/X Do", "/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources 5 0 R")
    data = assembled([_CATALOG, _TREE, page, form, b"<< /XObject << /X 4 0 R >> >>", stream(b"/X Do")])
    pages = read_pages(data, "report.pdf")
    assert [len(page.lines) for page in pages] == [0]


def test_a_count_of_pages_that_lies_is_found_out() -> None:
    tree = b"<< /Type /Pages /Kids [3 0 R] /Count 4000 >>"
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] >>"
    assert "page 2 of 4000" in _refused(assembled([_CATALOG, tree, page]))
    tree = tree.replace(b"4000", b"2000000000")
    assert len(read_pages(assembled([_CATALOG, tree, page]), "report.pdf")) == 1


@pytest.mark.parametrize(("opening", "closing"), [(b"[", b"]"), (b"<< /A ", b" >>")])
def test_objects_nested_without_end(opening: bytes, closing: bytes) -> None:
    deep = opening * 100_000 + closing * 100_000
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Deep 5 0 R >>"
    content = stream(b"BT ET " + deep + b" TJ")
    try:
        pages = read_pages(assembled([_CATALOG, _TREE, page, content, deep]), "report.pdf")
    except UnreadableSource:
        return
    assert len(pages) == 1


# Damage


def test_a_file_that_is_cut_off() -> None:
    whole = pdf(*[_PAGE] * 3)
    for share in (0.2, 0.5, 0.9):
        assert "cut off" in _refused(whole[: int(share * len(whole))])


def test_a_file_made_for_the_web_says_how_long_it_is() -> None:
    whole = pdf(_PAGE).replace(b"/Type /Catalog", b"/Type /Catalog /Linearized 1 /L 999999")
    assert "it says it has 999,999 bytes" in _refused(whole)


def test_an_update_that_is_cut_off() -> None:
    assert "cut off" in _refused(pdf(_PAGE) + b"9 0 obj\n<< /Type /Page >>\n")


def test_garbage_after_the_end_does_not_matter() -> None:
    assert read_bytes(pdf(_PAGE) + b"\n" * 5000).text == "1. The Committee met."


def test_a_file_that_only_says_that_it_is_one() -> None:
    assert "damaged" in _refused(b"%PDF-1.7\nThis is no PDF.\n%%EOF\n")


def test_an_encrypted_file_asks_for_its_password_to_be_taken_off() -> None:
    lock = "<< /Filter /Standard /V 1 /R 2 /Length 40 /P -4 /O <" + "41" * 32 + "> /U <" + "42" * 32 + "> >>"
    message = _refused(pdf(_PAGE, trailer=f"/Encrypt {lock} /ID [<00> <00>]"))
    assert "encrypted" in message
    assert "password" in message


def test_pages_without_text_need_ocr() -> None:
    picture = Sheet()
    picture.parts.append(b"q 612 0 0 792 0 0 cm BI /W 1 /H 1 /BPC 8 /CS /G ID \x00 EI Q")
    for data in (pdf(picture, picture), pdf(Sheet())):
        with pytest.raises(UnreadableSource, match="OCR"):
            pdf_reader.source_text(data, name="scan.pdf")


def test_glyphs_without_letters_need_ocr() -> None:
    pages = [Page(600, 800, [Line("\ue001\ue002 \ufffd\ufffd \x01", 72, 700, 200, 710, 10), Line("12", 0, 0, 9, 9, 9)])]
    with pytest.raises(UnreadableSource, match=r"which letters its glyphs stand for\. It needs OCR"):
        check_text(pages, "scan.pdf")


def test_a_script_in_the_file_is_neither_run_nor_read(tmp_path: Path) -> None:
    mark = tmp_path / "mark"
    script = f"/OpenAction << /S /JavaScript /JS (app.launchURL\\('file://{mark}'\\); while \\(true\\) {{}}) >>"
    source = read_bytes(pdf(_PAGE, catalog=script))
    assert source.text == "1. The Committee met."
    assert not mark.exists()
