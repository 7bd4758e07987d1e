"""Figures of the register: each of kept numbers, of public entries alone, with the list it counts. The same for everybody."""

from passerelles.portal.queries.statistics.charts import CHARTS, chart, charts
from passerelles.portal.queries.statistics.kept import Kept, kept
from passerelles.portal.queries.statistics.page import Statistics, statistics

__all__ = ["CHARTS", "Kept", "Statistics", "chart", "charts", "kept", "statistics"]
