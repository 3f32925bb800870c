"""What has happened to letters. Sent inside the transaction of the act."""

from django.dispatch import Signal

# ``letter``: a letter waits to be sent, now or at ``letter.next_attempt_at``.
letter_queued = Signal()

# ``letter``: the mail server has taken the letter.
letter_sent = Signal()

# ``letter``: the letter will not be tried again by itself; ``letter.last_fault`` says why.
letter_failed = Signal()

# ``letter``: it was taken and came back; ``letter.last_fault`` says why.
letter_bounced = Signal()
