import uuid
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.utils.functional import cached_property

from hansa.foundation import roles
from hansa.foundation.i18n.choices import SaidChoices
from hansa.foundation.prepared import Prepared

from .enums import LikenessState, Role


class PersonManager(BaseUserManager["Person"]):
    """Finds people by the address they sign in with."""

    def get_by_natural_key(self, username: str | None) -> "Person":
        return self.get(email=(username or "").strip().lower())

    def get(self, *args: Any, **asked: Any) -> "Person":
        """Return one person; by their key alone, as every page of a session asks, with a query compiled once."""
        if type(self) is PersonManager and not args and asked.keys() == {"pk"} and type(asked["pk"]) is int:
            for person in _by_key.ask(asked["pk"]):
                return person
            raise self.model.DoesNotExist
        return super().get(*args, **asked)


class Person(AbstractBaseUser, PermissionsMixin):
    """Anyone with an account. What they may do follows from roles, cities and offices."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    email = models.EmailField(unique=True)
    # One free field: names are not first and last everywhere.
    name = models.CharField(max_length=120, blank=True)
    addressed_as = models.CharField(max_length=120, blank=True)
    language = models.CharField(max_length=10, choices=settings.LANGUAGES, default="en")
    time_zone = models.CharField(max_length=60, default="UTC")
    birth_date = models.DateField(null=True, blank=True)
    country = models.CharField(max_length=2, blank=True)
    is_invented = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    date_joined = models.DateTimeField()
    #: Where this was somebody's second account: the one that everything of it went to. It signs nobody in any more.
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="merged_accounts"
    )
    merged_at = models.DateTimeField(null=True, blank=True)

    objects = PersonManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        verbose_name_plural = "people"
        # By name and then by somebody for certain, so that long lists are read in order and not sorted.
        indexes = [
            models.Index(fields=["name"]),
            models.Index(fields=["name", "uid"], name="person_by_name"),
            models.Index(fields=["birth_date"], name="person_by_birth"),
        ]

    def __str__(self) -> str:
        return self.called

    @property
    def called(self) -> str:
        """How letters and pages address this person."""
        return self.addressed_as or self.name or self.email

    @property
    def is_staff(self) -> bool:
        return "administrator" in self.roles

    @cached_property
    def roles(self) -> frozenset[str]:
        """Every role held, read once for each time the person is loaded."""
        return roles.held_by(self)


_by_key = Prepared(lambda key: Person.objects.filter(pk=key))


class RoleGrant(SaidChoices):
    """A role that somebody was given, by whom and when."""

    person = models.ForeignKey("accounts.Person", models.CASCADE, related_name="grants")
    role = models.CharField(max_length=30, choices=Role.choices)
    granted_by = models.ForeignKey("accounts.Person", models.SET_NULL, null=True, related_name="+")
    granted_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "role"], name="one_grant_a_role")]

    def __str__(self) -> str:
        return f"{self.person_id}: {self.role}"


class Likeness(SaidChoices):
    """Two accounts that look like one person's, by which signs, and what staff said of it.

    There is one row a pair, the older account first; what was said is remembered, so that nobody is asked twice.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    one = models.ForeignKey("accounts.Person", models.CASCADE, related_name="+")
    other = models.ForeignKey("accounts.Person", models.CASCADE, related_name="+")
    signs = models.JSONField(default=list)
    state = models.CharField(max_length=12, choices=LikenessState.choices, default=LikenessState.OPEN)
    noticed_at = models.DateTimeField()
    decided_by = models.ForeignKey("accounts.Person", models.SET_NULL, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    reason = models.TextField(blank=True)

    class Meta:
        verbose_name_plural = "likenesses"
        ordering: ClassVar[list[str]] = ["noticed_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["one", "other"], name="one_likeness_a_pair"),
            models.CheckConstraint(condition=models.Q(one__lt=models.F("other")), name="likeness_of_two"),
        ]
        indexes = [models.Index(fields=["state", "noticed_at"], name="likeness_queue")]

    def __str__(self) -> str:
        return f"{self.one_id} and {self.other_id}"


class SetUpLink(models.Model):
    """The link with which the first administrator of an empty installation makes their account.

    Only its fingerprint is kept. There is one at most: each start prints a new one in place of the last.
    """

    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()

    class Meta:
        verbose_name = "set-up link"

    def __str__(self) -> str:
        return f"set-up link until {self.expires_at:%Y-%m-%d %H:%M}"
