import {Component, onWillUnmount} from "@odoo/owl";
import {browser} from "@web/core/browser/browser";
import {Dialog} from "@web/core/dialog/dialog";
import {registry} from "@web/core/registry";
import {useService} from "@web/core/utils/hooks";
import {SavScanInput} from "./scan_input";

/** The frame in which a code is typed, scanned or seen by the camera. */
export class SavScanDialog extends Component {
    static template = "sav_base.ScanDialog";
    static components = {Dialog, SavScanInput};
    static props = {onScan: Function, close: Function};

    setup() {
        this.code = "";
        onWillUnmount(() => {
            if (this.code) {
                // Once the dialog is gone for good: what is behind it takes the code.
                browser.setTimeout(() => this.props.onScan(this.code));
            }
        });
    }

    onScan(code) {
        this.code = code;
        this.props.close();
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
        this.dialog.add(SavScanDialog, {onScan: (code) => this.savScan.scan(code)});
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
