"""Pure decisions about programmes: no Django, no clock, no database."""
