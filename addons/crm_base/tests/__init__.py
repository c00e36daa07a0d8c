from . import test_access_customers
