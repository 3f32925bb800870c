"""Brings a site's demonstration to where persons have more to see than its menus lead to.

    HANSA_DATA_DIR=… HANSA_BASE_URL=… python -m tools.under_way [lists]

Invited to an interview, travelling, on a panel by a link, asked for a letter, twice on record, in a photograph: through
the real services, in the data of a site that runs. With ``lists`` instead: a list before its board, and appeals. Prints
the pages and who looks at each, with a session.
"""
