"""Acts on the network: what its pack says, who speaks for a member, who works in an office."""

from hansa.network.services.appointments import (
    appoint_coordinator,
    assign_to_office,
    end_coordination,
    remove_from_office,
)
from hansa.network.services.contacts import drop_contact, name_contact
from hansa.network.services.description import (
    ColoursRefused,
    describe_network,
    dress_network,
    end_first_steps,
    readable,
)
from hansa.network.services.exchange import apply_network, export_network
from hansa.network.services.logos import small as small_logo
from hansa.network.services.members import edit_member
from hansa.network.services.sheets import (
    Prepared,
    apply_sheet,
    choose_mapping,
    member_rows,
    prepare,
    read_again,
    receive_sheet,
    template_rows,
    wanted,
)

__all__ = [
    "ColoursRefused",
    "Prepared",
    "apply_network",
    "apply_sheet",
    "appoint_coordinator",
    "assign_to_office",
    "choose_mapping",
    "describe_network",
    "dress_network",
    "drop_contact",
    "edit_member",
    "end_coordination",
    "end_first_steps",
    "export_network",
    "member_rows",
    "name_contact",
    "prepare",
    "read_again",
    "readable",
    "receive_sheet",
    "remove_from_office",
    "small_logo",
    "template_rows",
    "wanted",
]
