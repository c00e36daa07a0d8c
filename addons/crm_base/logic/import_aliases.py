"""Headers that files of other programs use, in our languages, for the columns of each kind of import.

The labels themselves, in every language in use, are known without being listed here.
"""

from collections.abc import Iterable
from dataclasses import replace

from .import_columns import ColumnSpec

ADDRESS = {
    "vat": ["VAT", "NIF", "NIPC", "CNPJ", "CPF", "CIF", "ח.פ.", "עוסק מורשה"],
    "phone": [
        "telephone",
        "tel",
        "HomePhone",
        "telefone",
        "telemóvel",
        "celular",
        "teléfono",
        "móvil",
        "טלפון",
    ],
    "email": ["email", "mail", "correio", "correo", "דואר אלקטרוני"],
    "website": ["HomePage", "web", "url", "sítio", "site", "sitio web", "אתר"],
    "street": ["address", "morada", "endereço", "rua", "dirección", "calle", "כתובת", "רחוב"],
    "street2": ["address 2", "morada 2", "complemento", "dirección 2"],
    "zip": ["zip", "PostalCode", "código postal", "cp", "CEP", "מיקוד"],
    "city": ["town", "cidade", "localidade", "ciudad", "población", "עיר"],
    "state": ["state", "province", "distrito", "estado", "uf", "província", "provincia", "región", "מחוז"],
    "country": ["país", "pais", "מדינה", "ארץ"],
}

COMPANY = {
    "code": ["código", "cod", "ref", "reference", "referência", "referencia", "קוד"],
    "name": [
        "CompanyName",
        "company",
        "nome",
        "empresa",
        "razão social",
        "nombre",
        "razón social",
        "שם",
        "חברה",
    ],
    "contact_name": ["ContactName", "contact", "contacto", "contato", "pessoa de contacto", "איש קשר"],
    "contact_function": ["ContactTitle", "position", "cargo", "função", "puesto", "תפקיד"],
    "comment": ["remarks", "observações", "notas", "observaciones", "הערות"],
}

CUSTOMER = {
    **ADDRESS,
    **COMPANY,
    "code": [
        *COMPANY["code"],
        "CustomerID",
        "customer code",
        "cliente",
        "código de cliente",
        "nº cliente",
        "קוד לקוח",
        "מספר לקוח",
    ],
    "seller": ["salesperson", "vendedor", "EmployeeID", "comercial", "מוכר", "איש מכירות"],
    "groups": ["groups", "grupos", "grupos de clientes", "קבוצות"],
    "customer_class": ["classe", "clase", "דירוג"],
    "key_customer": ["cliente chave", "cliente clave"],
    "pricelist": ["tabela de preços", "tarifa", "lista de precios", "מחירון"],
    "payment_term": ["condições de pagamento", "prazo de pagamento", "condiciones de pago", "תנאי תשלום"],
    "industry": ["setor", "sector", "ramo", "ענף"],
}

SUPPLIER = {
    **ADDRESS,
    **COMPANY,
    "code": [
        *COMPANY["code"],
        "SupplierID",
        "supplier code",
        "fornecedor",
        "código de fornecedor",
        "proveedor",
        "קוד ספק",
        "מספר ספק",
    ],
}

CONTACT = {
    **ADDRESS,
    "customer": ["CustomerID", "customer code", "cliente", "código de cliente", "לקוח", "קוד לקוח"],
    "name": ["ContactName", "contact", "nome", "nombre", "contacto", "contato", "שם", "איש קשר"],
    "type": ["type", "tipo", "סוג"],
    "function": ["ContactTitle", "title", "cargo", "função", "puesto", "תפקיד"],
    "comment": ["remarks", "observações", "notas", "observaciones", "הערות"],
}

PRODUCT_CATEGORY = {
    "code": ["CategoryID", "category code", "categoria", "família", "categoría", "familia", "קטגוריה"],
    "name": ["CategoryName", "category", "nome", "nombre", "שם"],
    "parent": ["parent", "categoria superior", "categoría superior"],
}

PRODUCT = {
    "code": ["ProductID", "SKU", "internal reference", "referência", "artigo", "referencia", "קוד מוצר"],
    "name": ["ProductName", "product", "nome", "designação", "descrição", "nombre", "descripción", "שם"],
    "barcode": ["EAN", "GTIN", "código de barras", "ברקוד"],
    "category": ["CategoryID", "category code", "categoria", "família", "categoría", "familia", "קטגוריה"],
    "price": ["UnitPrice", "price", "preço", "precio", "מחיר"],
    "cost": ["standard cost", "custo", "coste", "costo", "עלות"],
    "packing": ["QuantityPerUnit", "packing", "embalagem", "envase", "תיאור"],
    "supplier": ["SupplierID", "vendor", "fornecedor", "proveedor", "ספק"],
    "supplier_price": ["purchase price", "preço de compra", "precio de compra", "מחיר קנייה"],
    "quantity": ["UnitsInStock", "stock", "on hand", "existências", "estoque", "existencias", "מלאי"],
    "discontinued": ["descontinuado", "descatalogado", "הופסק"],
    "weight": ["weight", "peso", "משקל"],
}

STOCK = {
    "product": [
        "ProductID",
        "code",
        "SKU",
        "referência",
        "artigo",
        "código",
        "referencia",
        "מוצר",
        "קוד מוצר",
    ],
    "warehouse": ["armazém", "almacén", "מחסן"],
    "quantity": ["UnitsInStock", "on hand", "stock", "quantidade", "existências", "cantidad", "כמות", "מלאי"],
}

PRICELIST = {
    "pricelist": ["tabela de preços", "tarifa", "lista de precios", "מחירון"],
    "currency": ["moeda", "moneda", "divisa", "מטבע"],
    "product": [
        "ProductID",
        "SKU",
        "code",
        "referência",
        "artigo",
        "código",
        "referencia",
        "מוצר",
        "קוד מוצר",
    ],
    "category": ["CategoryID", "categoria", "família", "familia", "קטגוריה"],
    "min_quantity": ["minimum quantity", "quantidade mínima", "cantidad mínima", "כמות מינימלית"],
    "price": ["UnitPrice", "preço", "precio", "מחיר"],
    "discount": ["discount", "desconto", "descuento", "הנחה"],
    "date_start": ["from", "válido desde", "desde", "מתאריך"],
    "date_end": ["until", "válido até", "hasta", "עד תאריך"],
}

SELLER = {
    "code": ["EmployeeID", "employee", "número", "código de vendedor", "nº funcionário", "קוד עובד"],
    "login": ["login", "user", "utilizador", "usuário", "usuario", "שם משתמש"],
    "name": ["full name", "nome", "nombre", "שם"],
    "first_name": ["FirstName", "primeiro nome", "nome próprio", "שם פרטי"],
    "last_name": ["LastName", "apelido", "sobrenome", "apellido", "שם משפחה"],
    "function": ["Title", "cargo", "função", "puesto", "תפקיד"],
    "phone": ["HomePhone", "telefone", "teléfono", "telemóvel", "טלפון"],
    "email": ["email", "mail", "correio", "correo", "דואר אלקטרוני"],
    "role": ["perfil", "papel", "rol", "תפקיד במערכת"],
    "manager": ["ReportsTo", "manager", "boss", "chefe", "responsável", "jefe", "מנהל"],
}

ORDER = {
    "order": [
        "OrderID",
        "order number",
        "encomenda",
        "nº encomenda",
        "pedido",
        "nº pedido",
        "הזמנה",
        "מספר הזמנה",
    ],
    "line": ["line number", "linha", "línea", "שורה"],
    "customer": ["CustomerID", "customer code", "cliente", "código de cliente", "לקוח", "קוד לקוח"],
    "seller": ["EmployeeID", "salesperson", "vendedor", "comercial", "מוכר"],
    "date": ["OrderDate", "data", "fecha", "תאריך הזמנה", "תאריך"],
    "delivery_date": ["RequiredDate", "data de entrega", "fecha de entrega", "תאריך אספקה"],
    "product": ["ProductID", "SKU", "referência", "artigo", "código", "referencia", "מוצר", "קוד מוצר"],
    "quantity": ["qty", "quantidade", "cantidad", "כמות"],
    "price": ["UnitPrice", "price", "preço", "preço unitário", "precio", "precio unitario", "מחיר"],
    "discount": ["discount", "desconto", "descuento", "הנחה"],
}

ALIASES = {
    "customer": CUSTOMER,
    "supplier": SUPPLIER,
    "contact": CONTACT,
    "product_category": PRODUCT_CATEGORY,
    "product": PRODUCT,
    "stock": STOCK,
    "pricelist": PRICELIST,
    "seller": SELLER,
    "order": ORDER,
}


def with_aliases(kind: str, columns: Iterable[ColumnSpec]) -> list[ColumnSpec]:
    """The columns of a kind with the headers listed here added to their own.

    >>> [column] = with_aliases("stock", [ColumnSpec("warehouse", "Warehouse", aliases=("depot",))])
    >>> column.aliases[:2]
    ('depot', 'armazém')
    """
    known = ALIASES.get(kind, {})
    return [replace(column, aliases=(*column.aliases, *known.get(column.name, ()))) for column in columns]
