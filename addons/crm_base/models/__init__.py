from . import crm_customer_list_mixin  # isort: skip

from . import account_move
from . import crm_activity_rule
from . import crm_activity_status_history
from . import crm_customer_group
from . import crm_duplicate_key
from . import crm_duplicate_lock
from . import crm_duplicate_log
from . import crm_import_mapping
from . import crm_import_run
from . import crm_lead
from . import crm_login_log
from . import crm_team
from . import crm_team_member
from . import ir_rule
from . import res_company
from . import res_company_duplicates
from . import res_partner_access
from . import res_partner_access_pairs
from . import res_partner_activity
from . import res_partner_classification
from . import res_partner_duplicate_keys
from . import res_partner_duplicates
from . import res_partner_portal
from . import res_users
from . import res_users_login
from . import sale_order
