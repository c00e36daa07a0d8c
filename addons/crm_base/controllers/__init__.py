from . import crm_import
