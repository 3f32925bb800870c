"""Choose the cohort: most merit under every rule, proven, with ties broken by lot.

Pure: plain values in, plain values out, so a command line can run it on a file and a test
can hold it against brute force.
"""

from hansa.applications.rules.selection.conflict import conflict_of
from hansa.applications.rules.selection.explanations import NotProven, Standing, explain, explain_one
from hansa.applications.rules.selection.instance import (
    Bound,
    Candidate,
    Instance,
    Result,
    SelectionRefused,
    Status,
    broken_bounds,
    value_of,
)
from hansa.applications.rules.selection.lottery import Lottery, NoCohort, OutOfTime, lottery
from hansa.applications.rules.selection.prices import Price, prices
from hansa.applications.rules.selection.relaxation import solver_version
from hansa.applications.rules.selection.repair import Repair, repair_of, repaired
from hansa.applications.rules.selection.reserves import replace_dropped
from hansa.applications.rules.selection.solve import solve

__all__ = [
    "Bound",
    "Candidate",
    "Instance",
    "Lottery",
    "NoCohort",
    "NotProven",
    "OutOfTime",
    "Price",
    "Repair",
    "Result",
    "SelectionRefused",
    "Standing",
    "Status",
    "broken_bounds",
    "conflict_of",
    "explain",
    "explain_one",
    "lottery",
    "prices",
    "repair_of",
    "repaired",
    "replace_dropped",
    "solve",
    "solver_version",
    "value_of",
]
