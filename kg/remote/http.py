"""Requests that are repeated where that may help: the only door to the network.

No redirection is followed, so that credentials go nowhere else. All requests made here may be sent twice.
"""

from __future__ import annotations

import http.client
import logging
import random
import socket
import ssl
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from typing import Final

from kg import __version__
from kg.errors import RemoteError
from kg.remote.endpoint import PASSWORD, TOKEN, USER, Endpoint

log = logging.getLogger(__name__)

TIMEOUT: Final = 60.0
"""Seconds without a byte from the other side."""
ATTEMPTS: Final = 6
_PASSING: Final = frozenset({429, 502, 503, 504})
_FIRST_WAIT: Final = 0.5
_LONGEST_WAIT: Final = 60.0
_TOLD: Final = 200
"""Characters shown of what the other side says went wrong."""
_CURES: Final = {
    401: f"set {USER} and {PASSWORD}, or {TOKEN}",
    403: f"set {USER} and {PASSWORD}, or {TOKEN}, of somebody who may",
    404: "check the address: a graph store for push and pull, a SPARQL endpoint for ask",
    405: "check the address, and that the endpoint may be written",
    413: "let the server take larger requests",
}


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back."""

    status: int
    kind: str
    """Its media type, without parameters."""
    body: bytes
    wait: float | None = None
    """Seconds after which the other side wants to be asked again."""
    location: str = ""


@dataclass(slots=True)
class Client:
    """Speaks to one endpoint over one connection, made anew when it breaks."""

    endpoint: Endpoint
    timeout: float = TIMEOUT
    attempts: int = ATTEMPTS
    sleep: Callable[[float], None] = time.sleep
    _open: http.client.HTTPConnection | None = field(default=None, init=False, repr=False)

    def request(
        self,
        method: str,
        query: str = "",
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Reply | None:
        """Send a request until it is answered; None where nothing is there (404) to get or delete."""
        target = self.endpoint.target(query)
        for attempt in range(1, self.attempts + 1):
            reply, cause, wait = None, "", None
            try:
                reply = self._once(method, target, body, headers or {})
            except (OSError, http.client.HTTPException) as error:
                self.close()
                cause = _cause(error, self.timeout)
                if not _may_pass(error):
                    raise self._failed(cause, "check the address and the certificate") from error
            if reply is not None:
                if reply.status not in _PASSING:
                    return self._judged(reply, method)
                cause, wait = f"is not ready ({reply.status})", reply.wait
            if attempt < self.attempts:
                self._pause(cause, attempt, wait)
        tried = f"{cause}, tried {self.attempts} times"
        raise self._failed(tried, "check the address and the server, and run the command again")

    def close(self) -> None:
        """Let go of the connection."""
        if self._open is not None:
            self._open.close()
            self._open = None

    def _pause(self, cause: str, attempt: int, wanted: float | None) -> None:
        """Wait twice as long each time, not all clients at once; or as long as the other side wants."""
        wait = _FIRST_WAIT * 2 ** (attempt - 1) * random.uniform(0.75, 1.25)  # noqa: S311  # no secret
        wait = min(max(wait, wanted or 0), _LONGEST_WAIT)
        log.warning("%s: %s; trying again in %.1f s", self.endpoint, cause, wait)
        self.sleep(wait)

    def _once(self, method: str, target: str, body: bytes | None, headers: Mapping[str, str]) -> Reply:
        if self._open is None:
            self._open = self._connection()
        own = {"User-Agent": f"claimgraph/{__version__}"}
        if self.endpoint.authorization:
            own["Authorization"] = self.endpoint.authorization
        self._open.request(method, target, body, {**own, **headers})
        answer = self._open.getresponse()
        kind = answer.headers.get_content_type()
        content = answer.read()
        if answer.will_close:
            self.close()
        wait = _seconds(answer.headers.get("Retry-After"))
        return Reply(answer.status, kind, content, wait, answer.headers.get("Location", ""))

    def _connection(self) -> http.client.HTTPConnection:
        host, port = self.endpoint.host, self.endpoint.port
        if self.endpoint.encrypted:
            context = ssl.create_default_context()
            return http.client.HTTPSConnection(host, port, timeout=self.timeout, context=context)
        return http.client.HTTPConnection(host, port, timeout=self.timeout)

    def _judged(self, reply: Reply, method: str) -> Reply | None:
        """Return a success, None for what is absent; RemoteError for the rest."""
        if 200 <= reply.status < 300:
            return reply
        if reply.status == 404 and method in {"GET", "DELETE"}:
            return None
        if 300 <= reply.status < 400:
            place = reply.location.partition("?")[0].rpartition("@")[2] or "another address"
            raise self._failed(f"sends elsewhere ({reply.status})", f"if you trust it, give {place}")
        cause = f"refuses ({reply.status}{self._said(reply)})"
        raise self._failed(cause, _CURES.get(reply.status, "see what the server says of it"))

    def _said(self, reply: Reply) -> str:
        """Quote what the other side says went wrong, on one line, without secrets it repeats."""
        if reply.kind not in {"text/plain", "application/json"}:
            return ""
        words = " ".join(self.endpoint.hidden(reply.body.decode("utf-8", "replace")).split())
        return f": {words[:_TOLD]}" if words else ""

    def _failed(self, cause: str, cure: str) -> RemoteError:
        return RemoteError(str(self.endpoint), self.endpoint.hidden(cause), self.endpoint.hidden(cure))


def _may_pass(error: Exception) -> bool:
    """Tell whether trying again may help."""
    if isinstance(error, ssl.SSLCertVerificationError):
        return False
    return not (isinstance(error, socket.gaierror) and error.errno == socket.EAI_NONAME)


def _cause(error: Exception, timeout: float) -> str:
    """Say in words why nothing came back."""
    match error:
        case TimeoutError():
            return f"said nothing for {timeout:g} s"
        case ssl.SSLCertVerificationError():
            return f"has a certificate that does not hold ({error.verify_message})"
        case OSError():
            return f"cannot be reached ({error.strerror or error})"
        case _:
            return f"broke off its answer ({type(error).__name__})"


def _seconds(wanted: str | None) -> float | None:
    """Read a Retry-After: seconds, or a date."""
    if wanted is None:
        return None
    if wanted.isascii() and wanted.isdigit():
        return float(wanted[:6])
    try:
        return max(0.0, parsedate_to_datetime(wanted).timestamp() - time.time())
    except ValueError:
        return None
