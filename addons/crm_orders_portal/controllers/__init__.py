from . import again, basket, catalogue, orders, quick_order, statement
