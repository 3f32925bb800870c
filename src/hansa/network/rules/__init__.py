"""Pure decisions of the network: office hours, how names are sorted, where a place lies on the map."""

from hansa.network.rules.names import folded
from hansa.network.rules.offices import Hours, hours_at

__all__ = ["Hours", "folded", "hours_at"]
