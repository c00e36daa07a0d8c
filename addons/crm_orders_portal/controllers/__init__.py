from . import again, basket, baskets, catalogue, login, order_file, orders, product, quick_order, statement
