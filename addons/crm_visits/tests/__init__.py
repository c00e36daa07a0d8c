from . import test_access, test_cadence, test_complaints, test_documents, test_occurrences, test_reminders
