"""Files as users and attackers make them, for the tests of the import."""

import io
import zipfile

import openpyxl
import xlwt


def csv_file(*rows, separator=",", encoding="utf-8"):
    """A .csv of these rows, as bytes."""
    return "\r\n".join(separator.join(map(str, row)) for row in rows).encode(encoding)


def xlsx_file(*rows):
    """An .xlsx of these rows."""
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def xls_file(*rows, date_style="YYYY-MM-DD"):
    """An .xls of these rows; dates are date cells."""
    book = xlwt.Workbook()
    sheet = book.add_sheet("Sheet")
    style = xlwt.easyxf(num_format_str=date_style)
    for number, row in enumerate(rows):
        for position, value in enumerate(row):
            if hasattr(value, "year"):
                sheet.write(number, position, value, style)
            else:
                sheet.write(number, position, value)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def rewritten(data, changes, added=()):
    """The archive `data` with members replaced by function and members added."""
    source, stream = zipfile.ZipFile(io.BytesIO(data)), io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target:
        for member in source.infolist():
            content = source.read(member)
            change = changes.get(member.filename)
            target.writestr(member.filename, change(content) if change else content)
        for name, content in added:
            target.writestr(name, content)
    return stream.getvalue()


def bomb(rows, megabytes):
    """A workbook that is small as sent and of this size when unpacked."""
    padding = b"<!--" + b" " * (megabytes << 20) + b"-->"
    return rewritten(
        xlsx_file(*rows),
        {
            "xl/worksheets/sheet1.xml": lambda content: content.replace(
                b"<sheetData>", padding + b"<sheetData>"
            )
        },
    )


def with_entities(rows):
    """A workbook whose sheet declares entities that would grow to gigabytes, and one that reads a file."""
    lines = ["<!ENTITY a0 'aaaaaaaaaa'>", "<!ENTITY file SYSTEM 'file:///etc/hostname'>"]
    lines += [f"<!ENTITY a{level} '{f'&a{level - 1};' * 10}'>" for level in range(1, 10)]
    declaration = "<!DOCTYPE worksheet [{}]>".format("".join(lines)).encode()
    return rewritten(
        xlsx_file(*rows),
        {
            "xl/worksheets/sheet1.xml": lambda content: content.replace(
                b"<worksheet", declaration + b"<worksheet", 1
            )
        },
    )
