"""What a release is made of, and what it stands on: `make release`.

    python docs/supply.py licences        writes docs/dependencies.md from what is installed
    python docs/supply.py hashes          writes constraints-hashes.txt of this system's files
    python docs/supply.py release FOLDER  wheel, source and bill of materials, of the last commit

Two releases of one commit are equal byte for byte: files are as git has them, times those of the
commit.
"""

from __future__ import annotations

import configparser
import gzip
import io
import json
import os
import re
import subprocess
import sys
import tarfile
import tempfile
import uuid
import zipfile
from collections.abc import Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
ROOT = HERE.parent
CONSTRAINTS = ROOT / "constraints.txt"
HASHES = ROOT / "constraints-hashes.txt"
PAGE = HERE / "dependencies.md"
# Licences under which a library may be used by a program with the MIT licence, as their names begin
# in the metadata of packages. LGPL: imported, not copied.
COMPATIBLE = re.compile(
    r"mit\b|bsd|[23]-clause bsd|0bsd|apache|isc\b|mpl|mozilla|psf|python software|zlib|cc0"
    r"|public domain|artistic|gnu library or lesser|unlicense|osi approved",
    re.IGNORECASE,
)
NOT_SAID = {"axe-playwright-python": "MIT"}  # stands in the repository of the package alone


def plain(name: str) -> str:
    """A name of a package as indexes compare it (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


def constrained() -> dict[str, str]:
    """Name and version of every package that the tests pass with."""
    lines = CONSTRAINTS.read_text("utf-8").splitlines()
    pairs = (line.split("==") for line in lines if "==" in line)
    return {plain(name): version for name, version in pairs}


def licence(found: Distribution) -> str:
    """The licence that the metadata of a package tells."""
    told = found.metadata
    classifiers = told.get_all("Classifier") or []
    classified = [c.split(" :: ")[-1] for c in classifiers if c.startswith("License ::")]
    said = told.get("License-Expression") or "; ".join(classified) or told.get("License") or ""
    return NOT_SAID.get(plain(told["Name"]), said.split("\n")[0].strip())


def runtime() -> set[str]:
    """The packages that come with `pip install missiemonitor`, however far down."""
    settings = configparser.ConfigParser()
    settings.read(ROOT / "setup.cfg")
    ahead = settings["options"]["install_requires"].split("\n")
    seen: set[str] = set()
    while ahead:
        asked = ahead.pop()
        name = plain(re.split(r"[^\w.-]", asked.strip())[0])
        if not name or name in seen or re.search(r"extra\s*==", asked):
            continue
        try:
            ahead += distribution(name).requires or []
        except PackageNotFoundError:  # asked for on another system
            continue
        seen.add(name)
    return seen


def rows() -> Iterator[tuple[str, str, str, str]]:
    """Each package with its version, its licence, and whom it is for."""
    always = runtime()
    for name in sorted(constrained()):
        try:
            found = distribution(name)
        except PackageNotFoundError:
            continue
        yield name, found.version, licence(found), "" if name in always else "extras"


def page() -> str:
    """The page of dependencies."""
    head = """# What Missiemonitor stands on

Written by `python docs/supply.py licences` from what the packages say of themselves. *extras* are
for tests, scans, clusters, archives and Parquet alone.

| package | version | licence | for |
|---|---|---|---|
"""
    return head + "".join(f"| {' | '.join(row)} |\n" for row in rows())


def bill(commit: str) -> dict[str, object]:
    """The bill of materials (CycloneDX 1.6): every package that comes with ours."""
    ours = distribution("missiemonitor")
    always = runtime()

    def component(name: str, version: str, told: str) -> dict[str, object]:
        purl = f"pkg:pypi/{name}@{version}"
        licences = [{"license": {"name": told}}] if told else []
        return {
            "type": "library",
            "bom-ref": purl,
            "name": name,
            "version": version,
            "purl": purl,
            "licenses": licences,
        }

    mine = {**component("missiemonitor", ours.version, "MIT"), "type": "application"}
    parts = [component(n, v, told) for n, v, told, _ in rows() if n in always]
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, commit)}",
        "version": 1,
        "metadata": {"component": mine},
        "components": parts,
        "dependencies": [
            {"ref": mine["bom-ref"], "dependsOn": [part["bom-ref"] for part in parts]}
        ],
    }


def git(*asked: str) -> bytes:
    return subprocess.run(["git", "-C", str(ROOT), *asked], check=True, capture_output=True).stdout


def release(folder: Path) -> list[Path]:
    """Wheel, source and bill of materials of the last commit, in this folder."""
    folder.mkdir(parents=True, exist_ok=True)
    commit, time = git("log", "-1", "--format=%H %ct").decode().split()
    files = git("archive", "--format=tar", "HEAD")
    with tempfile.TemporaryDirectory() as clean:
        with tarfile.open(fileobj=io.BytesIO(files)) as given:
            given.extractall(clean, filter="data")
        wheel = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "-w", str(folder)]
        fixed = os.environ | {"SOURCE_DATE_EPOCH": time}
        subprocess.run([*wheel, clean], check=True, env=fixed)
    built = next(folder.glob("missiemonitor-*.whl"))
    name = "-".join(built.name.split("-")[:2])
    source = folder / f"{name}.tar.gz"
    source.write_bytes(_source(files, name, _told_by(built), int(time)))
    materials = folder / f"{name}.cdx.json"
    materials.write_text(json.dumps(bill(commit), indent=1) + "\n", "utf-8")
    return [built, source, materials]


def _told_by(wheel: Path) -> bytes:
    """The metadata of a wheel."""
    packed = zipfile.ZipFile(wheel)
    return packed.read(next(n for n in packed.namelist() if n.endswith(".dist-info/METADATA")))


def _source(files: bytes, name: str, metadata: bytes, time: int) -> bytes:
    """The files of a commit as a source distribution: below a folder, with PKG-INFO."""
    target = io.BytesIO()
    with (
        gzip.GzipFile(filename="", fileobj=target, mode="wb", mtime=time) as packed,
        tarfile.open(fileobj=packed, mode="w", format=tarfile.PAX_FORMAT) as out,
        tarfile.open(fileobj=io.BytesIO(files)) as given,
    ):
        told = tarfile.TarInfo(f"{name}/PKG-INFO")
        told.size, told.mtime = len(metadata), time
        out.addfile(told, io.BytesIO(metadata))
        for each in given.getmembers():
            content = given.extractfile(each) if each.isfile() else None
            each.name, each.pax_headers = f"{name}/{each.name}", {}
            out.addfile(each, content)
    return target.getvalue()


def hashes() -> None:
    """Write constraints-hashes.txt: each package with the SHA-256 of the file that pip takes."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder, "report.json")
        asked = ["install", "--quiet", "--dry-run", "--ignore-installed", "--no-deps"]
        asked += ["--report", str(report), "--requirement", str(CONSTRAINTS)]
        subprocess.run([sys.executable, "-m", "pip", *asked], check=True)
        HASHES.write_text(hashed(json.loads(report.read_text("utf-8"))), "utf-8")


def hashed(report: dict[str, Any]) -> str:
    """The packages of a report of pip, as `pip install --require-hashes -r` takes them."""
    told = report["environment"]
    python = f"{told['implementation_name']} {told['python_version']}"
    lines = [
        f"# The files of constraints.txt for {python} on {told['sys_platform']} "
        f"{told['platform_machine']}, by `python docs/supply.py hashes`."
    ]
    for each in sorted(report["install"], key=lambda each: plain(each["metadata"]["name"])):
        name, version = plain(each["metadata"]["name"]), each["metadata"]["version"]
        digest = each["download_info"]["archive_info"]["hashes"]["sha256"]
        lines.append(f"{name}=={version} --hash=sha256:{digest}")
    return "\n".join(lines) + "\n"


def main(asked: str, *more: str) -> None:
    if asked == "licences":
        PAGE.write_text(page(), "utf-8")
        print(f"wrote {PAGE.name}")
    elif asked == "hashes":
        hashes()
    elif asked == "release":
        for made in release(Path(*more)):
            print(f"made {made}")
    else:
        raise SystemExit(__doc__)


if __name__ == "__main__":
    main(*(sys.argv[1:] or ["help"]))
