"""Acts on videos and captions, and the signed addresses under which films are served."""

from .addresses import LIVES_S, BadAddress, Film, film_address, opened_film
from .definitions import UnreadableCaptions, define_caption, define_video
from .making import Equipment, equipment, make_all_videos, make_lecture_video, make_lecture_videos, media_dir

__all__ = [
    "LIVES_S",
    "BadAddress",
    "Equipment",
    "Film",
    "UnreadableCaptions",
    "define_caption",
    "define_video",
    "equipment",
    "film_address",
    "make_all_videos",
    "make_lecture_video",
    "make_lecture_videos",
    "media_dir",
    "opened_film",
]
