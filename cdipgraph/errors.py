"""The error tree, drawn once. Each error says what failed, where, and what to do.

CdipgraphError
├── SourceError            a file could not be read
│   ├── MissingSource
│   ├── EmptySource
│   ├── UnreadableSource   not text, or a format that is not read
│   ├── EncodingError
│   ├── SourceTooLarge
│   ├── BadCorrection      a row of a corrections file
│   └── FaultySource       reading it ended in a fault of our own
├── UsageError             asked in a way that has no answer
│   ├── UnknownQuestion
│   ├── UnknownParameter
│   ├── BadParameter
│   ├── UnknownRule
│   └── UnknownThing
├── StoreError             the embedded store
│   ├── StoreMissing
│   ├── NotAStore
│   ├── StoreLocked
│   ├── StoreDamaged
│   └── DiskFull
└── EndpointError          a store elsewhere
    ├── EndpointTimeout
    ├── EndpointRefused
    ├── EndpointDenied
    └── EndpointAnswer
"""

from __future__ import annotations


class CdipgraphError(Exception):
    """Base of all errors that cdipgraph raises on purpose.

    `what` failed, `where` (a file, a place, a URL) and `remedy` (what to do) read as one message.
    """

    exit_code = 2

    def __init__(self, what: str, *, where: str = "", remedy: str = "") -> None:
        self.what, self.where, self.remedy = what, where, remedy
        super().__init__(what, where, remedy)

    def __str__(self) -> str:
        message = f"{self.where}: {self.what}" if self.where else self.what
        return f"{message}. {self.remedy}" if self.remedy else message


class SourceError(CdipgraphError):
    """A source document could not be read."""

    exit_code = 3


class MissingSource(SourceError):
    """There is no such file."""


class EmptySource(SourceError):
    """The file holds nothing, or nothing but white space."""


class UnreadableSource(SourceError):
    """The file is not text, or of a format that is not read."""


class EncodingError(SourceError):
    """The bytes are text in no encoding that is recognised."""


class SourceTooLarge(SourceError):
    """The file, or one line of it, is longer than the limit."""


class BadCorrection(SourceError):
    """A correction says something that cannot be understood or applied."""


class FaultySource(SourceError):
    """Reading the file ended in a fault of cdipgraph's own."""


class UsageError(CdipgraphError):
    """The request names something that does not exist."""


class UnknownQuestion(UsageError):
    """No stored question has this name."""


class UnknownParameter(UsageError):
    """The question has no such parameter."""


class BadParameter(UsageError):
    """The value does not fit the parameter's type."""


class UnknownRule(UsageError):
    """No shape, rule or reader finds anything of this name."""


class UnknownThing(UsageError):
    """Nothing in the store answers to this name."""


class StoreError(CdipgraphError):
    """The embedded store cannot do what was asked."""


class StoreMissing(StoreError):
    """There is no store in that folder."""


class NotAStore(StoreError):
    """The folder holds something else; it is left untouched."""


class StoreLocked(StoreError):
    """Another process is writing to the store."""


class StoreDamaged(StoreError):
    """The store's files are corrupt."""


class DiskFull(StoreError):
    """No space is left; nothing was changed."""


class EndpointError(CdipgraphError):
    """A SPARQL endpoint did not do what was asked."""


class EndpointTimeout(EndpointError):
    """The endpoint did not answer in time."""


class EndpointRefused(EndpointError):
    """Nothing answers at the address."""


class EndpointDenied(EndpointError):
    """The endpoint refused the credentials."""


class EndpointAnswer(EndpointError):
    """The endpoint answered something that is no SPARQL answer."""
