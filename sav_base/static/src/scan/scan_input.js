import {Component, useRef} from "@odoo/owl";
import {scanBarcode} from "@web/core/barcode/barcode_dialog";
import {isBarcodeScannerSupported} from "@web/core/barcode/barcode_video_scanner";
import {_t} from "@web/core/l10n/translation";
import {useAutofocus, useBus, useService} from "@web/core/utils/hooks";

// A hand-held scanner presses its keys faster than anybody types (ms between two keys).
const SCANNER_PACE = 50;

/**
 * A field for a code: typed and confirmed with Enter, scanned with a hand-held scanner
 * (with or without a final Enter), or seen by the camera.
 */
export class SavScanInput extends Component {
    static template = "sav_base.ScanInput";
    static props = {
        placeholder: String,
        onScan: Function,
        autofocus: {type: Boolean, optional: true},
    };

    setup() {
        this.notification = useService("notification");
        this.hasCamera = isBarcodeScannerSupported();
        this.input = this.props.autofocus
            ? useAutofocus({refName: "input"})
            : useRef("input");
        this.keyTimes = [];
        useBus(useService("barcode").bus, "barcode_scanned", ({detail}) =>
            this.onBarcode(detail)
        );
    }

    /**
     * Core gives any burst of keys as a scan: only what comes at a scanner's pace, and
     * is all that the field holds, was not typed by hand.
     */
    onBarcode({barcode, target}) {
        const input = this.input.el;
        if (target !== input || !this.isScannerPace()) {
            return;
        }
        const typed = input.value.trim();
        if (!typed || typed === barcode.trim()) {
            this.submit(barcode);
        }
    }

    onKeydown(ev) {
        if (ev.key === "Enter" && this.input.el.value.trim()) {
            ev.preventDefault();
            // Core would take the same keys for a scan.
            ev.stopPropagation();
            this.submit(this.input.el.value);
            return;
        }
        if (ev.key?.length === 1) {
            const last = this.keyTimes.at(-1);
            if (last && ev.timeStamp - last > 150) {
                this.keyTimes = [];
            }
            this.keyTimes.push(ev.timeStamp);
        }
    }

    isScannerPace() {
        const times = this.keyTimes;
        return (
            times.length > 2 &&
            (times.at(-1) - times[0]) / (times.length - 1) <= SCANNER_PACE
        );
    }

    submit(code) {
        this.input.el.value = "";
        this.keyTimes = [];
        return this.props.onScan(code.trim());
    }

    onClickFind() {
        if (this.input.el.value.trim()) {
            this.submit(this.input.el.value);
        } else {
            this.input.el.focus();
        }
    }

    async onClickCamera() {
        let failure = null;
        const code = await scanBarcode(this.env).catch((error) => {
            failure = error;
        });
        if (failure) {
            this.notification.add(
                _t("The camera cannot be used: %(reason)s", {reason: failure.message}),
                {type: "warning"}
            );
            return;
        }
        await this.submit(code);
    }
}
