import {Component, useRef, useState} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {useAutoresize} from "@web/core/utils/autoresize";
import {WARRANTY_COLORS} from "../../technician/technician_words";
import {SavCounterAccessories} from "../accessories/accessories";
import {SavCounterFaults} from "../faults/faults";
import {SavCounterField} from "../field";
import {SavCounterMachine} from "../machine/machine";
import {SavCounterPassword} from "../password/password";
import {SavCounterPhotos} from "../photos/photos";
import {SavCounterPriority} from "../priority/priority";

/** One device of the reception: one is open at a time, the others in one line. */
export class SavCounterDevice extends Component {
    static template = "sav_base.CounterDevice";
    static components = {
        SavCounterAccessories,
        SavCounterFaults,
        SavCounterField,
        SavCounterMachine,
        SavCounterPassword,
        SavCounterPhotos,
        SavCounterPriority,
    };
    static props = {
        model: Object,
        device: Object,
        rank: Number,
        onOpenCase: Function,
        onMachineAction: Function,
    };

    setup() {
        this.counter = useState(this.props.model.state);
        const visualState = useRef("visualState");
        useAutoresize(visualState);
    }

    get device() {
        return this.props.device;
    }

    get isOpen() {
        return this.counter.opened === this.device.id;
    }

    get title() {
        const {machine} = this.device;
        return machine
            ? machine.name
            : _t("Device no. %(rank)s", {rank: this.props.rank});
    }

    get summary() {
        const {faults, accessories} = this.device;
        const words = faults.map(({name, description}) => description || name);
        return [...words, ...accessories.map(({name}) => name)]
            .filter(Boolean)
            .join(", ");
    }

    get warrantyLabel() {
        return {
            covered: _t("Under Warranty"),
            partial: _t("Partly under Warranty"),
            out: _t("Out of Warranty"),
            excluded: _t("Warranty Excluded"),
            unknown: _t("Sale Date Unknown"),
        }[this.device.warranty.state];
    }

    get warrantyColor() {
        return WARRANTY_COLORS[this.device.warranty.state] || "secondary";
    }

    get isHeldByAnother() {
        return this.device.machine && !this.device.machine.is_held;
    }

    get problems() {
        const {model} = this.props;
        return ["equipment_id", "cost_limit", "date_sale"]
            .map((field) => model.getError(this.device.id, field))
            .filter(Boolean);
    }

    /** The line of a closed device says that something is wrong in it. */
    get isWrong() {
        return Object.keys(this.counter.errors).some((name) =>
            name.startsWith(`${this.device.id}.`)
        );
    }

    toggle() {
        this.props.model.open(this.isOpen ? null : this.device.id);
    }

    onVisualState(ev) {
        this.props.model.change(this.device.id, "visual_state", ev.target.value);
    }
}
