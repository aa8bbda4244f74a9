# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import json
from base64 import b64encode
from copy import deepcopy
from io import BytesIO

from PIL import Image

from odoo.addons.sav_base.tests.common import SavCommon

DRAINS_NOT = {"op": "eq", "args": [{"ref": "drains"}, {"const": False}]}

DEFINITION = {
    "code": "test_washer",
    "label": {"en_US": "Test washer", "fr_FR": "Lave-linge d'essai"},
    "sections": [
        {
            "code": "start",
            "label": {"en_US": "Start", "fr_FR": "Départ"},
            "questions": [
                {
                    "code": "drains",
                    "type": "boolean",
                    "label": {"en_US": "Does it drain?", "fr_FR": "Vidange-t-il ?"},
                    "required": True,
                },
                {
                    "code": "level",
                    "type": "number",
                    "label": {"en_US": "Water left", "fr_FR": "Eau restante"},
                    "unit": "cm",
                    "min": 0,
                    "max": 40,
                    "warning": {"op": "lt", "args": [{"ref": "level"}, {"const": 4}]},
                },
                {
                    "code": "noise",
                    "type": "choices",
                    "label": {"en_US": "Noise", "fr_FR": "Bruit"},
                    "choices": [
                        {
                            "code": "knock",
                            "label": {"en_US": "Knocking", "fr_FR": "Cognement"},
                            "score": 2,
                        },
                        {"code": "hiss", "label": "Hiss", "score": 1},
                        {"code": "none", "label": "None", "exclusive": True},
                    ],
                },
                {
                    "code": "doubled",
                    "type": "number",
                    "label": "Twice the level",
                    "calculate": {
                        "op": "mul",
                        "args": [{"ref": "level"}, {"const": 2}],
                    },
                },
            ],
        },
        {
            "code": "proof",
            "label": {"en_US": "Proof", "fr_FR": "Preuve"},
            "visible_if": DRAINS_NOT,
            "questions": [
                {
                    "code": "filter_photo",
                    "type": "photo",
                    "label": {"en_US": "Photo of the filter", "fr_FR": "Le filtre"},
                    "required": True,
                    "photos_min": 1,
                    "photos_max": 3,
                },
                {
                    "code": "pumps",
                    "type": "number",
                    "label": "Pumps to replace",
                    "min": 0,
                    "max": 3,
                },
            ],
        },
    ],
    "effects": [
        {
            "code": "pump",
            "when": DRAINS_NOT,
            "kind": "part",
            "payload": {
                "product": "T-PUMP",
                "quantity": {
                    "op": "coalesce",
                    "args": [{"ref": "pumps"}, {"const": 1}],
                },
            },
        },
        {
            "code": "seal",
            "when": DRAINS_NOT,
            "kind": "part",
            "payload": {"product": "T-SEAL", "quantity": 2, "payer": "goodwill"},
        },
        {
            "code": "work",
            "when": DRAINS_NOT,
            "kind": "labour",
            "payload": {"role": "TN2", "hours": 1.5},
        },
        {
            "code": "rinse",
            "when": DRAINS_NOT,
            "kind": "action",
            "payload": {
                "label": {"en_US": "Rinse the tub", "fr_FR": "Rincer la cuve"},
                "mandatory": True,
            },
        },
        {
            "code": "worn",
            "when": DRAINS_NOT,
            "kind": "cause",
            "payload": {"code": "TWORN"},
        },
        {
            "code": "flood",
            "when": {"op": "gt", "args": [{"ref": "level"}, {"const": 30}]},
            "kind": "safety_stop",
            "payload": {
                "text": {"en_US": "Cut the mains", "fr_FR": "Coupez le courant"}
            },
        },
    ],
}


def make_photo(color="teal"):
    """Return a picture as a client sends it."""
    output = BytesIO()
    Image.new("RGB", (64, 48), color).save(output, "JPEG")
    return b64encode(output.getvalue()).decode()


def spoil(changes):
    """Return a copy of the test scenario with changes, as the text of a version.

    :param changes: path such as ``sections/0/label`` → value; None removes the key
    """
    definition = deepcopy(DEFINITION)
    for path, value in changes.items():
        *keys, last = (int(key) if key.isdigit() else key for key in path.split("/"))
        holder = definition
        for key in keys:
            holder = holder[key]
        if value is None:
            del holder[last]
        else:
            holder[last] = value
    return json.dumps(definition)


class DiagnosisCommon(SavCommon):
    """A published scenario and a case in diagnosis by ``sav_tech``."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # Whatever languages the database has, the words tested are the English ones.
        cls.env["res.lang"]._activate_lang("en_US")
        people = cls.sav_tech + cls.sav_tech2 + cls.sav_manager + cls.sav_clerk
        (people.partner_id + cls.customer + cls.company.partner_id).lang = "en_US"
        # Nor are the scenarios of the demonstration offered.
        cls.env["sav.scenario"].search([]).active = False
        cls.part_ordered.default_code = "T-PUMP"
        cls.consumable.default_code = "T-SEAL"
        cls.scenario = cls._publish(DEFINITION, category_ids=cls.category.ids)
        cls.version = cls.scenario.published_version_id
        cls.equipment = cls._create_equipment(category_id=cls.category.id)
        cls.case = cls._receive(cls.equipment).with_user(cls.sav_tech)
        cls.case.action_start_diagnosis()

    @classmethod
    def _publish(cls, definition, **vals):
        """Return a new scenario, published by the administrator."""
        scenario = (
            cls.env["sav.scenario"]
            .with_user(cls.sav_admin)
            .create({"name": "Test washer", "code": definition["code"], **vals})
        )
        scenario._make_draft(json.dumps(definition)).action_publish()
        return scenario

    @classmethod
    def _revise(cls, changes):
        """Return the draft that follows the published version, with its changes."""
        draft = cls.scenario._make_draft()
        draft.definition = spoil(changes)
        return draft

    @classmethod
    def _open(cls, uuid="form-0001", case=None, user=None, scenario=None):
        """Return a response opened by a technician."""
        case = (case or cls.case).with_user(user or cls.sav_tech)
        form = case.env["sav.response"].open(
            case.id, (scenario or cls.scenario).id, uuid
        )
        return case.env["sav.response"].browse(form["response"]["id"])

    @classmethod
    def _add_photo(cls, uuid="photo-0001", case=None, color="teal"):
        case = case or cls.case
        return case.add_photo(
            {"uuid": uuid, "original": make_photo(color), "purpose": "diagnosis"}
        )

    @classmethod
    def _complete(cls, response=None, **answers):
        """Return a response of a machine that does not drain, completed."""
        response = response or cls._open()
        cls._add_photo(f"photo-{response.uuid}", response.case_id)
        response.submit(
            {"drains": False, "filter_photo": [f"photo-{response.uuid}"], **answers}
        )
        return response
