from . import documents, labels, portal, sale_portal
