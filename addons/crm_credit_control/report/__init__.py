from . import credit_ageing_workbook
