import {Component} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {useService} from "@web/core/utils/hooks";
import {FormViewDialog} from "@web/views/view_dialogs/form_view_dialog";
import {standardWidgetProps} from "@web/views/widgets/standard_widget_props";
import {SavScanChoice} from "./scan_choice";
import {SavScanInput} from "./scan_input";
import {useSavScan} from "./scan_service";

/** On a draft reception a scan adds the device, and opens its line to be filled in. */
export class SavReceptionScan extends Component {
    static template = "sav_base.ReceptionScan";
    static components = {SavScanInput};
    static props = {...standardWidgetProps};

    setup() {
        this.orm = useService("orm");
        this.dialog = useService("dialog");
        this.notification = useService("notification");
        this.savScan = useService("sav_scan");
        this.ui = useService("ui");
        useSavScan((code) => this.addScanned(code));
    }

    get record() {
        return this.props.record;
    }

    /** The field and the other ways to scan take their turn in one same queue. */
    onScan(code) {
        return this.savScan.scan(code);
    }

    async addScanned(code) {
        if (this.ui.activeElement !== document) {
            this.notification.add(
                _t("Finish this window, then scan “%(code)s” again.", {code}),
                {type: "warning"}
            );
            return;
        }
        const found = await this.orm.call("sav.reception", "find_devices", [code]);
        if (found.choices.length > 1) {
            this.dialog.add(SavScanChoice, {
                title: found.message,
                choices: found.choices,
                onChoose: (choice) => this.add(choice, code),
            });
        } else if (found.choices.length) {
            await this.add(found.choices[0], code);
        } else {
            this.notification.add(found.message, {type: "danger"});
        }
    }

    /**
     * @param {Object} choice one of `sav.reception.find_devices`
     * @param {string} code what was scanned
     */
    async add(choice, code) {
        if (!this.record.data.partner_id && choice.holder) {
            await this.record.update({partner_id: choice.holder});
        }
        if (!this.record.data.partner_id) {
            this.record.setInvalidField("partner_id");
            this.notification.add(
                _t("Choose the customer, then scan “%(code)s” again.", {code}),
                {type: "warning"}
            );
            return;
        }
        // Core says which fields are missing, and keeps what was typed.
        if (!(await this.record.save())) {
            return;
        }
        const {equipment_id, lot_id} = choice;
        const result = await this.orm.call(
            "sav.reception",
            "add_device",
            [[this.record.resId]],
            {equipment_id, lot_id}
        );
        this.notification.add(result.message, {
            type: result.is_warning ? "warning" : "success",
        });
        if (result.kind === "added") {
            await this.record.load();
            this.openDevice(result.case_id);
        }
    }

    openDevice(resId) {
        this.dialog.add(FormViewDialog, {
            resModel: "sav.case",
            resId,
            title: _t("Device"),
            canExpand: false,
            context: {form_view_ref: "sav_base.sav_case_view_form_device"},
            onRecordSaved: () => this.record.load(),
        });
    }
}

registry.category("view_widgets").add("sav_reception_scan", {
    component: SavReceptionScan,
});
