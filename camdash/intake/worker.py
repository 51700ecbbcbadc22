"""The reader's child process: limits itself, then reads or unpacks one file after another from its standard input."""

import gc
import os
import sys
from pathlib import Path
from typing import IO

from camdash.forms.registry import Campaign
from camdash.intake import wire
from camdash.intake.blocks.listing import list_tables
from camdash.intake.containers import kind_of, unpack
from camdash.intake.model import Context, Meanings
from camdash.intake.reader import read_file

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
    """Answer each (request, content) pair of frames until the input ends."""
    limit_memory()
    requests = sys.stdin.buffer
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    head = wire.receive(requests)
    if head is None:
        return
    campaign, meanings = wire.unpack_start(head)
    while (asked := wire.receive(requests)) is not None and (content := wire.receive(requests)) is not None:
        request = wire.unpack_request(asked)
        if request.unpack:
            _unpack(answers, request, content)
        elif request.tables:
            found = None if kind_of(request.name, content) else list_tables(request.name, content, request.passwords)
            wire.send(answers, wire.pack(found) if found else wire.IS_CONTAINER)
        else:
            _read(answers, request, content, campaign, meanings)


def _read(answers: IO[bytes], request: wire.Request, content: bytes, campaign: Campaign, meanings: Meanings) -> None:
    """Answer with a reading and, where they are others than those sent, the bytes to keep."""
    if kind_of(request.name, content):
        wire.send(answers, wire.IS_CONTAINER)
        wire.send(answers, b"")
        return
    context = Context(request.sender, request.unit, request.passwords, meanings)
    gc.disable()  # a reading is a tree of a million small objects, which the collector would walk again and again
    reading, kept = read_file(request.name, content, campaign, context)
    wire.send(answers, wire.pack(reading))
    wire.send(answers, b"" if kept is content or kept == content else kept)
    del reading
    gc.enable()
    gc.collect()
    gc.freeze()  # what stays is caches, which need no second look: it would take as long as a small file


def _unpack(answers: IO[bytes], request: wire.Request, content: bytes) -> None:
    """Answer with each member and its bytes, then with an empty frame."""
    source = Path(request.path) if request.path else content
    for member in unpack(request.name, source, request.passwords):
        wire.send(answers, wire.pack_member(member))
        wire.send(answers, member.content)
    wire.send(answers, b"")


if __name__ == "__main__":
    serve()
