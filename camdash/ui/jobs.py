"""Work that outlasts a rerun: done in a thread, told how far it is, cancelled, its answer kept for all viewers.

A job is named by what it answers; who asks the same waits for the same work. The thread knows nothing of streamlit.
"""

import atexit
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Event, Lock, Thread
from typing import Any

import streamlit as st

from camdash.words import Words

Tell = Callable[[float], bool]
"""Told a share of the work (0 to 1); false where the work shall end."""

_KEPT = 64
_POLL_S = 0.7
_PATIENCE_S = 20.0


@dataclass(slots=True, eq=False)
class Job:
    """One piece of work: how far it is, its answer or the error that ended it, whether it was cancelled."""

    share: float = 0.0
    answer: Any = None
    error: BaseException | None = None
    done: Event = field(default_factory=Event)
    cancelled: Event = field(default_factory=Event)

    def tell(self, share: float) -> bool:
        """Note how far the work is, and say whether it shall go on."""
        self.share = share
        return not self.cancelled.is_set()

    def run(self, work: Callable[[Tell], Any]) -> None:
        """Do the work; what ends it is kept, for a thread has nobody to raise it to."""
        try:
            self.answer = work(self.tell)
        except Exception as error:  # noqa: BLE001 - raised again where the page asks for the answer
            self.error = error
        finally:
            self.done.set()


@dataclass(slots=True)
class _Jobs:
    known: OrderedDict[str, Job] = field(default_factory=OrderedDict)
    lock: Lock = field(default_factory=Lock)


@st.cache_resource(show_spinner=False)
def _jobs() -> _Jobs:
    jobs = _Jobs()
    atexit.register(_end, jobs)  # a thread in the midst of a solver would take the whole process down with it
    return jobs


def _end(jobs: _Jobs) -> None:
    for job in list(jobs.known.values()):
        job.cancelled.set()
    for job in list(jobs.known.values()):
        job.done.wait(_PATIENCE_S)


def find(name: str) -> Job | None:
    """Find the job of that name; a cancelled one is none any more."""
    jobs = _jobs()
    with jobs.lock:
        job = jobs.known.get(name)
        return None if job is None or job.cancelled.is_set() else job


def start(name: str, work: Callable[[Tell], Any]) -> Job:
    """Start the work unless it is being done or done already."""
    jobs = _jobs()
    with jobs.lock:
        known = jobs.known.get(name)
        if known is not None and not known.cancelled.is_set():
            jobs.known.move_to_end(name)
            return known
        job = jobs.known[name] = Job()
        jobs.known.move_to_end(name)
        while len(jobs.known) > _KEPT:
            jobs.known.popitem(last=False)[1].cancelled.set()
    Thread(target=job.run, args=(work,), daemon=True, name=f"job-{name[:40]}").start()
    return job


def wait_for_all(timeout_s: float) -> None:
    """Wait until all that is being done is done."""
    for job in list(_jobs().known.values()):
        job.done.wait(timeout_s)


def answer_of(job: Job) -> Any:
    """Give a finished job's answer; what ended it is raised here."""
    if job.error is not None:
        raise job.error
    return job.answer


def wait(job: Job, said: str, words: Words, *, key: str) -> None:
    """Show how far the work is, with a way to cancel it; the page runs again once it is done."""

    @st.fragment(run_every=_POLL_S)
    def _watch() -> None:
        if job.done.is_set() or job.cancelled.is_set():
            st.rerun()
        left, right = st.columns((6, 1), vertical_alignment="center")
        left.progress(min(job.share, 1.0), text=f"{said} {words.percent(min(job.share, 1.0))}")
        right.button(words.t("Cancel"), key=f"{key}-cancel", on_click=job.cancelled.set)

    _watch()
