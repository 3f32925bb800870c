"""What has happened at events. Sent inside the transaction of the act; all carry ``registration``, ``person``, ``event``, ``now``."""

from django.dispatch import Signal

# ``registration``, ``person``, ``event``, ``by``, ``now``: somebody has a seat, at once or promoted from the waiting list.
registered = Signal()

# ``registration``, ``person``, ``event``, ``by``, ``now``: somebody waits for a seat.
waiting_listed = Signal()

# ``registration``, ``person``, ``event``, ``by``, ``now``: somebody gave their seat, or their wait, up.
registration_cancelled = Signal()

# ``attendance``, ``registration``, ``person``, ``event``, ``by``, ``now``: somebody was there.
attendance_recorded = Signal()

# ``attendance``, ``registration``, ``person``, ``event``, ``by``, ``now``: it was a mistake.
attendance_undone = Signal()
