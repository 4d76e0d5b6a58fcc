"""Denies the processes that find this file first what reading a report never needs, and notes it.

Sockets, other programs, and changing files outside the folders named in MISSIE_MAY_WRITE (parted
by os.pathsep). What was tried is added to the file MISSIE_DENIED, a line each.
"""

import os
import sys

_NEVER = ("socket.", "subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.spawn")
# Making a socket and asking for one's own name reach nobody.
_HARMLESS = ("socket.__new__", "socket.gethostname")
# The one program that reading asks, where it is installed; what it writes is seen in the folders.
_ASKED = ("subprocess.Popen", "tesseract")
_CHANGES = (
    "os.remove",
    "os.rename",
    "os.mkdir",
    "os.rmdir",
    "os.link",
    "os.symlink",
    "os.truncate",
)
_MAY_WRITE = tuple(os.environ.get("MISSIE_MAY_WRITE", "").split(os.pathsep))
_NOTES = os.open(os.environ["MISSIE_DENIED"], os.O_WRONLY | os.O_APPEND | os.O_CREAT)


def _outside(path):
    if not isinstance(path, (str, bytes, os.PathLike)):
        return False  # a descriptor that is open already
    whole = os.path.abspath(os.fsdecode(path))  # noqa: PTH100 - asks nothing of the disk
    return not whole.startswith(_MAY_WRITE) and whole not in (os.devnull, "/dev/tty")


def _denied(event, arguments):
    if event.startswith(_NEVER) and event not in _HARMLESS:
        return (event, arguments[0]) != _ASKED
    if event == "open":
        path, mode, flags = arguments
        writes = flags & (os.O_WRONLY | os.O_RDWR) if flags else False
        return bool(writes or (mode and set(mode) & set("wax+"))) and _outside(path)
    return event in _CHANGES and _outside(arguments[0])


def _watch(event, arguments):
    if _denied(event, arguments):
        os.write(_NOTES, f"{event} {arguments!r}"[:500].replace("\n", " ").encode() + b"\n")
        raise PermissionError(f"denied here: {event}")


sys.addaudithook(_watch)
