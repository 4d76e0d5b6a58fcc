"""Who may decide: names of a list, or people who sign in; and nobody beyond this machine else."""

from __future__ import annotations

import http.client
import re
import shutil
import stat
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

import pytest
from click.testing import CliRunner
from missiemonitor.output.database.connect import open_database, open_reading
from missiemonitor.output.decisions.chain import Person
from missiemonitor.output.decisions.decide import decide
from missiemonitor.output.review import desk_of, passwords
from missiemonitor.output.review.guard import Door
from missiemonitor.output.review.people import MOST_TRIES, People
from missiemonitor.pipeline.cli import main

from tests.browser import browser, fine, served
from tests.conftest import SAMPLES
from tests.output.test_review import report_of

WORD = "een lang wachtwoord"


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hashes that are quick to make; the costs stand in the file."""
    monkeypatch.setattr(passwords, "COSTS", {"n": 2**4, "r": 8, "p": 1})


@pytest.fixture
def file(tmp_path: Path) -> Path:
    file = tmp_path / "people"
    passwords.add(file, "Anna", WORD)
    return file


def test_passwords_are_kept_as_hashes_that_only_the_owner_reads(file: Path) -> None:
    assert WORD not in file.read_text() and stat.S_IMODE(file.stat().st_mode) == 0o600
    assert passwords.fits(file, "Anna", WORD)
    for name, word in (("Anna", WORD + "."), ("Anna.", WORD), ("anna", WORD), ("Bo", WORD)):
        assert not passwords.fits(file, name, word)
    with pytest.raises(passwords.PasswordsError, match="characters"):
        passwords.add(file, "Bo", "kort")
    with pytest.raises(passwords.PasswordsError, match="looks like"):
        passwords.add(file, "Anna.", WORD)
    assert not passwords.add(file, "Anna", "een ander wachtwoord")
    assert not passwords.fits(file, "Anna", WORD)
    assert passwords.remove(file, "Anna") and not passwords.remove(file, "Anna")
    file.write_text("{}\n")
    with pytest.raises(passwords.PasswordsError, match="no file of passwords"):
        passwords.read_people(file)


def test_people_who_are_added_at_once_are_all_there(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    honest, names = passwords.read_people, [f"Persoon {letter}" for letter in "ABCDEF"]

    def slow(at: Path) -> dict[str, dict[str, Any]]:
        people = honest(at)
        time.sleep(0.02)  # so that another one reads before this one writes, if it may
        return people

    monkeypatch.setattr(passwords, "read_people", slow)
    with ThreadPoolExecutor(len(names)) as all_at_once:
        assert all(all_at_once.map(lambda name: passwords.add(file, name, WORD), names))
        assert all(all_at_once.map(lambda name: passwords.remove(file, name), names[:3]))
    assert sorted(honest(file)) == ["Anna", *names[3:]]
    assert [path.name for path in file.parent.iterdir()] == [file.name]


@contextmanager
def desk(samples_path: Path, tmp_path: Path, file: Path) -> Iterator[tuple[str, Path]]:
    path = tmp_path / "desk.db"
    shutil.copy(samples_path, path)
    people = People.with_passwords(file, secure=False)
    server, at = desk_of(open_reading(path), path, [SAMPLES], set(), people)
    with served(server.app()) as address:
        at.hosts = frozenset({urlsplit(address).netloc})
        yield address, path


def ask(
    address: str, target: str, form: dict[str, str] | None = None, cookie: str = ""
) -> tuple[int, str, str, str]:
    """Status, text, cookie and where to go."""
    where = urlsplit(address)
    connection = http.client.HTTPConnection(where.hostname or "", where.port)
    headers = {"Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded"}
    body = urlencode(form) if form is not None else None
    connection.request("POST" if form is not None else "GET", target, body, headers)
    with closing(connection), connection.getresponse() as answer:
        set_cookie = answer.getheader("Set-Cookie") or ""
        text = answer.read().decode()
        return answer.status, text, set_cookie, answer.getheader("Location") or ""


def test_the_desk_is_shown_to_who_signed_in_and_decides_in_that_name(
    samples_path: Path, tmp_path: Path, file: Path
) -> None:
    with desk(samples_path, tmp_path, file) as (address, path):
        report = report_of(path)
        for target in (f"/nakijken/{report}", "/nakijken", f"/-/review/{report}/rows.json",
                       f"/-/review/{report}/page/1.png"):  # fmt: skip
            status, _, _, to = ask(address, target)
            assert status == 302 and to.startswith("/aanmelden"), target
        assert ask(address, "/missies")[0] == 200
        page = ask(address, "/aanmelden")[1]
        token = re.search('name="token" value="([^"]+)"', page)
        assert token
        form = {"token": token[1], "name": "Anna", "password": WORD, "next": "//evil.example"}
        assert ask(address, "/aanmelden", {**form, "token": "x"})[0] == 403
        status, text, cookie, _ = ask(address, "/aanmelden", {**form, "password": "wrong"})
        assert status == 403 and not cookie and "klopt niet" in text
        status, _, cookie, to = ask(address, "/aanmelden", form)
        assert status == 302 and to == "/nakijken"
        assert "HttpOnly" in cookie and "SameSite=Strict" in cookie
        kept = cookie.split(";")[0]
        status, text, _, _ = ask(address, f"/nakijken/{report}", cookie=kept)
        assert status == 200 and "Anna" in text
        assert ask(address, "/aanmelden", {"token": token[1], "out": "1"}, kept)[0] == 302
        assert ask(address, "/nakijken", cookie=kept)[0] == 302


@pytest.mark.slow
def test_sign_in_and_decisions_of_a_report_have_no_serious_fault_on_any_screen(
    samples_path: Path, tmp_path: Path, file: Path
) -> None:
    widths = (1440, 1024, 390)
    with desk(samples_path, tmp_path, file) as (address, path), browser() as opened:
        db = open_database(path)
        report = report_of(path)
        for (row,) in db.execute(
            "SELECT deployment FROM deployment WHERE report = ? LIMIT 2", [report]
        ).fetchall():
            decide(db, row, "approve", Person("Anna", "een lange reden " * 20))
        db.close()
        page = opened.new_page()
        for language, sign_in, audit in (
            ("nl", "aanmelden", "nakijken/beslissingen"),
            ("en", "en/sign-in", "en/review/decisions"),
        ):
            page.goto(f"{address}/{sign_in}")
            fine(page, f"sign-in-{language}", axe=widths)
            page.fill("#name", "Anna")
            page.fill("#password", "wrong")
            page.click("main button")
            page.locator(".error").wait_for()
            fine(page, f"sign-in-wrong-{language}", widths, axe=widths[2:])
            page.fill("#name", "Anna")
            page.fill("#password", WORD)
            page.click("main button")
            page.goto(f"{address}/{audit}/{report}")
            assert page.locator("tbody tr").count() == 2
            fine(page, f"audit-{language}", axe=widths)
            page.goto(f"{address}/{sign_in}")
            fine(page, f"signed-in-{language}", widths, axe=widths[:1])
            page.click("main button")  # out


def test_too_many_wrong_passwords_have_to_wait(file: Path) -> None:
    people = People.with_passwords(file, secure=True)
    for _ in range(MOST_TRIES):
        with pytest.raises(PermissionError, match="wrong"):
            people.sign_in("Anna", "guess")
    with pytest.raises(PermissionError, match="wait"):
        people.sign_in("Anna", WORD)
    assert "Secure" in People.with_passwords(file, secure=True).sign_in("Anna", WORD)


def test_a_desk_that_others_reach_asks_for_a_sign_in_and_for_tls(
    samples_path: Path, tmp_path: Path, file: Path
) -> None:
    db = tmp_path / "desk.db"
    shutil.copy(samples_path, db)
    key = tmp_path / "key.pem"
    key.write_text("")
    far = ["review", "--db", str(db), "--host", "0.0.0.0"]
    for more, said in (
        ([], "--passwords"),
        (["--reviewer", "Anna"], "--passwords"),
        (["--passwords", str(file)], "--tls-cert"),
        (["--passwords", str(file), "--tls-key", str(key)], "go together"),
    ):
        outcome = CliRunner().invoke(main, [*far, *more])
        assert outcome.exit_code == 2 and said in outcome.output, outcome.output
    near = ["open", "--review", "--db", str(db), "--name", "missie.example"]
    assert "--passwords" in CliRunner().invoke(main, near).output


def test_behind_a_proxy_nobody_else_is_answered_and_only_over_https() -> None:
    door = Door(frozenset({"missie.example"}), "10.0.0.2")

    def asked(client: str, host: bytes, proto: bytes) -> str:
        headers = [(b"host", host), (b"x-forwarded-proto", proto)]
        return door.refuses({"headers": headers, "client": (client, 1)})

    assert asked("10.0.0.2", b"missie.example", b"https") == ""
    assert "proxy alone" in asked("10.0.0.3", b"missie.example", b"https")
    assert "https alone" in asked("10.0.0.2", b"missie.example", b"http")
    assert "that host" in asked("10.0.0.2", b"evil.example", b"https")


def test_people_and_four_eyes_are_set_by_commands(samples_path: Path, tmp_path: Path) -> None:
    file, db = tmp_path / "people", tmp_path / "desk.db"
    shutil.copy(samples_path, db)

    def run(*arguments: str, typed: str = "") -> tuple[int, str]:
        outcome = CliRunner().invoke(main, list(arguments), input=typed)
        return outcome.exit_code, outcome.output

    at = ("--passwords", str(file))
    assert run("reviewers", "add", "Anna", *at, typed=f"{WORD}\n{WORD}\n")[0] == 0
    assert run("reviewers", "list", *at)[1] == "Anna\n"
    assert run("reviewers", "remove", "Bo", *at)[0] != 0
    assert "one person" in run("four-eyes", "--db", str(db))[1]
    assert run("four-eyes", "--on", "--db", str(db))[0] == 2
    assert "two people" in run("four-eyes", "--on", "--reviewer", "Anna", "--db", str(db))[1]
    assert "two people" in run("four-eyes", "--db", str(db))[1]
