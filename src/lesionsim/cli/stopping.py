"""Ctrl-C: the run stops soon and in order, whatever the process is doing when it is pressed."""

import _thread
import signal
import threading
from types import FrameType

AT_ONCE_S, AGAIN_S = 0.02, 0.5  # after this time, where it would be dropped; and where somebody else's code caught it
SWALLOWING_MODULES = ("llvmlite.", "ctypes")  # compiled code calls them back, and drops what they raise
SWALLOWING_FUNCTIONS = ("__del__", "cb")  # finalizers, and the end of a lock on a module that is being imported


class Stop:
    """Whether this process was asked to stop, and has begun to."""

    asked = False
    begun = False


def listen() -> None:
    """Answer Ctrl-C by `KeyboardInterrupt`, but never where Python would drop it and go on."""
    if threading.current_thread() is not threading.main_thread():
        return
    Stop.asked = Stop.begun = False
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, stop)


def stop(number: int, frame: FrameType | None) -> None:
    """Raise `KeyboardInterrupt` now, or a moment later where it would be dropped; again if it led to nothing."""
    Stop.asked = True
    if Stop.begun:
        return
    now = not dropped(frame)
    later = threading.Timer(AGAIN_S if now else AT_ONCE_S, insist)
    later.daemon = True
    later.start()
    if now:
        raise KeyboardInterrupt


def insist() -> None:
    """Interrupt the program once more, if it goes on."""
    if not Stop.begun:
        _thread.interrupt_main()


def dropped(frame: FrameType | None) -> bool:
    """Tell whether an exception raised in a frame would never reach the program."""
    while frame is not None:
        module = str(frame.f_globals.get("__name__"))
        if module.startswith(SWALLOWING_MODULES) or frame.f_code.co_name in SWALLOWING_FUNCTIONS:
            return True
        frame = frame.f_back
    return False
