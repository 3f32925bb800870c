"""Acts on accounts: people come and are given roles; the first administrator opens the house."""

from ..rules import alike, can_be_born_on, folded_name, tidy_name
from .codes import fingerprint_of, is_code, mail_code, make_code
from .merging import MergeBlocked, MergeOver, Plan, PlanMoved, merge_people, plan_merge, settle_merged
from .noticing import (
    NotYours,
    ReasonMissing,
    look_for_second_account,
    name_alike,
    notice,
    register_sign,
    say_different,
)
from .people import grant_role, register_person, update_profile, withdraw_role
from .set_up import SetUpOver, link_holds, make_set_up_link, open_house

__all__ = [
    "MergeBlocked",
    "MergeOver",
    "NotYours",
    "Plan",
    "PlanMoved",
    "ReasonMissing",
    "SetUpOver",
    "alike",
    "can_be_born_on",
    "fingerprint_of",
    "folded_name",
    "grant_role",
    "is_code",
    "link_holds",
    "look_for_second_account",
    "mail_code",
    "make_code",
    "make_set_up_link",
    "merge_people",
    "name_alike",
    "notice",
    "open_house",
    "plan_merge",
    "register_person",
    "register_sign",
    "say_different",
    "settle_merged",
    "tidy_name",
    "update_profile",
    "withdraw_role",
]
