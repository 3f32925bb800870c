from django.db import models


class Entry(models.Model):
    """One act of a person or of the system; written once, never changed."""

    sequence = models.BigIntegerField(unique=True)
    at = models.DateTimeField()
    # A reference, not a foreign key: the log outlives the person and stands below them in the house.
    actor = models.CharField(max_length=80, db_index=True)
    act = models.CharField(max_length=80, db_index=True)
    subject = models.CharField(max_length=120, db_index=True)
    facts = models.JSONField(default=dict)
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering = ["sequence"]
        verbose_name_plural = "entries"

    def __str__(self) -> str:
        return f"{self.sequence} {self.act} {self.subject}"


class Head(models.Model):
    """The end of the chain: the one row that writers lock, so that two cannot take the same number."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    sequence = models.BigIntegerField(default=0)
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="one_head")]

    def __str__(self) -> str:
        return f"head at {self.sequence}"
