from . import basket, catalogue, orders, quick_order, statement
