"""Short names for the demo company's masters, and the calls that every area shares."""

from functools import cached_property

from .assortment import QUANTITIES


class World:
    """The demo company's records by key, in an environment without mail noise."""

    def __init__(self, env):
        quiet = {"tracking_disable": True, "mail_create_nosubscribe": True, "mail_notify_force_send": False}
        self.env = env(context={**env.context, **quiet, "lang": "en_US"})

    @cached_property
    def company(self):
        """The distributor."""
        return self.env.ref("base.main_company")

    def ref(self, key: str):
        """A master by its key, or None when its file is not loaded."""
        return self.env.ref(f"crm_suite.{key}", raise_if_not_found=False)

    def product(self, key: str):
        """The variant of a product."""
        return self.ref(f"product_{key}").product_variant_id

    @property
    def product_keys(self) -> tuple[str, ...]:
        """The keys of all goods."""
        return tuple(QUANTITIES)

    def warehouse(self, key: str):
        """A warehouse: `warehouse_porto` or `warehouse_lisboa`."""
        return self.ref(key)
