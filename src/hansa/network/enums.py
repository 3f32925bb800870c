"""Kinds and standings of the organisations in a network."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class MemberKind(models.TextChoices):
    """What sort of organisation a member is; friendship members are of two kinds."""

    CITY = "city", _("City or local government")
    FRIENDSHIP_ASSOCIATION = "friendship_association", _("Friendship member: association of local governments")
    FRIENDSHIP_GOVERNMENT = "friendship_government", _("Friendship member: government body")
    COMPANY = "company", _("Company")
    INSTITUTION = "institution", _("Institution")


class MemberStatus(models.TextChoices):
    """Whether a member may take part now."""

    ACTIVE = "active", _("Member")
    APPLIED = "applied", _("Asked to join")
    FORMER = "former", _("Former member")


class PartnerKind(models.TextChoices):
    """What a partner is to the network."""

    SCHOOL = "school", _("School or university")
    INSTITUTION = "institution", _("Institution")
    ORGANISATION = "organisation", _("Organisation")
    GOVERNMENT = "government", _("Government body")
    COMPANY = "company", _("Company")
