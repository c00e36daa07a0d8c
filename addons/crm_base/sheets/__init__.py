from . import bad_rows, csv_sheet, sheet, template, xls_sheet, xlsx_sheet, zip_check
