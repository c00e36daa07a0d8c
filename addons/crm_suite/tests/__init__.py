from . import test_apps, test_menus, test_payments
