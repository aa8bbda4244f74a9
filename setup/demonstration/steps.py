# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The steps of a case, each as the user of a role, by the verbs of the screens."""

import uuid
from contextlib import contextmanager
from datetime import timedelta

from freezegun import freeze_time
from pictures import draw_photo, draw_signature
from records import find, suite

from odoo import fields
from odoo.fields import Command


@contextmanager
def day(ago):
    """Run a block as if it were so many days ago, or an hour ago today."""
    now = fields.Datetime.now()
    moment = now - (timedelta(days=ago) if ago else timedelta(hours=1))
    with freeze_time(moment, tick=True):
        yield


def as_user(env, login):
    """Return the environment of a user of the demonstration."""
    return env(user=find(env, f"user_{login}"), su=False)


def new_machine(brand, model, serial, category):
    """Return what the counter types for a machine that was never sold here."""
    return {"brand": brand, "model": model, "serial": serial, "category": category}


def receive(env, customer, machine, symptom, words, technician, accessories=()):
    """Receive one device at the counter and return its case.

    :param machine: ``{"scan": serial}`` for one that was sold here, else what
        ``new_machine`` returns
    """
    env = as_user(env, "guichet")
    reception = env["sav.reception"].create(
        {
            "partner_id": find(env, f"customer_{customer}").id,
            "technician_id": find(env, f"employee_{technician}").id,
            "workshop_id": find(env, "workshop_sfax").id,
            "date_promised": fields.Date.today() + timedelta(days=7),
        }
    )
    if "scan" in machine:
        reception.scan(machine["scan"])
    else:
        category = suite(env, f"equipment_category_{machine.pop('category')}")
        equipment = env["sav.equipment"].create(
            machine
            | {"category_id": category.id, "partner_id": reception.partner_id.id}
        )
        reception.case_ids = [Command.create({"equipment_id": equipment.id})]
    case = reception.case_ids
    case.write(
        {
            "visual_state": "Bon état général",
            "fault_ids": [
                Command.create(
                    {
                        "symptom_id": suite(env, f"fault_code_symptom_{symptom}").id,
                        "description": words,
                    }
                )
            ],
            "accessory_ids": [
                Command.create({"type_id": suite(env, f"accessory_type_{name}").id})
                for name in accessories
            ],
        }
    )
    reception.action_confirm()
    # At once, so that it is dated of that day.
    reception.sudo()._send_slip()
    return case


def answer(env, case, technician, answers):
    """Start the work and answer the scenario, with a photo of the board."""
    case = case.with_env(as_user(env, technician))
    case.intervention_ids.action_start()
    scenario = find(env, "scenario_washer")
    form = case.env["sav.response"].open(case.id, scenario.id, str(uuid.uuid4()))
    photo = str(uuid.uuid4())
    case.add_photo(
        {
            "uuid": photo,
            "original": draw_photo("Carte de commande : brûlure"),
            "caption": "Carte brûlée",
        }
    )
    response = case.env["sav.response"].browse(form["response"]["id"])
    response.submit({**answers, "proof_photo": [photo]})


def estimate(env, case, technician, parts, labour, fault, words, actions=()):
    """Start the work and write by hand what the device needs."""
    case = case.with_env(as_user(env, technician))
    case.intervention_ids.action_start()
    case.write(
        {"fault_id": suite(env, f"fault_code_fault_{fault}").id, "diagnosis": words}
    )
    for reference, quantity in parts.items():
        case.add_part(find(env, f"product_{reference}").id, quantity)
    for role, hours in labour.items():
        case.add_labour(find(env, f"role_{role}").id, hours)
    for action in actions:
        case.add_action(action, mandatory=True)


def finish_diagnosis(env, case, technician):
    """End the diagnosis: a quote leaves, or the repair begins."""
    case.with_env(as_user(env, technician)).action_finish_diagnosis()


def accept(env, case):
    """Sign the quote as the portal does for a customer who holds its link."""
    order = case.with_env(env).order_ids.filtered(lambda order: order.state == "sent")
    order.write(
        {
            "signed_by": order.partner_id.name,
            "signed_on": fields.Datetime.now(),
            "signature": draw_signature(),
        }
    )
    order.action_confirm()


def refuse(env, case, reason):
    """Refuse the quote as the portal does."""
    order = case.with_env(env).order_ids
    order._sav_refuse(reason, order.partner_id)


def repair(env, case, technician, cause=None, remedy="replaced"):
    """Use what was planned, book the time, tick the actions, finish."""
    case = case.with_env(as_user(env, technician))
    needs = case.with_env(env).repair_id
    for part in needs.move_ids:
        case.set_part_used(part.id, part.product_uom_qty)
    for line in needs.sav_labour_line_ids:
        case.book_time(line.id, line.planned_hours)
    for action in needs.sav_action_line_ids:
        case.set_action_done(action.id, True)
    found = {
        "remedy_id": suite(env, f"fault_code_remedy_{remedy}").id,
        "is_resolved": True,
    }
    if cause:
        found["cause_id"] = suite(env, f"fault_code_cause_{cause}").id
    case.intervention_ids.save_job(found)
    case.intervention_ids.action_finish("to_bill")


def close(env, case):
    """Close the work at the counter."""
    case.with_env(as_user(env, "guichet")).action_close()


def bill(env, case):
    """Invoice what was used."""
    order = case.with_env(as_user(env, "facturation")).order_ids
    order.action_sav_invoice()
    order.invoice_ids.action_post()


def hand_over(env, case):
    """Give the device back with all that was left with it."""
    case = case.with_env(as_user(env, "guichet"))
    case.accessory_ids.is_returned = True
    case.action_hand_over()


def claim(env, case):
    """Claim what the warranty paid from the supplier, as the workshop manager."""
    case = case.with_env(as_user(env, "chef"))
    case.action_claim_supplier()
    case.claim_ids.action_send()
