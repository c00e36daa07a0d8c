from odoo import Command

from .common import AgentsCommon


class PriceCommon(AgentsCommon):
    """Price lists switched on; a list of the house with 8 % off, brands, and short factories for conditions."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env.ref("base.group_user").implied_ids |= cls.env.ref("product.group_product_pricelist")
        cls.house = cls.env["product.pricelist"].create(
            {
                "name": "Trade",
                "sequence": 1,
                "item_ids": [
                    Command.create(
                        {"applied_on": "3_global", "compute_price": "percentage", "percent_price": 8}
                    )
                ],
            }
        )
        cls.customer_a.property_product_pricelist = cls.house
        cls.customer_b.property_product_pricelist = cls.house
        cls.brand = cls.env["product.brand"].create({"name": "Forja"})

    @classmethod
    def _condition(cls, customer, **values):
        """A condition as it is typed on the customer's form: a discount, or a price when `price` is given."""
        if "price" in values:
            values = {**values, "compute_price": "fixed", "fixed_price": values["price"]}
            del values["price"]
        else:
            values = {**values, "compute_price": "percentage", "percent_price": values["discount"]}
            del values["discount"]
        customer.write({"price_condition_ids": [Command.create(values)]})
        return customer.price_condition_ids.sorted("id")[-1:]

    @classmethod
    def _list_of(cls, customer):
        """The price list that holds for a customer."""
        return customer.property_product_pricelist

    def _price(self, customer, product, quantity=1.0, **values):
        """What a quotation to the customer says for one unit, untaxed and after discount."""
        line = self._create_order(customer, (product, quantity), **values).order_line
        return round(line.price_unit * (1 - line.discount / 100), 6)
