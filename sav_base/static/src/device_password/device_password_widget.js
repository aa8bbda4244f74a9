import {Component} from "@odoo/owl";
import {registry} from "@web/core/registry";
import {useService} from "@web/core/utils/hooks";
import {standardWidgetProps} from "@web/views/widgets/standard_widget_props";
import {SavDevicePasswordDialog} from "./device_password_dialog";

/** On the form of a case: whether a password is kept, and the button that gives one. */
export class SavDevicePasswordWidget extends Component {
    static template = "sav_base.DevicePasswordWidget";
    static props = {...standardWidgetProps};

    setup() {
        this.dialog = useService("dialog");
    }

    get hasPassword() {
        return this.props.record.data.has_device_password;
    }

    async openDialog() {
        const {record} = this.props;
        if (!(await record.save())) {
            return;
        }
        this.dialog.add(SavDevicePasswordDialog, {
            caseId: record.resId,
            hasPassword: this.hasPassword,
            onSaved: () => record.load(),
        });
    }
}

registry.category("view_widgets").add("sav_device_password", {
    component: SavDevicePasswordWidget,
    fieldDependencies: [{name: "has_device_password", type: "boolean"}],
});
