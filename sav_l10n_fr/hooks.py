# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).


def uninstall_hook(env):
    """Stop the legal policy: verdicts that name it keep it on file."""
    policy = env.ref("sav_l10n_fr.sav_warranty_policy_legal", raise_if_not_found=False)
    if policy:
        policy.active = False
