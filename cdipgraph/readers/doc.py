"""Old Word files (.doc): converted by LibreOffice where it is installed, and then read as .docx.

LibreOffice runs in a folder and with a profile of its own, without macros and without following links, and is ended
with all it started when it takes too long.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from dataclasses import replace
from pathlib import Path

from cdipgraph.errors import EmptySource, UnreadableSource
from cdipgraph.readers import docx
from cdipgraph.source import SourceText

FORMAT = "application/msword"
SIGNATURE = b"\xd0\xcf\x11\xe0"
SECONDS = 120
_COMMANDS = ("soffice", "libreoffice")
_PROTECTED, _WORD = ("EncryptedPackage".encode("utf-16-le"), "WordDocument".encode("utf-16-le"))
_ITEM = (
    '<item oor:path="/org.openoffice.Office.Common/Security/Scripting">'
    '<prop oor:name="{}" oor:op="fuse"><value>{}</value></prop></item>'
)
_SETTINGS = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<oor:items xmlns:oor="http://openoffice.org/2001/registry">'
    + _ITEM.format("DisableMacrosExecution", "true")
    + _ITEM.format("MacroSecurityLevel", "3")
    + _ITEM.format("BlockUntrustedRefererLinks", "true")
    + "</oor:items>\n"
)


def source_text(data: bytes, *, name: str = "", sha256: str = "") -> SourceText:
    """The text of an old Word file, with its blocks.

    Raises EmptySource or UnreadableSource: protected by a password, no Word file, damaged, or LibreOffice is missing.
    """
    if not data:
        raise EmptySource("the file is empty", where=name, remedy="Check that the download was complete")
    if _PROTECTED in data:
        raise UnreadableSource(
            "the file is protected by a password", where=name, remedy="Save it in Word without the password"
        )
    if not data.startswith(SIGNATURE) or _WORD not in data:
        raise UnreadableSource(
            "this is no Word document (.doc), or one that is cut", where=name, remedy="Save it in Word as .docx"
        )
    source = docx.source_text(_converted(data, name), name=name, sha256=sha256)
    return replace(source, format=FORMAT)


def _converted(data: bytes, name: str) -> bytes:
    """The same document as .docx."""
    command = next((found for candidate in _COMMANDS if (found := shutil.which(candidate))), None)
    if command is None:
        raise UnreadableSource(
            "this is an old Word file (.doc), which LibreOffice reads, and that is not installed",
            where=name,
            remedy="Install LibreOffice, or save the document in Word as .docx",
        )
    with tempfile.TemporaryDirectory(prefix="cdipgraph-") as folder:
        place = Path(folder)
        (place / "profile" / "user").mkdir(parents=True)
        (place / "profile" / "user" / "registrymodifications.xcu").write_text(_SETTINGS, encoding="utf-8")
        (place / "document.doc").write_bytes(data)
        _run(command, place, name)
        result = place / "out" / "document.docx"
        if not result.is_file():
            raise UnreadableSource(
                "LibreOffice cannot read this Word file: it is damaged or protected",
                where=name,
                remedy="Open it in Word and save it as .docx",
            )
        return result.read_bytes()


def _run(command: str, place: Path, name: str) -> None:
    """Runs the conversion in its own process group, which is ended as a whole when its time is over."""
    profile = f"-env:UserInstallation={(place / 'profile').as_uri()}"
    options = ["--headless", "--norestore", "--convert-to", "docx:MS Word 2007 XML", "--outdir", str(place / "out")]
    environment = {**os.environ, "HOME": str(place)}
    process = subprocess.Popen(  # noqa: S603 - no shell, and nothing of the file is in the arguments
        [command, profile, *options, str(place / "document.doc")],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=environment,
        start_new_session=True,
    )
    try:
        process.wait(timeout=SECONDS)
    except subprocess.TimeoutExpired:
        raise UnreadableSource(
            f"LibreOffice did not read this Word file within {SECONDS} seconds",
            where=name,
            remedy="Open it in Word and save it as .docx",
        ) from None
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
