from . import crm_import_customer_code
