from . import documents, labels, portal, request_portal, sale_portal
