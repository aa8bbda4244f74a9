from . import labels, portal, sale_portal
