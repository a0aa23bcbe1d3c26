from __future__ import annotations

import asyncio
import json
import threading
import time
from collections.abc import Iterator, Mapping
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa

from api.access import Access, Client, Key, Scope, Tokens, hash_of, load_keys, new_key
from api.errors import Refused
from api.profiles import Profile
from graph.errors import SettingsError
from graph.page import Page
from graph.plan import Find
from tests.serving import Send, api_of, sender

ISSUER, AUDIENCE = "https://issuer.example", "newsgraph"
READER, WRITER, OLD = new_key(), new_key(), new_key()
SIGNER, OTHER = (rsa.generate_private_key(public_exponent=65537, key_size=2048) for _ in range(2))


class Empty:
    def find(self, find: Find) -> Page:
        return Page((), (), has_next=False, total=0)


class Jwks(BaseHTTPRequestHandler):
    """Publishes the key of the issuer."""

    asked = 0

    def do_GET(self) -> None:
        type(self).asked += 1
        key = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(SIGNER.public_key())) | {"kid": "one", "use": "sig"}
        body = json.dumps({"keys": [key]}).encode()
        self.send_response(200)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *arguments: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def jwks_url() -> Iterator[str]:
    server = HTTPServer(("127.0.0.1", 0), Jwks)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/jwks.json"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def keys(tmp_path: Path) -> dict[str, Key]:
    file = tmp_path / "keys.toml"
    file.write_text(
        f'[[keys]]\nname = "reader"\nhash = "{hash_of(READER)}"\nscope = "read"\n'
        f'[[keys]]\nname = "writer"\nhash = "{hash_of(WRITER).upper()}"\nscope = "write"\nexpires = 2999-01-01\n'
        f'[[keys]]\nname = "old"\nhash = "{hash_of(OLD)}"\nscope = "admin"\nexpires = 2020-01-01\n'
    )
    return load_keys(file)


@pytest.fixture
def send(keys: dict[str, Key], jwks_url: str) -> Iterator[Send]:
    access = Access(keys, Tokens(jwks_url, issuer=ISSUER, audience=AUDIENCE))
    with asyncio.Runner() as runner:
        yield sender(api_of(Empty(), profile=Profile(access=access)), runner)


def token(signer: Any = SIGNER, *, kid: str = "one", algorithm: str = "RS256", **claims: Any) -> str:
    given = {"iss": ISSUER, "aud": AUDIENCE, "sub": "ada", "exp": time.time() + 3600, "scope": "read", **claims}
    kept = {name: value for name, value in given.items() if value is not None}
    return jwt.encode(kept, signer, algorithm=algorithm, headers={"kid": kid})


def asked(send: Send, headers: Mapping[str, str]) -> tuple[int, str]:
    response = send("POST", "/graphql", json={"query": "{ actors { totalCount } }"}, headers=dict(headers))
    errors = response.json().get("errors")
    return response.status_code, errors[0]["extensions"]["code"] if errors else "answered"


@pytest.mark.parametrize(
    "headers",
    [
        {"authorization": f"Bearer {READER}"},
        {"authorization": f"bearer  {READER}"},
        {"x-api-key": WRITER},
        {"authorization": f"Bearer {token()}"},
        {"authorization": f"Bearer {token(scope='openid newsgraph:write')}"},
        {"authorization": f"Bearer {token(scope=None, scp=['read'])}"},
        {"authorization": f"Bearer {token(aud=['other', AUDIENCE])}"},
    ],
    ids=["key", "odd key", "other header", "token", "namespace", "list of scopes", "several audiences"],
)
def test_who_has_a_key_or_a_token_is_let_in(send: Send, headers: Mapping[str, str]) -> None:
    assert asked(send, headers) == (200, "answered")


@pytest.mark.parametrize(
    ("headers", "told"),
    [
        ({}, (401, "UNAUTHENTICATED")),
        ({"authorization": "Bearer "}, (401, "UNAUTHENTICATED")),
        ({"authorization": f"Basic {READER}"}, (401, "UNAUTHENTICATED")),
        ({"authorization": f"Bearer {READER}x"}, (401, "UNAUTHENTICATED")),
        ({"authorization": f"Bearer {hash_of(READER)}"}, (401, "UNAUTHENTICATED")),
        ({"x-api-key": OLD}, (401, "UNAUTHENTICATED")),
        ({"authorization": "Bearer a.b.c"}, (401, "UNAUTHENTICATED")),
        ({"authorization": f"Bearer {token(OTHER)}"}, (401, "UNAUTHENTICATED")),
        ({"authorization": f"Bearer {token(kid='two')}"}, (401, "UNAUTHENTICATED")),
        ({"authorization": f"Bearer {token(exp=1)}"}, (401, "UNAUTHENTICATED")),
        ({"authorization": f"Bearer {token(exp=None)}"}, (401, "UNAUTHENTICATED")),
        ({"authorization": f"Bearer {token(nbf=time.time() + 900)}"}, (401, "UNAUTHENTICATED")),
        ({"authorization": f"Bearer {token(aud='other')}"}, (401, "UNAUTHENTICATED")),
        ({"authorization": f"Bearer {token(iss='https://other.example')}"}, (401, "UNAUTHENTICATED")),
        ({"authorization": f"Bearer {token('x' * 64, algorithm='HS256')}"}, (401, "UNAUTHENTICATED")),
        ({"authorization": f"Bearer {token(None, algorithm='none')}"}, (401, "UNAUTHENTICATED")),
        ({"authorization": f"Bearer {token(scope='openid')}"}, (403, "FORBIDDEN")),
    ],
    ids=[
        "nothing", "empty", "other scheme", "wrong key", "the hash of a key", "expired key", "no token",
        "signed by another", "unknown key", "expired", "endless", "not yet", "for others", "from others",
        "signed with a secret", "not signed", "no scope of ours",
    ],
)  # fmt: skip
def test_who_has_none_is_sent_away(send: Send, headers: Mapping[str, str], told: tuple[int, str]) -> None:
    assert asked(send, headers) == told


def test_a_stranger_is_told_how_to_ask(send: Send) -> None:
    response = send("GET", "/graphql", params={"query": "{ __typename }"})
    assert response.headers["www-authenticate"].startswith("Bearer")


def test_a_mutation_needs_the_scope_to_write(send: Send) -> None:
    asked = {"json": {"query": "mutation { __typename }"}}
    told = [
        send("POST", "/graphql", **asked, headers={"x-api-key": key}).json()["errors"][0] for key in (READER, WRITER)
    ]
    assert told[0]["extensions"]["code"] == "FORBIDDEN"
    assert told[1]["extensions"]["code"] != "FORBIDDEN"


@pytest.mark.parametrize(("scope", "allowed"), [("read", ["read"]), ("write", ["read", "write"])])
def test_a_scope_allows_what_is_less(scope: Scope, allowed: list[Scope]) -> None:
    client = Client("ada", scope)
    for needed in allowed:
        client.check(needed)
    with pytest.raises(Refused):
        client.check("admin")


def test_unknown_keys_do_not_make_the_server_ask_the_issuer_again_and_again(send: Send) -> None:
    asked(send, {"authorization": f"Bearer {token()}"})
    before = Jwks.asked
    for number in range(5):
        asked(send, {"authorization": f"Bearer {token(kid=f'unknown{number}')}"})
    assert Jwks.asked <= before + 1


def test_an_issuer_that_is_away_is_no_mistake_of_the_client(keys: dict[str, Key]) -> None:
    access = Access(keys, Tokens("http://127.0.0.1:9/jwks.json", issuer=ISSUER, audience=AUDIENCE))
    with pytest.raises(Refused) as refused:
        access.client_of({"authorization": f"Bearer {token()}"})
    assert (refused.value.status, refused.value.code) == (503, "ACCESS_UNAVAILABLE")
    assert access.client_of({"x-api-key": READER}).name == "reader"


def test_without_keys_and_tokens_everyone_is_let_in() -> None:
    assert Access(anyone="read").client_of({}) == Client(None, "read")


@pytest.mark.parametrize(
    "content",
    [
        "keys = = 1",
        "",
        "keys = []",
        '[[keys]]\nname = "a"\nhash = "short"\nscope = "read"',
        f'[[keys]]\nname = "a"\nhash = "{"0" * 64}"\nscope = "all"',
        f'[[keys]]\nname = "a"\nhash = "{"0" * 64}"\nscope = "read"\ncolour = "red"',
        f'[[keys]]\nname = "a"\nhash = "{"0" * 64}"\nscope = "read"\nexpires = "soon"',
        f'[[keys]]\nhash = "{"0" * 64}"\nscope = "read"',
    ],
)
def test_a_file_of_keys_that_is_not_whole_is_refused(tmp_path: Path, content: str) -> None:
    file = tmp_path / "keys.toml"
    file.write_text(content)
    with pytest.raises(SettingsError, match=r"keys\.toml"):
        load_keys(file)


def test_pages_of_allowed_sites_alone_may_ask() -> None:
    profile = Profile(origins=("https://news.example",))
    preflight = {
        "access-control-request-method": "POST",
        "access-control-request-headers": "content-type, authorization",
    }
    with asyncio.Runner() as runner:
        send = sender(api_of(Empty(), profile=profile), runner)
        ours = send("OPTIONS", "/graphql", headers={"origin": "https://news.example", **preflight})
        others = send("OPTIONS", "/graphql", headers={"origin": "https://evil.example", **preflight})
    assert (ours.status_code, ours.headers["access-control-allow-origin"]) == (200, "https://news.example")
    assert "access-control-allow-origin" not in others.headers
    assert "access-control-allow-credentials" not in ours.headers
