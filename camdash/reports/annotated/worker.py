"""The marker's child process: limits itself, then marks one file after another from its standard input."""

import os
import sys

import orjson

from camdash.forms.fields import headings
from camdash.intake.wire import receive, send, unpack_campaign, unpack_reading
from camdash.intake.worker import limit_memory
from camdash.reports.annotated.annotating import annotate
from camdash.words import Words

MEMORY_BYTES = 2**31
"""A form of 50,000 rows needs three quarters of it, its XML being held as a tree."""


def serve() -> None:
    """Answer each (name, reading, content) of frames with a name and a workbook until the input ends."""
    limit_memory(MEMORY_BYTES)
    requests = sys.stdin.buffer
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    spoken, head = receive(requests), receive(requests)
    if spoken is None or head is None:
        return
    words = Words(orjson.loads(spoken))
    campaign, named = unpack_campaign(head), headings(words.language)
    while (name := receive(requests)) is not None:
        told, content = receive(requests), receive(requests)
        if told is None or content is None:
            break
        marked = annotate(name.decode(), content, unpack_reading(told), words, named, campaign=campaign)
        send(answers, marked.name.encode())
        send(answers, marked.content)
    answers.close()


if __name__ == "__main__":
    serve()
