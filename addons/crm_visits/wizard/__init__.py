from . import crm_contact_frequency_report, crm_visit_feed, crm_visit_reassign
