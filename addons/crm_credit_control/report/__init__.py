from . import credit_ageing_workbook, credit_statement_report
