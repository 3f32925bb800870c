"""Kinds and standings of the organisations in a network."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class MemberKind(models.TextChoices):
    """What sort of organisation a member is; friendship members are of two kinds."""

    CITY = "city", _("City or local government")
    FRIENDSHIP_ASSOCIATION = (
        "friendship_association",
        _("Friendship member: association of local governments"),
    )
    FRIENDSHIP_GOVERNMENT = "friendship_government", _("Friendship member: government body")
    COMPANY = "company", _("Company")
    INSTITUTION = "institution", _("Institution")


class MemberStatus(models.TextChoices):
    """How a member belongs to the network now."""

    FULL = "full", _("Full member")
    ASSOCIATE = "associate", _("Associate member")
    FRIENDSHIP = "friendship", _("Friendship member")
    FORMER = "former", _("Former member")


class PartnerKind(models.TextChoices):
    """What a partner is."""

    SCHOOL = "school", _("School or university")
    RESEARCH = "research", _("Research institution")
    INTERNATIONAL = "international", _("International organisation")
    GOVERNMENT = "government", _("Government body")
    COMPANY = "company", _("Company")
    ASSOCIATION = "association", _("Association")
    FOUNDATION = "foundation", _("Foundation")
