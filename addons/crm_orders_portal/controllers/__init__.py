from . import again, basket, catalogue, login, orders, quick_order, statement
