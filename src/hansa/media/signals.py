"""What has happened in media. Each is sent inside the transaction of the act.

``video_made(sender=Video, video=…)``: a video's renditions are all there and it can be watched.
``video_changed(sender=Video, video=…)``: its title, its captions or its length are others than before, or it could
not be made.
"""

from django.dispatch import Signal

video_made = Signal()
video_changed = Signal()
