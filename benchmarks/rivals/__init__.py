"""What else our figures are compared with besides plain SQL: other modules on the same documents.

Each rival is a database of its own, made from the benchmark's by removing our modules and installing the rival's, and
a process of its own with its own Python packages: nothing of a rival ever comes near our modules.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Rival:
    """Modules to compare with; the packages that hold them are pinned, and go into a folder of the user's cache."""

    name: str
    packages: tuple[str, ...] = ()
    modules: tuple[str, ...] = ()


# By benchmark. The first is made from the benchmark's database, each further one from the one before it.
RIVALS = {
    "credit": (
        Rival("plain"),
        Rival(
            "oca",
            packages=(
                "odoo-addon-account-financial-risk==19.0.1.0.0.6",
                "odoo-addon-sale-financial-risk==19.0.1.0.1",
            ),
            modules=("sale_financial_risk",),
        ),
    ),
    "portal_load": (Rival("plain"), Rival("shop", modules=("website_sale",))),
    "commission": (
        Rival(
            "oca",
            packages=(
                "odoo-addon-commission-oca==19.0.2.0.0.10",
                "odoo-addon-account-commission-oca==19.0.1.0.1.4",
            ),
            modules=("account_commission_oca",),
        ),
    ),
}

# By benchmark: what is compared with in the process of the benchmark itself, out of a folder of the user's cache.
LIBRARIES = {
    "route_quality": ("ortools==9.15.6755", "protobuf==6.33.6"),
}
