from . import crm_customer_group
from . import crm_team
from . import crm_team_member
from . import ir_rule
from . import res_company
from . import res_partner_access
from . import res_users
from . import sale_order
