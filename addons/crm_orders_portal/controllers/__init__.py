from . import catalogue
from . import basket
from . import quick_order
from . import orders
from . import statement
