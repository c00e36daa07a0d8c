from . import (
    test_apps,
    test_cheque_commission,
    test_dashboard_contacts,
    test_gate_apps,
    test_interest_commission,
    test_menus,
    test_outlook,
    test_payments,
    test_portal_credit,
    test_portal_prices,
    test_portal_reach,
    test_portal_statement,
)
