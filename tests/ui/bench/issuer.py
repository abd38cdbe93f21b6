"""A small OpenID Connect issuer over HTTP, with a key of its own, that can be made to misbehave."""

import base64
import hashlib
import secrets
import time
from dataclasses import dataclass, field
from typing import Any

from joserfc import jwt
from joserfc.jwk import KeySet, RSAKey
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

CLIENT, SECRET = "preceptorship", "kept between the two"


@dataclass
class FakeIssuer:
    """Signs everybody in who comes, as `email`."""

    address: str = ""
    """Known once it listens."""
    email: str = "educator@hub.example"
    claims: dict[str, Any] = field(default_factory=dict)
    """Said in the ID token instead of what is right; None leaves a claim out."""
    key: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, {"kid": "1", "use": "sig"}))
    signing: RSAKey | None = None
    """Another key than the one that is published."""
    algorithm: str = "RS256"
    denied: bool = False
    asked: list[dict[str, str]] = field(default_factory=list)
    """What each request for a sign-in held."""
    _codes: dict[str, dict[str, str]] = field(default_factory=dict)

    def app(self) -> Starlette:
        """Its addresses."""
        routes = [
            Route("/.well-known/openid-configuration", self._described),
            Route("/authorize", self._authorize),
            Route("/token", self._token, methods=["POST"]),
            Route("/keys", self._keys),
            Route("/userinfo", self._userinfo),
        ]
        return Starlette(routes=routes)

    def _described(self, _: Request) -> Response:
        return JSONResponse(
            {
                "issuer": self.address,
                "authorization_endpoint": f"{self.address}/authorize",
                "token_endpoint": f"{self.address}/token",
                "jwks_uri": f"{self.address}/keys",
                "userinfo_endpoint": f"{self.address}/userinfo",
            }
        )

    def _authorize(self, request: Request) -> Response:
        asked = dict(request.query_params)
        self.asked.append(asked)
        assert asked["client_id"] == CLIENT and asked["response_type"] == "code"
        assert asked["code_challenge_method"] == "S256" and set(asked["scope"].split()) == {"openid", "email"}
        if self.denied:
            return RedirectResponse(f"{asked['redirect_uri']}?error=access_denied&state={asked['state']}", 302)
        code = secrets.token_urlsafe(8)
        self._codes[code] = asked
        return RedirectResponse(f"{asked['redirect_uri']}?code={code}&state={asked['state']}", 302)

    async def _token(self, request: Request) -> Response:
        form = await request.form()
        asked = self._codes.pop(str(form["code"]), None)
        known = base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
        if asked is None or request.headers.get("authorization") != f"Basic {known}":
            return JSONResponse({"error": "invalid_grant"}, 400)
        digest = hashlib.sha256(str(form["code_verifier"]).encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).decode().rstrip("=")
        if challenge != asked["code_challenge"] or form["redirect_uri"] != asked["redirect_uri"]:
            return JSONResponse({"error": "invalid_grant"}, 400)
        token = {"access_token": "opens-userinfo", "token_type": "Bearer", "id_token": self._id_token(asked["nonce"])}
        return JSONResponse(token)

    def _id_token(self, nonce: str) -> str:
        now = int(time.time())
        claims = {
            "iss": self.address,
            "sub": "42",
            "aud": CLIENT,
            "iat": now,
            "exp": now + 300,
            "nonce": nonce,
            "email": self.email,
            "email_verified": True,
            **self.claims,
        }
        said = {name: value for name, value in claims.items() if value is not None}
        key: Any = self.signing or self.key
        if self.algorithm == "HS256":
            from joserfc.jwk import OctKey

            key = OctKey.import_key(SECRET)
        return jwt.encode({"alg": self.algorithm, "kid": "1"}, said, key, algorithms=[self.algorithm])

    def _keys(self, _: Request) -> Response:
        return JSONResponse(KeySet([self.key]).as_dict(private=False))

    def _userinfo(self, request: Request) -> Response:
        assert request.headers["authorization"] == "Bearer opens-userinfo"
        return JSONResponse({"sub": "42", "email": self.email, "email_verified": True})
