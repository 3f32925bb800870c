"""A dress rehearsal: a whole programme played through the real services by invented people."""

from .play import STAGES, UnknownStage, rehearse

__all__ = ["STAGES", "UnknownStage", "rehearse"]
