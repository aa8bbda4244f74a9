from . import (
    documents,
    equipment_import,
    labels,
    portal,
    privacy,
    request_portal,
    sale_portal,
)
