"""Ctrl-C, which is known to have been pressed even where what it raised was swallowed.

KeyboardInterrupt comes up between any two lines of the process that waits. In a destructor, in an
import that has another way out, or while a thread is waited for, it is lost or becomes another
error; a command that only waits for KeyboardInterrupt then ends with a wrong status.
"""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import resource_tracker
from types import FrameType

_pressed = False


def listen() -> None:
    """Know of Ctrl-C from now on, unless who began this process wants it passed over."""
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, _press)


def _press(number: int, frame: FrameType | None) -> None:
    global _pressed
    _pressed = True
    signal.default_int_handler(number, frame)


def go_on() -> None:
    """Raise KeyboardInterrupt if Ctrl-C was pressed, and yet the work goes on."""
    if _pressed:
        raise KeyboardInterrupt


@contextmanager
def noticed() -> Iterator[None]:
    """Whatever ends what stands in here after Ctrl-C was pressed is KeyboardInterrupt."""
    try:
        yield
    except KeyboardInterrupt:
        raise
    except BaseException as error:
        if _pressed:
            raise KeyboardInterrupt from error
        raise


def over() -> None:
    """What was asked is done: from here on Ctrl-C changes nothing about how that is told."""
    if signal.getsignal(signal.SIGINT) is _press:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
    # Where Ctrl-C came while Python ran a text of code (it does so for each dataclass that it
    # makes), it remembers that, and would end itself by the signal instead of the status. Any
    # other text makes it forget.
    exec("")


@contextmanager
def not_heard_by_children() -> Iterator[None]:
    """Threads and processes that begin in here do not get Ctrl-C, which is for this one.

    A terminal sends it to all; a process that has not yet said that it does not want it would die
    with a traceback.
    """
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    # Before, as it opens what is closed here when it begins.
    resource_tracker.ensure_running()
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
