"""The page and the plot: pure functions of the results.

figures   the numbers that stand on the page: medians, ratios, shares
few       those of few hand-ins: small classes, one alone, one job beside two
required  what is asked of them, and if it is met
plot      docs/benchmarks.png
page      docs/benchmarks.md, from page.md.j2
"""

from benchmarks.report.page import DOCS, page, write

__all__ = ["DOCS", "page", "write"]
