"""Files are written whole or not at all, and what killed processes left goes with the next one."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from missiemonitor.corpus.whole_files import own_folder, scratch, write_whole

HOLDS = """
import sys, time
from pathlib import Path
from missiemonitor.corpus.whole_files import own_folder
with own_folder(Path(sys.argv[1]), "x") as folder:
    (folder / "file").write_text("half")
    print(folder, flush=True)
    time.sleep(60)
"""


def test_what_a_killed_process_left_goes_and_what_a_living_one_has_stays(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLDS, str(tmp_path)], stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout is not None
        theirs = Path(other.stdout.readline().strip())
        with own_folder(tmp_path, "x") as mine:
            assert theirs.is_dir() and mine != theirs
        other.kill()
    assert (theirs / "file").is_file()
    with own_folder(tmp_path, "x") as mine:
        assert list(tmp_path.iterdir()) == [mine]
    assert not list(tmp_path.iterdir())


def test_a_file_is_the_old_or_the_new_one(tmp_path: Path) -> None:
    file = tmp_path / "a"
    write_whole(file, b"old")
    with pytest.raises(TypeError):
        write_whole(file, "no bytes")  # type: ignore[arg-type]
    assert file.read_bytes() == b"old"
    (tmp_path / "link").symlink_to(file)
    write_whole(tmp_path / "link", b"new")
    assert file.read_bytes() == b"new" and (tmp_path / "link").is_symlink()
    assert len(list(tmp_path.iterdir())) == 2


def test_no_pipe_and_no_device_is_replaced_by_a_file(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path / "pipe", tmp_path):
        with pytest.raises(OSError, match="a folder, a pipe or a device"):
            write_whole(path, b"x")
    assert (tmp_path / "pipe").is_fifo()


def test_a_folder_for_a_while_is_where_temporary_files_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    with scratch() as folder:
        assert folder.parent == tmp_path
    assert not list(tmp_path.iterdir())
