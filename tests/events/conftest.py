from tests.databases import many_at_once

__all__ = ["many_at_once"]
