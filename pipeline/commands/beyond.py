"""How pages are given out: to this machine, or beyond it with a sign-in and by TLS alone."""

from __future__ import annotations

import socket
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click
from missiemonitor.pipeline.commands.common import CommandError, PathOf, say

LOOPBACK = {"localhost", "::1"}
EVERY = {"0.0.0.0", "::", "*", ""}  # addresses to listen on, by which nothing can be opened


def _is_loopback(host: str) -> bool:
    return host in LOOPBACK or host.startswith("127.")


@dataclass(frozen=True, slots=True)
class Beyond:
    """How a desk is shown beyond this machine: who signs in, and what gives pages out by TLS."""

    passwords: Path | None
    tls_cert: Path | None
    tls_key: Path | None
    proxy: str | None

    def check_certificate(self) -> None:
        """Raises CommandError for a certificate without its key, or one that cannot be used."""
        import ssl

        if (self.tls_cert is None) != (self.tls_key is None):
            raise CommandError("--tls-cert and --tls-key go together", "name both")
        if self.tls_cert is None or self.tls_key is None:
            return
        try:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(self.tls_cert, self.tls_key, password=lambda: "")
        except (OSError, ValueError) as error:  # SSLError is an OSError
            raise CommandError(
                f"{self.tls_cert} and {self.tls_key} are no certificate and its key "
                f"({getattr(error, 'reason', None) or error})",
                "name PEM files that belong together, the key without a password",
            ) from error

    def check(self, names: list[str]) -> None:
        """Raises CommandError for a desk that others could reach without a name or without TLS."""
        far = sorted(name for name in names if not _is_loopback(name))
        if not far and not self.proxy:
            return
        if self.passwords is None:
            raise CommandError(
                f"a desk at {', '.join(far) or self.proxy} is one that others reach",
                "have them sign in: --passwords FILE, made by 'missiemonitor reviewers add NAME'",
            )
        if self.tls_cert is None and not self.proxy:
            raise CommandError(
                f"passwords do not go to {', '.join(far)} without TLS",
                "give --tls-cert and --tls-key, or name the proxy that has them: --proxy ADDRESS",
            )


def beyond_options(command: Any) -> Any:
    """Options of pages that are reached from beyond this machine."""
    path = PathOf(dir_okay=False, exists=True)
    for option in (
        click.option(
            "--proxy", metavar="ADDRESS", help="The proxy that gives the pages out by TLS."
        ),
        click.option("--tls-key", type=path, help="The key of the certificate (PEM)."),
        click.option("--tls-cert", type=path, help="The certificate of this host (PEM)."),
        click.option(
            "--passwords",
            type=path,
            help="People sign in by this file; 'reviewers add' makes it. Needed beyond loopback.",
        ),
    ):
        command = option(command)
    return command


def hosts_of(names: list[str], port: int) -> list[str]:
    """The names with port by which the machine is reached; browsers leave out port 443."""
    every = {"localhost", "127.0.0.1", *names}
    if every & EVERY:
        every.add(socket.gethostname().casefold())
    return [f"{name}:{port}" for name in every] + sorted(every - {"localhost", "127.0.0.1"})


def address_of(host: str, port: int, names: Sequence[str], secure: bool) -> str:
    """The address that a browser opens: where it listens on every one, by the first name that was
    given, or that of the machine."""
    name = host if host not in EVERY else next(iter(names), socket.gethostname().casefold())
    name = f"[{name}]" if ":" in name else name
    return f"http{'s' if secure else ''}://{name}:{port}"


def serve(
    app: Any,
    host: str,
    port: int,
    where: str,
    open_: bool,
    beyond: Beyond | None = None,
    names: Sequence[str] = (),
) -> None:
    """Answer on an address until Ctrl-C, which raises KeyboardInterrupt."""
    import uvicorn
    from missiemonitor.output.explore.caution import in_a_line
    from missiemonitor.pipeline.stopping import go_on

    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except (OSError, OverflowError) as error:
            if isinstance(error, OverflowError):
                raise CommandError(f"{port} is no port", "name one of 1 to 65535") from error
            raise CommandError(
                f"cannot listen on {host}:{port} ({error.strerror})", "name another --port"
            ) from error
    cert = beyond.tls_cert if beyond else None
    address = address_of(host, port, names, bool(cert)) + where
    every = "listens on every address of this machine; " if host in EVERY else ""
    say(f"{address} ({every}stop with Ctrl-C)", err=True)
    if open_:
        click.launch(address)
    key = beyond.tls_key if beyond else None
    uvicorn.run(
        in_a_line(app),
        host=host,
        port=port,
        log_level="warning",
        lifespan="on",
        ssl_certfile=cert,
        ssl_keyfile=key,
        proxy_headers=False,  # the desk looks itself at who asks
    )
    go_on()  # uvicorn keeps Ctrl-C to itself
