from . import (
    crm_complaint,
    crm_complaint_category,
    crm_complaint_cause,
    crm_complaint_stage,
    crm_lead,
    crm_occurrence,
    crm_occurrence_documents,
    crm_occurrence_result,
    crm_occurrence_states,
    res_partner,
    res_users,
    sale_order,
)
