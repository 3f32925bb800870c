"""What has happened to programmes and calls, in the past tense. Sent inside the transaction of the act."""

from django.dispatch import Signal

#: A pack was written into the installation and something changed.
#: Arguments: ``edition`` (Edition), ``created`` (bool).
edition_applied = Signal()

#: A call began to take applications; its rules are frozen. Arguments: ``call`` (Call).
call_opened = Signal()

#: A call stopped taking applications, on its date or early. Arguments: ``call`` (Call).
call_closed = Signal()

#: A call was cancelled. Arguments: ``call`` (Call), ``reason`` (str), ``by`` (Person), ``now``.
call_cancelled = Signal()

#: A date or rule of an open or announced call was changed, with a reason. Arguments: ``amendment`` (Amendment).
call_amended = Signal()

#: The days of an edition were brought forward. Arguments: ``edition`` (Edition), ``days`` (int, how many days
#: earlier it begins), ``by`` (Person), ``now``. Apps that hold dates of their own move them along.
edition_brought_forward = Signal()

#: Its words or its days were edited apart from its pack. Arguments: ``edition`` (Edition).
edition_edited = Signal()

#: The members are to be written to about a call; whoever hears of it queues the task. Arguments: ``mailing`` (CallMailing).
mailing_ordered = Signal()

#: Somebody asked for a dress rehearsal; whoever runs rehearsals queues a task that calls ``rehearsals.run``.
#: Arguments: ``rehearsal`` (Rehearsal).
rehearsal_requested = Signal()
