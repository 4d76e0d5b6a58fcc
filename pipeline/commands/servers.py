"""Pages in the browser."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click
from missiemonitor.pipeline.commands.beyond import Beyond, beyond_options, hosts_of, serve
from missiemonitor.pipeline.commands.common import (
    PathOf,
    db_option,
    labels_option,
    reports_option,
    say,
    series_option,
    settings_of,
    unwritable,
)
from missiemonitor.pipeline.settings import Settings

PORT = click.IntRange(1, 65535)  # what TCP has
host_option = click.option(
    "--host", default="127.0.0.1", show_default=True, help="Address to listen on."
)
name_option = click.option(
    "--name",
    "names",
    multiple=True,
    help="A name by which browsers reach this machine, beside --host and localhost.",
)
open_option = click.option("--open/--no-open", "open_", default=False, help="Open a browser.")


@click.command()
@db_option
@reports_option("for the pages")
@series_option
@host_option
@name_option
@click.option("--port", type=PORT, default=8001, show_default=True, help="Port to listen on.")
@click.option("--immutable", is_flag=True, help="The file will not change: quicker, and locked.")
@open_option
@click.option(
    "--publish",
    "folder",
    type=PathOf(file_okay=False),
    metavar="DIR",
    help="Write a copy for a Datasette elsewhere into DIR instead. For plain files: publish.",
)
def explore(
    db: str | None,
    folders: tuple[Path, ...],
    series: str | None,
    host: str,
    names: tuple[str, ...],
    port: int,
    immutable: bool,
    open_: bool,
    folder: Path | None,
) -> None:
    """The site of 'open', begun at Datasette's tables: described, with questions, SQL and an API.

    \b
    Examples:
      missiemonitor explore --db my.db
      missiemonitor explore --publish site/ --db my.db
    """
    from missiemonitor.output.database.connect import open_reading

    settings = settings_of(db=db, series=series)
    path = Path(settings.db)
    database = open_reading(path)
    if folder:
        from missiemonitor.output.explore import publish as copy_with_metadata
        from missiemonitor.pipeline.presentation.progress import Waiting

        try:
            with Waiting("copying"):
                copy, told = copy_with_metadata(database, folder, path.stem)
        except OSError as error:
            raise unwritable(folder, error) from error
        say(f"serve it with: datasette serve -i {copy} -m {told}")
        say(f"for plain files without a server: missiemonitor publish {folder}", err=True)
        return
    from missiemonitor.output.site.serve import site_of

    hosts = hosts_of([host, *names], port)
    server = site_of(database, path, folders or (Path(),), settings.series, hosts, immutable)
    serve(server.app(), host, port, f"/{path.stem}", open_, None, names)


def _who(_: click.Context, __: click.Parameter, given: tuple[str, ...]) -> tuple[str, ...]:
    """Names that can be told apart: two that look alike would be one person twice."""
    from missiemonitor.output.decisions.bounds import name_of, same_person

    for at, name in enumerate(given):
        try:
            name_of(name)
        except ValueError as error:
            raise click.BadParameter(f"{name!r}: {error}") from error
        alike = next((n for n in given[:at] if n != name and same_person(n, name)), None)
        if alike:
            raise click.BadParameter(f"{name!r} looks like {alike!r}; take a name that differs")
    return given


four_eyes_option = click.option(
    "--four-eyes",
    is_flag=True,
    default=None,
    help="A decision holds when a second person has confirmed it.",
)
reviewer_option = click.option(
    "--reviewer",
    "reviewers",
    multiple=True,
    metavar="NAME",
    callback=_who,
    help="Who may decide; give it once for each person. Without it, the user of this machine.",
)


@click.command()
@db_option
@reports_option("for the pages")
@series_option
@labels_option
@four_eyes_option
@reviewer_option
@beyond_options
@host_option
@name_option
@click.option("--port", type=PORT, default=8002, show_default=True, help="Port to listen on.")
@open_option
def review(
    db: str | None,
    folders: tuple[Path, ...],
    series: str | None,
    language: str,
    four_eyes: bool | None,
    reviewers: tuple[str, ...],
    passwords: Path | None,
    tls_cert: Path | None,
    tls_key: Path | None,
    proxy: str | None,
    host: str,
    names: tuple[str, ...],
    port: int,
    open_: bool,
) -> None:
    """The desk: check every row of a report against its page, and decide.

    The same as 'open --review', at the desk. Decisions are only ever added to and outlive
    every re-reading; 'check' verifies their chain. Keys are told on the page.

    \b
    Example:
      missiemonitor review --db my.db --reports reports/ --reviewer Anna --reviewer Bo
    """
    from missiemonitor.output.site.address import Address

    settings = settings_of(db=db, four_eyes=four_eyes, reviewers=reviewers or None, series=series)
    beyond = Beyond(passwords, tls_cert, tls_key, proxy)
    beyond.check_certificate()
    server = _desk(settings, folders, [host, *names], port, beyond)
    where = Address("review", "", language)
    with _anchored(Path(settings.db)):
        serve(server.app(), host, port, f"/{where.path}", open_, beyond, names)


@click.command(name="open")
@db_option
@reports_option("for the pages")
@series_option
@click.option("--review", "deciding", is_flag=True, help="Let whoever opens it decide on rows too.")
@four_eyes_option
@reviewer_option
@beyond_options
@host_option
@name_option
@click.option("--port", type=PORT, default=8000, show_default=True, help="Port to listen on.")
@open_option
def open_site(
    db: str | None,
    folders: tuple[Path, ...],
    series: str | None,
    deciding: bool,
    four_eyes: bool | None,
    reviewers: tuple[str, ...],
    passwords: Path | None,
    tls_cert: Path | None,
    tls_key: Path | None,
    proxy: str | None,
    host: str,
    names: tuple[str, ...],
    port: int,
    open_: bool,
) -> None:
    """The site: a page for each mission, country, half-year, report and figure.

    For reading only, unless --review. Tables, SQL and the API of Datasette are one click away.

    \b
    Examples:
      missiemonitor open --db my.db --reports reports/
      missiemonitor open --review --db my.db --reports reports/
    """
    from missiemonitor.output.database.connect import open_reading
    from missiemonitor.output.site.serve import site_of

    settings = settings_of(db=db, series=series, four_eyes=four_eyes, reviewers=reviewers or None)
    beyond = Beyond(passwords, tls_cert, tls_key, proxy)
    beyond.check_certificate()
    if deciding:
        server = _desk(settings, folders, [host, *names], port, beyond)
        with _anchored(Path(settings.db)):
            serve(server.app(), host, port, "/", open_, beyond, names)
    else:
        path = Path(settings.db)
        hosts = hosts_of([host, *names], port)
        server = site_of(open_reading(path), path, folders or (Path(),), settings.series, hosts)
        serve(server.app(), host, port, "/", open_, beyond, names)


def _desk(
    settings: Settings, folders: tuple[Path, ...], names: list[str], port: int, beyond: Beyond
) -> Any:
    """The site with its desk."""
    import getpass

    beyond.check(names)

    from missiemonitor.output.database.connect import open_database, open_reading
    from missiemonitor.output.review import desk_of
    from missiemonitor.output.review.people import People

    path = Path(settings.db)
    if not path.is_file():
        open_reading(path)  # says what is wrong
    open_database(path).close()
    reviewers = settings.reviewers
    if beyond.passwords:
        people = People.with_passwords(beyond.passwords, bool(beyond.tls_cert or beyond.proxy))
    elif reviewers:
        people = People.named(reviewers)
    else:
        user = getpass.getuser()
        people = People.named([user])
        say(f"decisions are in the name of {user}; name others with --reviewer", err=True)
    server, _ = desk_of(
        open_reading(path),
        path,
        folders or (Path(),),
        hosts_of(names, port),
        people,
        2 if settings.four_eyes else 1,
        settings.series,
        beyond.proxy or "",
    )
    return server


@click.command()
@click.argument("folder", type=PathOf(file_okay=False), metavar="DIR")
@db_option
@reports_option("for the pictures of pages")
@series_option
def publish(folder: Path, db: str | None, folders: tuple[Path, ...], series: str | None) -> None:
    """Write the whole site into DIR: plain files, that need no server and no network.

    \b
    Example:
      missiemonitor publish site/ --db my.db --reports reports/
    """
    from missiemonitor.output.page_images import Pages
    from missiemonitor.output.site.publish import publish as write
    from missiemonitor.pipeline.presentation.progress import Waiting

    settings = settings_of(db=db, series=series)
    path, series = Path(settings.db), settings.series
    number = 0
    try:
        with Waiting("writing") as waiting:
            for file in write(path, folder, Pages(folders or (Path(),)), series):
                waiting.at(str(file.relative_to(folder)))
                number += 1
    except OSError as error:
        raise unwritable(folder, error) from error
    say(f"{folder / 'index.html'} ({number} files)")


@contextmanager
def _anchored(path: Path) -> Iterator[None]:
    """Tell the last decision when the desk is closed, which can be noted where nobody writes."""
    from missiemonitor.output.database.connect import open_reading
    from missiemonitor.output.decisions.anchor import last_decision

    try:
        yield
    finally:
        number, last = last_decision(open_reading(path))
        say(f"last decision: {number}, hash {last}", err=True)
