"""The year of business, written area by area."""


def load(env):
    """Write every document of the demo company, through the calls that people's buttons make."""
