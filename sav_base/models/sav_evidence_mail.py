# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import base64
import logging

from odoo import api, models
from odoo.exceptions import UserError

from ..tools.incoming_mail import is_photo

_logger = logging.getLogger(__name__)


class SavEvidence(models.Model):
    _inherit = "sav.evidence"

    @api.model
    def _keep_mail_photos(self, owner, attachments):
        """Keep as proof the photos among the files of a mail.

        What a file is comes from its bytes, never from its name. Pictures too small to
        show anything, and whatever is no photo, stay files of the message.

        :param dict owner: case_id, reception_id
        :param attachments: tuples that begin with name and content
        """
        for name, content, *_info in attachments:
            if not is_photo(content):
                continue
            try:
                with self.env.cr.savepoint():
                    # sudo: the gateway receives photos for customers, who have no
                    # right on proofs; they go to the request that their mail made.
                    self.sudo().create(
                        {
                            **owner,
                            "original": base64.b64encode(content),
                            "caption": name,
                            "purpose": "visual_state",
                            "source": "mail",
                        }
                    )
            except UserError as error:
                # Too big or damaged: it stays a file of the message.
                _logger.info("Photo %s of a mail is not kept as proof: %s", name, error)
