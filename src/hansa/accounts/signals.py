"""What has happened to accounts. Sent inside the transaction of the act."""

from django.dispatch import Signal

# person: Person
person_registered = Signal()
# grant: RoleGrant
role_granted = Signal()
# keep, gone: Person; addresses: those that each signed in with; gone_language; by; now
people_merged = Signal()
# person: Person
second_account_wanted = Signal()
