"""What has happened in the network, in the past tense. Sent inside the transaction of the act."""

from django.dispatch import Signal

#: A person now speaks for a member. Arguments: ``coordinator`` (Coordinator).
coordinator_appointed = Signal()

#: A person now works for a regional office. Arguments: ``assignment`` (OfficeStaff).
office_staff_assigned = Signal()
