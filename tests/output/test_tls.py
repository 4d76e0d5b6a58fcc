"""The desk beyond this machine: served by TLS with its own certificate, refused without."""

from __future__ import annotations

import datetime as dt
import http.client
import re
import shutil
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import urlencode

import pytest
from click.testing import CliRunner
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from missiemonitor.output.review import passwords
from missiemonitor.pipeline.cli import main
from missiemonitor.pipeline.commands.beyond import address_of, hosts_of

from tests.conftest import SAMPLES

WORD = "een lang wachtwoord"
PATIENCE = 60.0  # seconds in which the server has to answer


def self_made(folder: Path, host: str = "localhost") -> tuple[Path, Path]:
    """A certificate that vouches for itself, and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, host)])
    now = dt.datetime.now(dt.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(host)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    cert, secret = folder / "cert.pem", folder / "key.pem"
    cert.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    secret.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return cert, secret


@pytest.fixture
def given(samples_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A database, a file of passwords, and the options that name them."""
    monkeypatch.setattr(passwords, "COSTS", {"n": 2**4, "r": 8, "p": 1})
    passwords.add(tmp_path / "people", "Anna", WORD)
    shutil.copy(samples_path, tmp_path / "desk.db")
    return ["--db", str(tmp_path / "desk.db"), "--reports", str(SAMPLES),
            "--passwords", str(tmp_path / "people")]  # fmt: skip


@contextmanager
def running(arguments: list[str], port: int) -> Iterator[None]:
    """The command in a process of its own, once it listens."""
    command = [sys.executable, "-m", "missiemonitor", *arguments, "--port", str(port)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as server:
        until = time.monotonic() + PATIENCE
        try:
            while time.monotonic() < until and server.poll() is None:
                with closing(socket.socket()) as probe:
                    if probe.connect_ex(("127.0.0.1", port)) == 0:
                        break
                time.sleep(0.2)
            assert server.poll() is None, server.stderr and server.stderr.read()
            yield
        finally:
            server.terminate()


def free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_a_desk_that_others_reach_is_served_by_tls_alone(given: list[str], tmp_path: Path) -> None:
    cert, key = self_made(tmp_path)
    port = free_port()
    arguments = ["open", "--review", *given, "--host", "0.0.0.0", "--name", "localhost",
                 "--tls-cert", str(cert), "--tls-key", str(key)]  # fmt: skip
    trusted = ssl.create_default_context(cafile=str(cert))

    def ask(
        target: str, form: dict[str, str] | None = None, cookie: str = ""
    ) -> tuple[int, str, str]:
        there = http.client.HTTPSConnection("localhost", port, timeout=30, context=trusted)
        with closing(there) as connection:
            headers = {"Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded"}
            method = "GET" if form is None else "POST"
            connection.request(method, target, form and urlencode(form), headers)
            answer = connection.getresponse()
            return answer.status, answer.read().decode(), answer.getheader("Set-Cookie") or ""

    with running(arguments, port):
        assert ask("/nakijken")[0] == 302
        status, page, _ = ask("/aanmelden")
        token = re.search('name="token" value="([^"]+)"', page)
        assert status == 200 and token
        form = {"token": token[1], "name": "Anna", "password": WORD}
        status, _, cookie = ask("/aanmelden", form)
        assert status == 302 and cookie.startswith("__Host-session=") and "Secure" in cookie
        assert ask("/nakijken", cookie=cookie.split(";")[0])[0] == 200
        # Without TLS there is no answer, and nobody who knows no such certificate is fooled.
        plain = http.client.HTTPConnection("localhost", port, timeout=30)
        with closing(plain), pytest.raises((http.client.HTTPException, OSError)):
            plain.request("GET", "/aanmelden")
            plain.getresponse()
        stranger = http.client.HTTPSConnection("localhost", port, timeout=30)
        with closing(stranger), pytest.raises(ssl.SSLCertVerificationError):
            stranger.request("GET", "/aanmelden")


def test_beyond_this_machine_there_is_no_desk_without_tls(given: list[str]) -> None:
    outcome = CliRunner().invoke(main, ["open", "--review", *given, "--host", "0.0.0.0"])
    assert outcome.exit_code == 2 and "--tls-cert and --tls-key" in outcome.output


@pytest.mark.parametrize("command", [["open"], ["open", "--review"], ["review"]])
def test_what_is_no_certificate_is_told_before_anybody_waits(
    given: list[str], tmp_path: Path, command: list[str]
) -> None:
    cert, key = self_made(tmp_path)
    key.write_text("no key")
    arguments = [*command, *given, "--tls-cert", str(cert)]
    outcome = CliRunner().invoke(main, arguments)
    assert outcome.exit_code == 2 and "go together" in outcome.output
    outcome = CliRunner().invoke(main, [*arguments, "--tls-key", str(key)])
    assert outcome.exit_code == 2 and "key.pem" in outcome.output, outcome.output


@pytest.mark.parametrize(
    ("host", "names", "address"),
    [
        ("127.0.0.1", [], "https://127.0.0.1:8000"),
        ("0.0.0.0", [], "https://kast:8000"),
        ("0.0.0.0", ["archief.example"], "https://archief.example:8000"),
        ("::1", [], "https://[::1]:8000"),
    ],
)
def test_the_address_that_is_told_can_be_opened(
    monkeypatch: pytest.MonkeyPatch, host: str, names: list[str], address: str
) -> None:
    monkeypatch.setattr(socket, "gethostname", lambda: "Kast")
    assert address_of(host, 8000, names, secure=True) == address
    # ... and is one that is answered to.
    hosts = hosts_of([host, *names], 8000)
    assert host == "::1" or address.removeprefix("https://") in hosts
