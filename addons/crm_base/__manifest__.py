{
    "name": "Obligo: customers and access",
    "summary": "Roles, customer groups, whose customer it is, duplicates, import, log-ins",
    "version": "19.0.1.0.0",
    "category": "Sales/CRM",
    "author": "Obligo",
    "license": "AGPL-3",
    "depends": ["contacts", "sale_crm", "sale_stock", "sale_management", "account"],
    "data": [
        "security/res_groups.xml",
        "security/ir.model.access.csv",
        "views/menus.xml",
    ],
}
