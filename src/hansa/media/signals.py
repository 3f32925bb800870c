"""What has happened in media. Each is sent inside the transaction of the act.

``video_made(sender=Video, video=…)``: a video's renditions are all there and it can be watched.
"""

from django.dispatch import Signal

video_made = Signal()
