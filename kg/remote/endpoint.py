"""Where an endpoint is, and who asks: credentials come from the environment and show up nowhere."""

from __future__ import annotations

import base64
import ipaddress
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import quote, urlsplit

from kg.errors import MisuseError

USER: Final = "KG_ENDPOINT_USER"
PASSWORD: Final = "KG_ENDPOINT_PASSWORD"  # noqa: S105  # the name of the variable, not what it holds
TOKEN: Final = "KG_ENDPOINT_TOKEN"  # noqa: S105
PLAIN: Final = "KG_ENDPOINT_PLAIN"
"""Set to 1: credentials may go unencrypted to another machine."""

_PORTS: Final = {"http": 80, "https": 443}
_SAFE: Final = "/:@!$&'()*+,;=~-._%?"
_EXAMPLE: Final = "write it as https://example.org/store"
_WHERE: Final = "address of the endpoint"


@dataclass(frozen=True, slots=True)
class Endpoint:
    """An address and what it asks of whoever comes."""

    encrypted: bool
    host: str
    port: int
    path: str
    query: str = field(default="", repr=False)
    authorization: str | None = field(default=None, repr=False)
    secrets: tuple[str, ...] = field(default=(), repr=False)
    """What must never be shown."""

    def __str__(self) -> str:
        scheme = "https" if self.encrypted else "http"
        host = f"[{self.host}]" if ":" in self.host else self.host
        port = "" if self.port == _PORTS[scheme] else f":{self.port}"
        return f"{scheme}://{host}{port}{self.path}"

    def target(self, query: str = "") -> str:
        """Return what stands in the first line of a request."""
        asked = "&".join(part for part in (self.query, query) if part)
        return f"{self.path}?{asked}" if asked else self.path

    def hidden(self, text: str) -> str:
        """Take out of a text what must never be shown."""
        for secret in self.secrets:
            text = text.replace(secret, "***")
        return text


def endpoint(address: str, environment: Mapping[str, str] = os.environ) -> Endpoint:
    """Read an address, with credentials from the environment; MisuseError names neither."""
    scheme, host, port, path, query = _parts(address)
    authorization, secrets = _authorization(environment)
    found = Endpoint(scheme == "https", host, port, path, query, authorization, secrets)
    if authorization and not (found.encrypted or _is_here(host) or environment.get(PLAIN) == "1"):
        cure = f"use https, or set {PLAIN}=1 where nobody listens"
        raise MisuseError(str(found), "would get the credentials unencrypted", cure)
    return found


def _parts(address: str) -> tuple[str, str, int, str, str]:
    """Take an address apart; what is wrong with it is told without it."""
    try:
        parts = urlsplit(address)
        host, port = parts.hostname, parts.port
    except ValueError:
        raise MisuseError(_WHERE, "is no URL", _EXAMPLE) from None
    if "@" in parts.netloc:
        cure = f"set {USER} and {PASSWORD}, or {TOKEN}, and leave them out of the address"
        raise MisuseError(_WHERE, "holds credentials, which others could read", cure)
    if parts.scheme not in _PORTS or not host or not (host.isascii() and host.isprintable()) or " " in host:
        raise MisuseError(_WHERE, "is no URL of the web", _EXAMPLE)
    path = quote(parts.path or "/", safe=_SAFE)
    return parts.scheme, host, port or _PORTS[parts.scheme], path, quote(parts.query, safe=_SAFE)


def _authorization(environment: Mapping[str, str]) -> tuple[str | None, tuple[str, ...]]:
    """Make the header that says who asks, and list what of it is secret."""
    user, password, token = (environment.get(name, "") for name in (USER, PASSWORD, TOKEN))
    if token and (user or password):
        raise MisuseError(TOKEN, f"is set beside {USER} or {PASSWORD}", "unset one of them")
    if token:
        if not (token.isascii() and token.isprintable()) or " " in token:
            raise MisuseError(TOKEN, "is no token (it holds spaces or letters beyond ASCII)", "set it anew")
        return f"Bearer {token}", (token,)
    if password and not user:
        raise MisuseError(PASSWORD, f"is set without {USER}", f"set {USER} too")
    if not user:
        return None, ()
    if ":" in user:
        raise MisuseError(USER, "holds a colon, which no user's name can", "set it anew")
    pair = base64.b64encode(f"{user}:{password}".encode("utf-8", "surrogateescape")).decode()
    return f"Basic {pair}", tuple(secret for secret in (pair, password) if secret)


def _is_here(host: str) -> bool:
    """Tell whether an address is of this machine."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
