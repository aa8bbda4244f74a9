import {Component} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {controlProps} from "./control_props";
import {isBarcodeScannerSupported} from "@web/core/barcode/barcode_video_scanner";
import {scanBarcode} from "@web/core/barcode/barcode_dialog";
import {useService} from "@web/core/utils/hooks";

/** A code read by the camera, by a hand-held scanner, or typed. */
export class BarcodeControl extends Component {
    static template = "sav_diagnosis.BarcodeControl";
    static props = controlProps;

    setup() {
        this.notification = useService("notification");
        this.hasCamera = isBarcodeScannerSupported();
    }

    onInput(text) {
        this.props.onAnswer(text.trim() || null, "user");
    }

    async onScan() {
        let code;
        try {
            code = await scanBarcode(this.env);
        } catch {
            this.notification.add(
                _t("The camera cannot be used: type the code instead."),
                {type: "warning"}
            );
            return;
        }
        this.props.onAnswer(code, "scanned");
    }
}
