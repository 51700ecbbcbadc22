"""What planning starts from: the records of both forms, the sites they make, what can be reused, and priorities."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from camdash.planning.priority import weighted
from camdash.planning.standards import Standards

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Inputs:
    """The frames that a problem is built from (camdash.planning.positions, sites, reuse), and each site's criteria.

    `criteria` are those of camdash.planning.priority, in the order of `sites`.
    """

    needs: pd.DataFrame
    existing: pd.DataFrame
    sites: pd.DataFrame
    members: pd.DataFrame
    reuse: pd.DataFrame
    criteria: pd.DataFrame
    standards: Standards

    @property
    def scores(self) -> Floats:
        """Give each site its priority, 0 to 1, by the standards' weights."""
        return weighted(self.criteria, self.standards.weights)
