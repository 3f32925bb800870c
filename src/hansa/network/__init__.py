"""Organisations: the network itself, its members, offices, partners and the people who speak for them."""
