# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A reception that the clerk began and left: it is offered at the counter."""

from records import find, keep, suite
from steps import as_user

SERIAL = "SIR12-0032"


def load_unfinished(env):
    """Begin one reception on the screen of the counter, and leave it there, once."""
    if not find(env, "reception_unfinished"):
        keep(env, "reception_unfinished", begin_reception(env))


def begin_reception(env):
    """Take a machine that was sold here; its photos, its promise are still to come."""
    counter = as_user(env, "guichet")["sav.reception"]
    (machine,) = counter.find_counter(SERIAL, is_code=True)["results"]
    answer = counter.take_counter({"equipment_id": machine["equipment_id"]})
    reception = counter.browse(answer["reception"]["id"])
    symptom = suite(env, "fault_code_symptom_trips")
    reception.save_counter(
        {
            "reception": {"brought_by": "Le gardien de nuit"},
            "devices": {
                str(answer["case_id"]): {
                    "faults": [
                        {
                            "symptom_id": symptom.id,
                            "description": "Chambre 205 : odeur de brûlé, puis coupure",
                        }
                    ],
                    "severity": "2",
                    "is_safety_risk": True,
                }
            },
        }
    )
    return reception
