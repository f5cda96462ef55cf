"""Old Word files, through LibreOffice where it is installed; else what is said of them."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
from pathlib import Path
from time import perf_counter, sleep

import pytest
from wordfiles import abstract, level, num, paragraph, word_file

from cdipgraph.errors import EmptySource, SourceError, UnreadableSource
from cdipgraph.readers import doc, read, read_bytes
from cdipgraph.readers.docx import source_text

SOFFICE = shutil.which("soffice") or shutil.which("libreoffice")
OLE = doc.SIGNATURE + b"\xa1\xb1\x1a\xe1" + b"\x00" * 500
OLD = OLE + "WordDocument".encode("utf-16-le")


@pytest.mark.parametrize(
    ("data", "error", "words"),
    [
        (b"", EmptySource, "empty"),
        (OLE, UnreadableSource, "no Word document"),
        (OLE + "Workbook".encode("utf-16-le"), UnreadableSource, "no Word document"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), UnreadableSource, "password"),
        (OLD[:4], UnreadableSource, "no Word document"),
    ],
    ids=["empty", "bare", "spreadsheet", "protected", "cut"],
)
def test_what_is_no_old_word_file_says_so(data: bytes, error: type[SourceError], words: str) -> None:
    with pytest.raises(error, match=words) as caught:
        doc.source_text(data, name="old.doc")
    assert (caught.value.where, bool(caught.value.remedy)) == ("old.doc", True)


def test_without_libreoffice_the_error_says_what_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    with pytest.raises(UnreadableSource, match=r"LibreOffice.* not installed") as caught:
        read_bytes(OLD, name="old.doc")
    assert "Install LibreOffice" in caught.value.remedy


def _stand_in(folder: Path, script: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Puts a program of its own in the place of LibreOffice."""
    program = folder / "soffice"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(program.stat().st_mode | stat.S_IEXEC)
    monkeypatch.setattr(shutil, "which", lambda _: str(program))


def test_a_conversion_that_takes_too_long_is_ended_with_what_it_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _stand_in(tmp_path, f"sleep 60 & echo $! > {tmp_path}/child; wait", monkeypatch)
    monkeypatch.setattr(doc, "SECONDS", 0.5)
    started = perf_counter()
    with pytest.raises(UnreadableSource, match="within"):
        doc.source_text(OLD, name="old.doc")
    assert perf_counter() - started < 10
    child = int((tmp_path / "child").read_text())
    for _ in range(50):
        if not _is_running(child):
            return
        sleep(0.1)
    pytest.fail("the child goes on")


def _is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
        return Path(f"/proc/{process}/stat").read_text().split()[2] != "Z"
    except (ProcessLookupError, FileNotFoundError):
        return False


def test_a_file_that_libreoffice_cannot_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _stand_in(tmp_path, "exit 1", monkeypatch)
    with pytest.raises(UnreadableSource, match="cannot read this Word file"):
        doc.source_text(OLD, name="old.doc")


def test_the_conversion_has_a_folder_a_home_and_a_profile_of_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _stand_in(tmp_path, f'cp -r "$HOME" {tmp_path}/seen; echo "$@" > {tmp_path}/arguments; exit 1', monkeypatch)
    with pytest.raises(UnreadableSource):
        doc.source_text(OLD, name="; rm -rf x.doc")
    settings = (tmp_path / "seen" / "profile" / "user" / "registrymodifications.xcu").read_text()
    assert "BlockUntrustedRefererLinks" in settings
    assert "rm -rf" not in (tmp_path / "arguments").read_text()
    assert (tmp_path / "seen" / "document.doc").read_bytes() == OLD


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
def test_an_old_file_is_read_as_the_new_one(tmp_path: Path) -> None:
    numbering = abstract(0, level(0), level(1, "(%2)", fmt="lowerLetter")) + num(1, 0)
    body = "".join(paragraph(f"Décidé n° {n}", num=1, level=at) for n, at in enumerate([0, 1, 1, 0]))
    new = word_file(body, numbering=numbering)
    (tmp_path / "x.docx").write_bytes(new)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [
        str(SOFFICE),
        profile,
        "--headless",
        "--convert-to",
        "doc",
        "--outdir",
        str(tmp_path),
        str(tmp_path / "x.docx"),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    source = read(tmp_path / "x.doc")
    assert (source.text, source.format, source.name) == (source_text(new).text, doc.FORMAT, "x.doc")
    assert [b.number for b in source.blocks if b.number] == ["1.", "(a)", "(b)", "2."]
