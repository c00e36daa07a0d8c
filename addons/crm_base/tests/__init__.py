from . import test_access_customers
from . import test_duplicates_disclosure
from . import test_duplicates_found
from . import test_duplicates_policy
