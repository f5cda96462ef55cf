"""What goes wrong on the way to an endpoint and back, in the error tree's words."""

from __future__ import annotations

import http.client
import urllib.error
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from cdipgraph.errors import EndpointAnswer, EndpointDenied, EndpointError, EndpointRefused, EndpointTimeout

_SHOWN: Final = 200
_DENIED: Final = (401, 403, 407)
_LATE: Final = (408, 504)
_ABSENT: Final = (404, 405, 410, 502, 503)
_CREDENTIALS: Final = (
    "Set CDIPGRAPH_ENDPOINT_USER and CDIPGRAPH_ENDPOINT_PASSWORD, or CDIPGRAPH_ENDPOINT_TOKEN, in the environment"
)


@contextmanager
def endpoint_faults(url: str, timeout: float) -> Iterator[None]:
    """Turns what goes wrong inside into EndpointError and its kind; our own errors pass."""
    from SPARQLWrapper import SPARQLExceptions as Wrapped

    try:
        yield
    except Wrapped.Unauthorized as error:
        raise by_status(url, 401, str(error)) from error
    except Wrapped.EndPointNotFound as error:
        raise by_status(url, 404, str(error)) from error
    except Wrapped.QueryBadFormed as error:
        raise by_status(url, 400, str(error)) from error
    except Wrapped.SPARQLWrapperException as error:
        raise by_status(url, 500, str(error)) from error
    except urllib.error.HTTPError as error:
        with error:
            raise by_status(url, error.code, _text(error.read(_SHOWN))) from error
    except TimeoutError as error:
        raise _late(url, timeout) from error
    except urllib.error.URLError as error:
        if isinstance(error.reason, TimeoutError):
            raise _late(url, timeout) from error
        raise _refused(url, f"nothing answers there ({error.reason})") from error
    except http.client.HTTPException as error:
        raise bad_answer(url, f"the answer is not HTTP, or breaks off ({type(error).__name__})") from error
    except OSError as error:
        raise _refused(url, f"the connection broke ({error})") from error


def by_status(url: str, status: int, text: str) -> EndpointError:
    """The error that an HTTP status means; `text` is what came with it."""
    said = f"{status}: {' '.join(text.split())[:_SHOWN]}" if text else str(status)
    if status in _DENIED:
        return EndpointDenied(f"the endpoint refuses the credentials ({status})", where=url, remedy=_CREDENTIALS)
    if status in _LATE:
        return EndpointTimeout(f"the endpoint gave up ({said})", where=url, remedy="Ask for less, or try again later")
    if status in _ABSENT:
        return _refused(url, f"there is no endpoint, or it is not ready ({said})")
    return EndpointAnswer(f"the endpoint does not do what was asked ({said})", where=url)


def bad_answer(url: str, what: str, body: bytes = b"") -> EndpointAnswer:
    """The error for an answer that is none."""
    shown = f"; it begins {_text(body[:_SHOWN])!r}" if body else ""
    return EndpointAnswer(
        f"{what}{shown}",
        where=url,
        remedy="Check that the URL is a SPARQL endpoint's; an answer that breaks off may be the server's time-out",
    )


def _late(url: str, timeout: float) -> EndpointTimeout:
    return EndpointTimeout(
        f"no answer within {timeout:g} s",
        where=url,
        remedy="Set CDIPGRAPH_ENDPOINT_TIMEOUT to more seconds, or try later",
    )


def _refused(url: str, what: str) -> EndpointRefused:
    return EndpointRefused(what, where=url, remedy="Check the URL, and that the server runs")


def _text(data: bytes) -> str:
    return data.decode("utf-8", errors="replace")
