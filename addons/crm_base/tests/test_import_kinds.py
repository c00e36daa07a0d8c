from datetime import datetime

from odoo.tests import tagged

from .import_common import ImportCommon
from .import_files import csv_file


@tagged("post_install", "-at_install")
class TestImportKinds(ImportCommon):
    """Every kind brings in what its columns say, by the calls that a user's own entry makes."""

    def test_customer_with_all_columns(self):
        """Seller by code, groups, price list, contact person, key flag; the stored access follows."""
        group = self._create_customer_group("Norte")
        pricelist = self.env["product.pricelist"].create({"name": "Retalho"})
        headers = (
            "Código",
            "Nome",
            "Vendedor",
            "Grupos",
            "Tabela de preços",
            "Contacto",
            "Cargo",
            "Cliente chave",
            "Morada",
        )
        data = csv_file(
            headers,
            ("T1", "Casa do Norte", "seller_a", "norte", "Retalho", "Rui", "Gerente", "sim", '"Rua 1\n2.º"'),
        )
        self._assert_counts(self._import("customer", data), created=1)
        customer = self._customers("T1")
        self.assertEqual(customer.user_id, self.seller_a)
        self.assertEqual(customer.allowed_user_ids, self.seller_a | self.manager)
        self.assertEqual(
            (customer.customer_group_ids, customer.property_product_pricelist), (group, pricelist)
        )
        self.assertEqual((customer.street, customer.street2), ("Rua 1", "2.º"))
        self.assertTrue(customer.is_key_customer)
        self.assertEqual((customer.child_ids.name, customer.child_ids.function), ("Rui", "Gerente"))
        self._assert_counts(self._import("customer", data), unchanged=1)
        self.assertEqual(len(customer.child_ids), 1)

    def test_customer_of_somebody_unknown(self):
        """An unknown seller and an unknown group are faults of their cells."""
        run = self._import(
            "customer", csv_file(("Code", "Name", "Seller", "Groups"), ("T2", "X Lda", "ghost", "Nowhere"))
        )
        self.assertEqual(
            [(number, column) for number, column, _ in self._findings(run)], [(2, "Seller"), (2, "Groups")]
        )

    def test_contacts(self):
        """Found by customer code and name; one of an unknown customer is a fault."""
        self.customer_a.ref = "A1"
        headers = ("CustomerID", "Name", "Title", "Type")
        self._assert_counts(
            self._import("contact", csv_file(headers, ("A1", "Eva Sá", "Compras", "entrega"))), created=1
        )
        contact = self.customer_a.child_ids.filtered(lambda child: child.name == "Eva Sá")
        self.assertEqual((contact.function, contact.type), ("Compras", "delivery"))
        run = self._import(
            "contact", csv_file(headers, ("A1", "Eva Sá", "Vendas", "entrega"), ("A9", "Ivo", "", ""))
        )
        self._assert_counts(run, updated=1, error=1)
        self.assertEqual(contact.function, "Compras")

    def test_supplier_may_have_the_code_of_a_customer(self):
        """Two lists, two numberings."""
        self._import("customer", csv_file(("Code", "Name"), ("1", "Padaria Um")))
        self._assert_counts(
            self._import("supplier", csv_file(("Code", "Name"), ("1", "Moinho Um"))), created=1
        )
        self._assert_counts(
            self._import("supplier", csv_file(("Code", "Name"), ("1", "Moinho Um"))), unchanged=1
        )
        self.assertEqual(self._customers("1").mapped("name"), ["Moinho Um", "Padaria Um"])

    def test_products_with_stock(self):
        """Decimal comma, category and supplier by code; opening stock once, counts as often as they come."""
        self._import("supplier", csv_file(("Code", "Name"), ("8", "Lagar do Sul")))
        self._import("product_category", csv_file(("Code", "Name"), ("C1", "Azeites")))
        headers = (
            "Referência",
            "Nome",
            "Categoria",
            "Preço",
            "Custo",
            "Fornecedor",
            "Preço de compra",
            "Existências",
        )
        row = ("AZ1", "Azeite 1 l", "C1", '"1.234,50"', '"9,75"', "8", '"9,10"', "12")
        data = csv_file(headers, row)
        self._assert_counts(self._import("product", data), created=1)
        product = self.env["product.product"].search([("default_code", "=", "AZ1")])
        self.assertEqual((product.list_price, product.standard_price), (1234.5, 9.75))
        self.assertEqual(
            (product.categ_id.name, product.qty_available, product.is_storable), ("Azeites", 12, True)
        )
        self.assertEqual((product.seller_ids.partner_id.ref, product.seller_ids.price), ("8", 9.1))
        count = csv_file(("Referência", "Existências"), ("AZ1", "7,5"), separator=";")
        self._assert_counts(self._import("stock", count), updated=1)
        self.assertEqual(product.qty_available, 7.5)
        self._assert_counts(self._import("stock", count), unchanged=1)
        self._assert_counts(self._import("product", data), unchanged=1)
        self.assertEqual((product.qty_available, len(product.seller_ids)), (7.5, 1))

    def test_two_products_of_one_file_cannot_share_a_bar_code(self):
        """Both are new, so nothing in the database says so."""
        rows = [("Q1", "Prego 1", "5601234567890"), ("Q2", "Prego 2", ""), ("Q3", "Prego 3", "5601234567890")]
        run = self._import("product", csv_file(("Code", "Name", "Barcode"), *rows))
        [(number, column, reason)] = self._findings(run)
        self.assertEqual((number, column), (4, "Barcode"))
        self.assertIn("row 2", reason)
        self.assertFalse(self.env["product.product"].search([("default_code", "in", ("Q1", "Q2", "Q3"))]))

    def test_price_lists(self):
        """Fixed price, discount on a category, for all; a negative or a double one is refused."""
        product = self._create_goods(default_code="PL1", price=10)
        self._import("product_category", csv_file(("Code", "Name"), ("C9", "Queijos")))
        headers = ("Price list", "Currency", "Product", "Category", "From quantity", "Price", "Discount %")
        rows = [
            ("Loja", "", "PL1", "", "1", "9.5", ""),
            ("Loja", "", "PL1", "", "10", "8", ""),
            ("Loja", "", "", "C9", "", "", "12.5"),
        ]
        self._assert_counts(self._import("pricelist", csv_file(headers, *rows)), created=3)
        pricelist = self.env["product.pricelist"].search([("name", "=", "Loja")])
        self.assertEqual([pricelist._get_product_price(product, quantity) for quantity in (1, 10)], [9.5, 8])
        self.assertEqual(pricelist.item_ids.filtered("categ_id").percent_price, 12.5)
        self._assert_counts(self._import("pricelist", csv_file(headers, *rows)), unchanged=3)
        bad = csv_file(
            headers, ("Loja", "", "PL1", "", "1", "-1", ""), ("Loja", "", "PL1", "", "1", "7", "5")
        )
        self._assert_counts(self._import("pricelist", bad), error=2)
        self.assertEqual(pricelist._get_product_price(product, 1), 9.5)

    def test_price_lists_that_are_switched_off(self):
        """They would come in and change no price."""
        self.env.ref("base.group_user").implied_ids -= self.env.ref("product.group_product_pricelist")
        run = self._import("pricelist", csv_file(("Price list", "Price"), ("Loja", "5")))
        self._assert_counts(run, error=1)
        self.assertIn("switched off", self._findings(run)[0][2])

    def test_sellers_and_teams(self):
        """The manager comes after those who report to him; who has reports is a sales manager."""
        headers = ("EmployeeID", "FirstName", "LastName", "ReportsTo")
        data = csv_file(headers, ("1", "Inês", "Sá", "9"), ("2", "Rui", "Melo", "9"), ("9", "Eva", "Gil", ""))
        self._assert_counts(self._import("seller", data), created=3)
        users = self.env["res.users"].search([("login", "in", ("ines.sa", "rui.melo", "eva.gil"))])
        eva = users.filtered(lambda user: user.login == "eva.gil")
        self.assertTrue(eva.has_group("crm_base.group_sales_manager"))
        self.assertFalse((users - eva)[0].has_group("crm_base.group_sales_manager"))
        self.assertTrue(all(user.has_group("crm_base.group_seller") for user in users))
        team = self.env["crm.team"].search([("user_id", "=", eva.id)])
        self.assertEqual(team.member_ids, users - eva)
        self._assert_counts(self._import("seller", data), unchanged=3)
        self.assertEqual(self.env["crm.team"].search_count([("user_id", "=", eva.id)]), 1)

    def test_seller_whose_manager_is_missing(self):
        """Told with the row; nobody comes in."""
        run = self._import("seller", csv_file(("Code", "Name", "Reports to"), ("1", "Ivo Reis", "77")))
        self.assertEqual([(number, column) for number, column, _ in self._findings(run)], [(2, "Reports to")])
        self.assertFalse(self.env["res.users"].search([("login", "=", "ivo.reis")]))

    def test_orders(self):
        """Lines of one number are one confirmed order, dated as in the file; a discount of 0.15 is 15 %."""
        self.customer_a.ref = "A1"
        self._create_goods(default_code="OA")
        self._create_goods("Gadget", default_code="OB")
        headers = (
            "OrderID",
            "CustomerID",
            "EmployeeID",
            "OrderDate",
            "ProductID",
            "UnitPrice",
            "Quantity",
            "Discount",
        )
        rows = [
            ("7", "A1", "seller_a", "2026-03-02", "OA", "14", "12", "0"),
            ("7", "A1", "seller_a", "2026-03-02", "OB", "9.8", "10", "0.15"),
            ("8", "A1", "seller_a", "2026-03-03", "OB", "10", "1", "0"),
        ]
        self._assert_counts(self._import("order", csv_file(headers, *rows)), created=3)
        orders = self.env["sale.order"].search([("origin", "in", ("7", "8"))], order="origin")
        self.assertEqual(orders.mapped("state"), ["sale", "sale"])
        self.assertEqual(orders.mapped("amount_untaxed"), [251.3, 10.0])
        self.assertEqual(orders[0].date_order, datetime(2026, 3, 2, 12))
        self.assertEqual(orders.user_id, self.seller_a)
        self.assertTrue(orders[0].picking_ids)
        self._assert_counts(self._import("order", csv_file(headers, *rows)), unchanged=3)
        changed = [rows[0], ("7", "A1", "seller_a", "2026-03-02", "OB", "9.8", "11", "0.15")]
        self._assert_counts(self._import("order", csv_file(headers, *changed)), error=1, unchanged=1)
        self.assertEqual(orders[0].amount_untaxed, 251.3)

    def test_faulty_orders(self):
        """One bad line keeps its order out, and the file with it."""
        self.customer_a.ref = "A1"
        self._create_goods(default_code="OA")
        headers = ("Order", "Customer", "Product", "Quantity")
        rows = [
            ("1", "A1", "OA", "1"),
            ("1", "A1", "NONE", "1"),
            ("2", "A9", "OA", "1"),
            ("3", "A1", "OA", "-1"),
            ("1", "A1", "OA", "2"),
        ]
        run = self._import("order", csv_file(headers, *rows))
        found = {(number, column) for number, column, _ in self._findings(run)}
        self.assertEqual(found, {(3, "Product"), (4, "Customer"), (5, "Quantity"), (6, "Order")})
        self.assertFalse(
            self.env["sale.order"].search(
                [("origin", "in", ("1", "2", "3")), ("partner_id", "=", self.customer_a.id)]
            )
        )
