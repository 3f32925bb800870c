"""How a command refuses: one line, no traceback."""


class UsageFault(Exception):
    """The call or its input is wrong: one line on standard error, exit code 2."""


class FoundWanting(Exception):
    """The command did its work and the answer is no: one line on standard error, exit code 1."""
