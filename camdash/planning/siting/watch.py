"""The user's word and the clock: whether the work goes on."""

import time

from camdash.planning.siting.problem import Progress, Report

EVERY_S = 0.1


class Watch:
    """Reports progress some times a second and remembers whether the work was cut."""

    def __init__(self, report: Report | None = None, limit_s: float | None = None) -> None:
        self.report = report
        self.until = None if limit_s is None else time.perf_counter() + limit_s
        self.cut = False
        self._next = 0.0
        self.objective = 0.0
        self.bound = 0.0

    def stop(self, step: str, done: float = 0.0) -> bool:
        """Tell whether to stop here; once True, always True. The clock is looked at, but changes no result."""
        if self.cut or (self.report is None and self.until is None):
            return self.cut
        now = time.perf_counter()
        if self.until is not None and now >= self.until:
            self.cut = True
        elif self.report is not None and now >= self._next:
            self._next = now + EVERY_S
            self.cut = not self.report(Progress(step, done, self.objective, self.bound))
        return self.cut

    @property
    def left_s(self) -> float | None:
        """Seconds until the limit; None without one."""
        return None if self.until is None else max(0.0, self.until - time.perf_counter())
