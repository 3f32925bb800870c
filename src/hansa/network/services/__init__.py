"""Acts on the network: what its pack says, who speaks for a member, who works in an office."""

from hansa.network.services.appointments import (
    appoint_coordinator,
    assign_to_office,
    end_coordination,
    remove_from_office,
)
from hansa.network.services.exchange import apply_network, export_network

__all__ = [
    "apply_network",
    "appoint_coordinator",
    "assign_to_office",
    "end_coordination",
    "export_network",
    "remove_from_office",
]
