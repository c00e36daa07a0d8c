from . import statement_workbook
