from . import documents, labels, portal, privacy, request_portal, sale_portal
