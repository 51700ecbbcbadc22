"""The reader's child process: limits itself, then reads one file after another from its standard input."""

import gc
import os
import sys

from camdash.intake.reader import read_bytes
from camdash.intake.wire import pack, receive, send, unpack_campaign

MEMORY_BYTES = 2**30
"""More than a 100,000-row form needs; a file that needs more ends the child, not the app."""


def limit_memory(size: int = MEMORY_BYTES) -> None:
    """Cap this process's address space where the system can (not on Windows)."""
    try:
        import resource  # noqa: PLC0415 - POSIX only
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (size, size))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def serve() -> None:
    """Answer each (name, content) pair of frames with one reading until the input ends."""
    limit_memory()
    requests = sys.stdin.buffer
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    head = receive(requests)
    if head is None:
        return
    campaign = unpack_campaign(head)
    gc.disable()  # a reading is a tree of a million small objects, which the collector would walk again and again
    while (name := receive(requests)) is not None and (content := receive(requests)) is not None:
        send(answers, pack(read_bytes(name.decode(), content, campaign)))
        gc.collect()


if __name__ == "__main__":
    serve()
