from . import base_partner_merge
from . import base_partner_merge_duplicates
from . import crm_lead_to_opportunity
from . import crm_quotation_partner
from . import res_config_settings
from . import res_config_settings_duplicates
