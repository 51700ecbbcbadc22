"""Where the cameras go: maximal covering of weighted demand under a budget, with a certified bound."""

from camdash.planning.siting.problem import Effort, Floor, Problem, Progress, Solution
from camdash.planning.siting.solver import solve

__all__ = ["Effort", "Floor", "Problem", "Progress", "Solution", "solve"]
