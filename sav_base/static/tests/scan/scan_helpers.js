import {press} from "@odoo/hoot-dom";
import {mockService} from "@web/../tests/web_test_helpers";

/** Presses the keys of a code as a hand-held scanner does, with a final Enter. */
export async function scanKeys(code) {
    for (const key of [...code, "Enter"]) {
        await press(key);
    }
}

/** The app whose screens are shown: the after-sales one if nothing is said. */
export function mockCurrentApp(xmlid = "sav_base.menu_root") {
    mockService("menu", {getCurrentApp: () => ({xmlid})});
}
