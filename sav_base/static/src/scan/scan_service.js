import {useEffect} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {Mutex} from "@web/core/utils/concurrency";
import {useService} from "@web/core/utils/hooks";

const APP = "sav_base.menu_root";
// As `tools/label_code.py` makes them, or as a scanner set to the other keyboard types
// them. Only the server says whether it is one of ours.
const LABEL_CODE =
    /^\s*[CARE](\d{8,}|[à&é"'(\-è_ç§!]{8,})\s*$|^\s*Q[à&é"'(\-è_ç§!]{8,}\s*$/i;

/**
 * What is scanned on a screen of the after-sales app opens what it is the label of,
 * unless a component of that screen has a better use for it (`useSavScan`). Scans of
 * the other apps are none of its business.
 */
export const savScanService = {
    dependencies: ["action", "barcode", "menu", "notification", "orm", "ui"],

    start(env, {action, barcode, menu, notification, orm, ui}) {
        const listeners = [];
        // Two labels scanned at once are taken one after the other, in order.
        const mutex = new Mutex();

        function isInApp() {
            return menu.getCurrentApp()?.xmlid === APP;
        }

        async function open(code) {
            const found = await orm.call("sav.case", "resolve_scan", [code]);
            if (!found.action) {
                notification.add(found.message, {type: "danger"});
                return;
            }
            if (ui.activeElement !== document) {
                // Leaving would close the dialog with all that was typed in it.
                notification.add(
                    _t("“%(code)s” was found. Opening it closes this window.", {code}),
                    {
                        type: "info",
                        buttons: [
                            {
                                name: _t("Open"),
                                onClick: () => action.doAction(found.action),
                            },
                        ],
                    }
                );
                return;
            }
            if (found.message) {
                notification.add(found.message, {type: "info"});
            }
            await action.doAction(found.action);
        }

        async function dispatch(code) {
            for (const listener of [...listeners].reverse()) {
                if ((await listener(code)) !== false) {
                    return;
                }
            }
            await open(code);
        }

        /** Takes a code that was scanned, typed or seen by the camera. */
        function scan(code) {
            return mutex.exec(() => dispatch(code.trim()));
        }

        barcode.bus.addEventListener("barcode_scanned", ({detail}) => {
            // A scan in the scanner's own field is taken by that field.
            if (isInApp() && !detail.target?.dataset?.savScan) {
                scan(detail.barcode);
            }
        });

        // The field that searches a list has the focus as soon as the list opens: a
        // label read there is a scan. Other words, serial numbers among them, search.
        document.addEventListener(
            "keydown",
            (ev) => {
                const isEnd = ev.key === "Enter" || ev.key === "Tab";
                const input = ev.target;
                if (
                    !isEnd ||
                    !input.matches?.(".o_searchview_input") ||
                    !LABEL_CODE.test(input.value) ||
                    !isInApp()
                ) {
                    return;
                }
                ev.preventDefault();
                ev.stopImmediatePropagation();
                const code = input.value;
                input.value = "";
                input.dispatchEvent(new Event("input", {bubbles: true}));
                scan(code);
            },
            {capture: true}
        );

        return {
            isInApp,
            scan,
            /**
             * @param {(code: string) => Promise<boolean|void>} listener returns false
             * to leave the code to the one before, in the end to `resolve_scan`
             * @returns {() => void} what unregisters it
             */
            register(listener) {
                listeners.push(listener);
                return () => listeners.splice(listeners.indexOf(listener), 1);
            },
        };
    },
};

registry.category("services").add("sav_scan", savScanService);

/**
 * Gives the scans to a component as long as it is on screen; the last one mounted comes
 * first.
 *
 * @param {(code: string) => Promise<boolean|void>} listener see `register`
 */
export function useSavScan(listener) {
    const savScan = useService("sav_scan");
    useEffect(
        () => savScan.register(listener),
        () => []
    );
}
