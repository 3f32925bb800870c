"""Public pages of the network: who belongs to it and where, its offices, its partners."""

from hansa.network.views.brand import colours, logo
from hansa.network.views.contact import contact
from hansa.network.views.pages import member, offices, partners
from hansa.network.views.places import members

__all__ = ["colours", "contact", "logo", "member", "members", "offices", "partners"]
