import {Component} from "@odoo/owl";
import {Dialog} from "@web/core/dialog/dialog";
import {registry} from "@web/core/registry";
import {useService} from "@web/core/utils/hooks";
import {SavScanInput} from "./scan_input";

/** The frame in which a code is typed, scanned or seen by the camera. */
export class SavScanDialog extends Component {
    static template = "sav_base.ScanDialog";
    static components = {Dialog, SavScanInput};
    static props = {onScan: Function, close: Function};

    onScan(code) {
        this.props.close();
        return this.props.onScan(code);
    }
}

/** Scans from any screen of the app, also on a phone without a scanner. */
export class SavScanSystray extends Component {
    static template = "sav_base.ScanSystray";
    static props = {};

    setup() {
        this.dialog = useService("dialog");
        this.savScan = useService("sav_scan");
    }

    onClick() {
        // The dialog is gone when the code is taken: what is behind it decides.
        let code = "";
        this.dialog.add(
            SavScanDialog,
            {
                onScan: (scanned) => {
                    code = scanned;
                },
            },
            {onClose: () => code && this.savScan.scan(code)}
        );
    }
}

registry.category("systray").add(
    "sav_base.scan",
    {
        Component: SavScanSystray,
        isDisplayed: (env) => env.services.sav_scan.isInApp(),
    },
    {sequence: 30}
);
