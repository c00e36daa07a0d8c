"""odoo-bin as a file: with worker processes Odoo starts a second time what it was started by, for its websockets.

`python -m odoo` cannot be started so: its file, `odoo/__main__.py`, imports relatively.
"""

import sys

if __name__ == "__main__":
    # This file's folder is no place for Odoo to import from: `paths` and `tools` there are the launcher's.
    sys.path.pop(0)
    from odoo.cli.command import main

    main()
