"""Acts on accounts: people come and are given roles; the first administrator opens the house."""

from ..rules import can_be_born_on, tidy_name
from .codes import fingerprint_of, is_code, mail_code, make_code
from .people import grant_role, register_person, update_profile, withdraw_role
from .set_up import SetUpOver, link_holds, make_set_up_link, open_house

__all__ = [
    "SetUpOver",
    "can_be_born_on",
    "fingerprint_of",
    "grant_role",
    "is_code",
    "link_holds",
    "mail_code",
    "make_code",
    "make_set_up_link",
    "open_house",
    "register_person",
    "tidy_name",
    "update_profile",
    "withdraw_role",
]
