from . import account_move, product_supplierinfo, res_company
