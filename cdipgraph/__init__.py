"""cdipgraph: the decision chain of a committee as a checked RDF graph, every fact tied to the words it comes from.

    import cdipgraph

    cdipgraph.build("CDIP-24-8.fr.txt")                 # into .cdipgraph, in the current folder
    with cdipgraph.open_store() as store:
        for row in cdipgraph.query(store, "decisions", session=21):
            print(row)

Names are imported when they are first used: `import cdipgraph` costs nothing.
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

from cdipgraph._version import __version__

if TYPE_CHECKING:
    from cdipgraph.api import (
        build,
        check,
        diff,
        draw,
        export,
        publish,
        query,
        read,
        report_table,
        resolve,
        to_networkx,
        trace,
        unsettled,
    )
    from cdipgraph.errors import CdipgraphError
    from cdipgraph.queries import questions
    from cdipgraph.store import open_store

__all__ = [
    "CdipgraphError",
    "__version__",
    "build",
    "check",
    "diff",
    "draw",
    "export",
    "open_store",
    "publish",
    "query",
    "questions",
    "read",
    "report_table",
    "resolve",
    "to_networkx",
    "trace",
    "unsettled",
]

_ELSEWHERE = {"CdipgraphError": "errors", "open_store": "store", "questions": "queries"}


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module 'cdipgraph' has no attribute {name!r}")
    value = getattr(import_module(f"cdipgraph.{_ELSEWHERE.get(name, 'api')}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)


class _Package(ModuleType):
    """The package, in which `draw` and `trace` stay the functions when the modules of the same names are loaded."""

    def __setattr__(self, name: str, value: object) -> None:
        # Loading cdipgraph.draw makes the import system bind the module here, over the function.
        if name not in __all__ or not isinstance(value, ModuleType):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package
