from . import documents, labels, portal, privacy, request_portal, sale_portal
from . import documents, labels, portal, request_portal, sale_portal
from . import privacy
