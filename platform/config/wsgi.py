"""Pages and API for a WSGI server: `granian --interface wsgi config.wsgi:application`."""

import os
import sys
from pathlib import Path

_ROOT = Path(__file__).resolve().parent.parent.parent
for _source_root in (_ROOT, _ROOT / "platform"):
    if str(_source_root) not in sys.path:
        sys.path.insert(0, str(_source_root))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

from django.core.wsgi import get_wsgi_application  # noqa: E402

application = get_wsgi_application()
