from . import (
    test_access,
    test_any_order,
    test_assignments,
    test_commission_invoice,
    test_commission_receipt,
    test_documents,
    test_handover,
    test_ledger,
    test_sales_source,
    test_settlement,
    test_sold_cost,
)
