"""Acts on programmes: packs come in and go out, calls open, close and are amended."""

from hansa.programmes.rules.calls import DateRefused, MoveRefused
from hansa.programmes.rules.packs.days import Days, days_of
from hansa.programmes.rules.packs.shifting import moved
from hansa.programmes.services import eligibility, rehearsals, uploads
from hansa.programmes.services.applying import Applied, PackRefused, apply_pack, fingerprint
from hansa.programmes.services.attachments import TooMany, attach, detach
from hansa.programmes.services.calls import (
    ReasonMissing,
    advance_call,
    amend_rule,
    bring_forward,
    cancel_call,
    close_call_early,
    extend_call,
    open_call,
    pause_call,
    resume_call,
    timetable_of,
    turn_call,
    turn_calls,
)
from hansa.programmes.services.eligibility import Finding, explain, explain_eligibility
from hansa.programmes.services.exporting import (
    NoEdition,
    export_archive,
    export_network_pack,
    export_pack,
)
from hansa.programmes.services.loading import (
    Loaded,
    NoPack,
    PackFaults,
    load,
    load_files,
    load_network,
    load_pack,
)
from hansa.programmes.services.mailing import (
    NothingToSay,
    announce_call,
    distribution,
    distribution_of_extension,
    tell_of_extension,
    write_mailing,
    write_unfinished,
)
from hansa.programmes.services.photographs import TooManyPhotographs, add_photograph, remove_photograph
from hansa.programmes.services.planning import Plan, Refusal, plan_pack
from hansa.programmes.services.sections import register_section
from hansa.programmes.services.standing import pack_of, plain_section, standing_network, standing_pack
from hansa.programmes.services.templates import (
    NoTemplate,
    all_templates,
    earliest_start,
    start_from_template,
    start_next_edition,
)
from hansa.programmes.services.texts import edit_texts
from hansa.programmes.services.uploads import (
    AlreadyPublished,
    apply_upload,
    plan_upload,
    receive_pack,
    set_days,
)

__all__ = [
    "AlreadyPublished",
    "Applied",
    "DateRefused",
    "Days",
    "Finding",
    "Loaded",
    "MoveRefused",
    "NoEdition",
    "NoPack",
    "NoTemplate",
    "NothingToSay",
    "PackFaults",
    "PackRefused",
    "Plan",
    "ReasonMissing",
    "Refusal",
    "TooMany",
    "TooManyPhotographs",
    "add_photograph",
    "advance_call",
    "all_templates",
    "amend_rule",
    "announce_call",
    "apply_pack",
    "apply_upload",
    "attach",
    "bring_forward",
    "cancel_call",
    "close_call_early",
    "days_of",
    "detach",
    "distribution",
    "distribution_of_extension",
    "earliest_start",
    "edit_texts",
    "eligibility",
    "explain",
    "explain_eligibility",
    "export_archive",
    "export_network_pack",
    "export_pack",
    "extend_call",
    "fingerprint",
    "load",
    "load_files",
    "load_network",
    "load_pack",
    "moved",
    "open_call",
    "pack_of",
    "pause_call",
    "plain_section",
    "plan_pack",
    "plan_upload",
    "receive_pack",
    "register_section",
    "rehearsals",
    "remove_photograph",
    "resume_call",
    "set_days",
    "standing_network",
    "standing_pack",
    "start_from_template",
    "start_next_edition",
    "tell_of_extension",
    "timetable_of",
    "turn_call",
    "turn_calls",
    "uploads",
    "write_mailing",
    "write_unfinished",
]
