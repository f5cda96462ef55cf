"""Files written whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

from cdipgraph.errors import UsageError


def write_file(path: Path, content: bytes) -> None:
    """Nothing; the file has the content, or is as it was. Raises UsageError when it cannot be written."""
    try:
        target = path.resolve()
        if target.exists() and not target.is_file():
            target.write_bytes(content)  # a device or a pipe
            return
        draft = target.with_name(f".{target.name}.{os.getpid()}.part")
        try:
            draft.write_bytes(content)
            if target.exists():
                draft.chmod(target.stat().st_mode & 0o7777)
            draft.replace(target)
        finally:
            draft.unlink(missing_ok=True)
    except OSError as error:
        raise UsageError(f"cannot be written: {error.strerror}", where=str(path), remedy="Name another file") from error
