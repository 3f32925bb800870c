"""What has happened to accounts. Sent inside the transaction of the act."""

from django.dispatch import Signal

# person: Person
person_registered = Signal()
# grant: RoleGrant
role_granted = Signal()
