from . import test_access, test_cadence, test_complaints, test_documents, test_occurrences, test_reminders
from . import test_check_in, test_geocoding, test_route, test_route_access, test_route_roads
