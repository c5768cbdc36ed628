"""The page and the plot: pure functions of the results.

figures   the numbers that stand on the page: medians, ratios, shares
plot      docs/benchmarks.png
page      docs/benchmarks.md, from page.md.j2
"""

from benchmarks.report.page import DOCS, page, write

__all__ = ["DOCS", "page", "write"]
