"""``{% alike "app/part.html" costs=costs %}``: a part that says only what a programme says, drawn once; see ``alike.py``."""

from django import template

from hansa.foundation.ui.alike import alike

register = template.Library()
register.simple_tag(alike)
