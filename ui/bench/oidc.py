"""OpenID Connect: an organisation says who somebody is. The only module beside the fetcher that uses the network.

Authorization code with PKCE and nonce. The issuer's settings and keys are fetched at every sign-in, which are few, so
that a change there needs no restart here."""

import logging
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import httpx2
from authlib.common.errors import AuthlibBaseError
from authlib.integrations.httpx_client import OAuth2Client
from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from corpus.errors import PreceptorshipError
from ui.api.problems import Refused

log = logging.getLogger(__name__)

PATIENCE = 10.0
"""Seconds to wait for the issuer."""
ALGORITHMS = ("RS256", "PS256", "ES256", "RS384", "PS384", "ES384", "RS512", "PS512", "ES512", "EdDSA")
"""Signatures that are taken: by a key pair only, never by a shared secret or by none."""
_LEEWAY = 60
"""Seconds by which two clocks may differ."""


@dataclass(frozen=True)
class Attempt:
    """A sign-in that was begun and has not come back; used once."""

    redirect_uri: str
    """Where the issuer sends the person back to; registered there."""
    state: str = field(default_factory=lambda: secrets.token_urlsafe(32))
    nonce: str = field(default_factory=lambda: secrets.token_urlsafe(32))
    verifier: str = field(default_factory=lambda: secrets.token_urlsafe(48))


@dataclass(frozen=True)
class Issuer:
    """The organisation's sign-in."""

    address: str
    client_id: str
    client_secret: str = field(default="", repr=False)

    def address_for(self, attempt: Attempt) -> str:
        """Where the person signs in. Raises Refused (503) when the issuer does not answer."""
        with _plainly(), self._client(attempt) as client:
            url, _ = client.create_authorization_url(
                self._described(client)["authorization_endpoint"],
                state=attempt.state,
                nonce=attempt.nonce,
                code_verifier=attempt.verifier,
            )
            return str(url)

    def email(self, attempt: Attempt, code: str) -> str:
        """The verified e-mail address of the person who came back with the code. Raises Refused: 503 when the issuer
        does not answer, 403 when what it says cannot be trusted or it has not verified the address."""
        with _plainly(), self._client(attempt) as client:
            described = self._described(client)
            token = client.fetch_token(
                described["token_endpoint"],
                auth=(self.client_id, self.client_secret) if self.client_secret else None,
                grant_type="authorization_code",
                code=code,
                code_verifier=attempt.verifier,
                redirect_uri=attempt.redirect_uri,
            )
            claims = self._trusted(token, _fetched(client, described["jwks_uri"]), attempt)
            if "email" not in claims and "userinfo_endpoint" in described:
                claims = _told_of(client, described["userinfo_endpoint"], claims["sub"])
        if claims.get("email_verified") is not True or not isinstance(claims.get("email"), str):
            raise Refused(403, "Your organisation has not verified your e-mail address.", "Ask its help desk.")
        return str(claims["email"])

    def _client(self, attempt: Attempt) -> OAuth2Client:
        return OAuth2Client(
            self.client_id,
            self.client_secret or None,
            token_endpoint_auth_method="client_secret_basic" if self.client_secret else "none",
            scope="openid email",
            redirect_uri=attempt.redirect_uri,
            code_challenge_method="S256",
            timeout=PATIENCE,
        )

    def _described(self, client: OAuth2Client) -> dict[str, Any]:
        """The issuer's addresses, as it publishes them. Raises KeyError when they are another's."""
        described = _fetched(client, f"{self.address.rstrip('/')}/.well-known/openid-configuration")
        if described["issuer"] != self.address:
            raise KeyError("issuer")
        return described

    def _trusted(self, token: dict[str, Any], keys: Any, attempt: Attempt) -> dict[str, Any]:
        """What the ID token says, once its signature, issuer, audience, times and nonce are right."""
        decoded = jwt.decode(token["id_token"], KeySet.import_key_set(keys), algorithms=ALGORITHMS)
        claims = CodeIDToken(
            decoded.claims,
            decoded.header,
            options={
                "iss": {"essential": True, "value": self.address},
                "aud": {"essential": True, "value": self.client_id},
            },
            params={
                "nonce": attempt.nonce,
                "client_id": self.client_id,
                "access_token": token.get("access_token"),
            },
        )
        claims.validate(leeway=_LEEWAY)
        return dict(claims)


def checked_issuer(address: str, client_id: str, client_secret: str) -> Issuer:
    """The issuer of the settings. Raises PreceptorshipError when it could be impersonated or the client has no id."""
    parts = urlsplit(address)
    if not parts.hostname or (parts.scheme != "https" and parts.hostname not in ("127.0.0.1", "localhost")):
        raise PreceptorshipError(
            "The issuer of the organisation's sign-in has no https address.",
            "Write PRECEPTORSHIP_OIDC_ISSUER like https://login.hub.example, exactly as the issuer names itself.",
        )
    if not client_id:
        raise PreceptorshipError(
            "The organisation's sign-in does not know this service.",
            "Set PRECEPTORSHIP_OIDC_CLIENT_ID to the name it was registered under.",
        )
    return Issuer(address, client_id, client_secret)


def _fetched(client: OAuth2Client, address: str, **options: Any) -> dict[str, Any]:
    """One JSON object from the issuer."""
    response = client.request("GET", address, **(options or {"withhold_token": True}))
    response.raise_for_status()
    return dict(response.json())


def _told_of(client: OAuth2Client, address: str, subject: str) -> dict[str, Any]:
    """What the issuer says of the person who signed in. Raises KeyError when it speaks of another."""
    claims = _fetched(client, address, withhold_token=False)
    if claims["sub"] != subject:
        raise KeyError("sub")
    return claims


@contextmanager
def _plainly() -> Iterator[None]:
    """What goes wrong between here and the issuer, in one sentence; the log gets its kind."""
    try:
        yield
    except httpx2.HTTPError as error:
        log.warning("the organisation's sign-in does not answer: %s", type(error).__name__)
        raise Refused(
            503, "Your organisation's sign-in cannot be reached just now.", "Try again later, or use a password."
        ) from None
    except (AuthlibBaseError, JoseError, KeyError, TypeError, ValueError) as error:
        log.warning("the organisation's sign-in cannot be trusted: %s", type(error).__name__)
        raise Refused(
            403, "What your organisation's sign-in said could not be trusted.", "Start again from the sign-in page."
        ) from None
