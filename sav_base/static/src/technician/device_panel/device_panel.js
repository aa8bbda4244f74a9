import {Component} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {SavDevicePassword} from "../../device_password/device_password";
import {technicianPanelProps, technicianPanels} from "../technician_panels";
import {formatDay} from "../technician_words";

/** What came in: declared faults, accessories, visual state, what was done before. */
export class SavDevicePanel extends Component {
    static template = "sav_base.DevicePanel";
    static components = {SavDevicePassword};
    static props = {...technicianPanelProps};

    get device() {
        return this.props.job.device;
    }

    get identity() {
        const {brand, model, category} = this.device;
        return [category, brand, model].filter(Boolean).join(" · ");
    }

    formatDay(date) {
        return formatDay(date);
    }
}

technicianPanels.add(
    "device",
    {
        Component: SavDevicePanel,
        title: _t("Device"),
        isVisible: (job) => Boolean(job.equipment || job.case),
        badge: (job) => job.device.earlier_cases.length || false,
    },
    {sequence: 10}
);
