"""The files that travel with the package: ontology, shapes and queries, in a wheel and in a checkout.

A wheel carries them as package data under `cdipgraph/_resources/`; in a checkout they lie beside the package.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from cdipgraph.errors import CdipgraphError

_PACKAGE: Final = Path(__file__).resolve().parent
#: The wheel's place first: beside an installed package, a folder called `queries` belongs to somebody else.
_ROOTS: Final = (_PACKAGE / "_resources", _PACKAGE.parent)


def resource_dir(name: str) -> Path:
    """The folder `name`: `ontology`, `shapes`, `queries` or a folder in one of them such as `queries/checks`.

    Raises CdipgraphError when the installation lacks it.
    """
    root = next((root for root in _ROOTS if root.is_dir()), _ROOTS[-1])
    folder = root / name
    if not folder.is_dir():
        raise CdipgraphError(
            f"the folder {name} of cdipgraph is missing", where=str(root), remedy="Install the package again"
        )
    return folder


def files(name: str, suffix: str) -> tuple[Path, ...]:
    """The files of a folder that end in `suffix` (with its dot), sorted by name; raises as `resource_dir`."""
    return tuple(sorted(path for path in resource_dir(name).iterdir() if path.suffix == suffix and path.is_file()))


def read(name: str, file: str) -> str:
    """The text of one file: `read("ontology", "cdip.ttl")`. Raises CdipgraphError when there is no such file."""
    path = resource_dir(name) / file
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise CdipgraphError(
            f"the file {file} of cdipgraph is missing", where=str(path.parent), remedy="Install the package again"
        ) from error
