from . import contact_sheet, customer_list
