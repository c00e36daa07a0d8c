from . import csv_sheet, sheet, xls_sheet, xlsx_sheet, zip_check
