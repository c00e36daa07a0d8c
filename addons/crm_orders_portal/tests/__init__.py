from . import (
    test_account,
    test_again,
    test_basket,
    test_catalogue,
    test_login,
    test_order_list,
    test_order_status,
    test_payment_status,
    test_quick_order,
    test_robustness,
    test_security,
    test_stock_position,
)
