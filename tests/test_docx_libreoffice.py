"""Numbers and text of Word files are those that LibreOffice exports: on random documents, and on real ones."""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest
from wordnumbers import numbered_file

from cdipgraph.readers.docx import source_text
from cdipgraph.source import BlockKind

SOFFICE = shutil.which("soffice") or shutil.which("libreoffice")
CORPUS = Path(os.environ.get("CDIPGRAPH_CORPUS", Path(__file__).parents[2] / "shared" / "corpus")) / "docx"
SEEDS = range(24)
_BULLETS = re.compile(r"^(?:[•◦▪■●○]|[\uf000-\uf0ff]) ?")
_WHITE = re.compile(r"\s+")

pytestmark = pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")


def exported(files: Mapping[str, bytes], folder: Path) -> dict[str, list[str]]:
    """The lines of each file as LibreOffice exports them, all in one call."""
    for name, data in files.items():
        (folder / f"{name}.docx").write_bytes(data)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    arguments = ["--headless", "--convert-to", "txt:Text", "--outdir", str(folder / "out")]
    paths = [str(folder / f"{name}.docx") for name in files]
    subprocess.run([str(SOFFICE), profile, *arguments, *paths], check=True, capture_output=True, timeout=300)
    return {name: (folder / "out" / f"{name}.txt").read_text(encoding="utf-8-sig").split("\n") for name in files}


def folded(lines: list[str]) -> list[str]:
    """The lines that hold anything, without bullets and soft hyphens, which our text leaves out."""
    found = []
    for line in lines:
        words = _WHITE.sub(" ", line.replace("\u00ad", "")).strip()
        found.append(_BULLETS.sub("", words).strip())
    return [line for line in found if line]


def body_lines(data: bytes) -> list[str]:
    """The lines of the body as we read them."""
    source = source_text(data)
    outside = (BlockKind.FOOTNOTE, BlockKind.RUNNING_HEAD)
    return folded([line for b in source.blocks if b.kind not in outside for line in source.quote(b.span).split("\n")])


def differences(ours: list[str], theirs: list[str]) -> list[tuple[int, str, str]]:
    """The places where the lines differ."""
    longer = max(len(ours), len(theirs))
    padded = [lines + ["(none)"] * (longer - len(lines)) for lines in (ours, theirs)]
    return [(at, one, other) for at, (one, other) in enumerate(zip(*padded, strict=True)) if one != other]


def test_numbers_are_those_of_libreoffice_on_random_documents(tmp_path: Path) -> None:
    files = {f"seed{seed}": numbered_file(seed) for seed in SEEDS}
    theirs = exported(files, tmp_path)
    compared = 0
    for name, data in files.items():
        ours, other = body_lines(data), folded(theirs[name])
        assert not differences(ours, other)[:3], name
        compared += len(ours)
    assert compared >= 2_000


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the folder of real documents is not here")
def test_text_is_that_of_libreoffice_on_real_documents(tmp_path: Path) -> None:
    files = {path.stem: _comparable(path.read_bytes()) for path in sorted(CORPUS.glob("*.docx"))}
    theirs = exported(files, tmp_path)
    for name, data in files.items():
        assert not differences(body_lines(data), folded(theirs[name]))[:3], name


def _comparable(data: bytes) -> bytes:
    """The file without what the export handles otherwise: it puts the mark of a note into the words, and leaves the
    text boxes out.
    """
    result = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "word/document.xml":
                content = re.sub(rb"<w:(?:foot|end)noteReference [^>]*/>", b"", content)
                content = re.sub(
                    rb"<w:txbxContent>.*?</w:txbxContent>", b"<w:txbxContent><w:p/></w:txbxContent>", content
                )
            new.writestr(name, content)
    return result.getvalue()
