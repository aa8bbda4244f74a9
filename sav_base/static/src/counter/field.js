import {Component} from "@odoo/owl";

/** A label, its field and, beside it, what is wrong with it. */
export class SavCounterField extends Component {
    static template = "sav_base.CounterField";
    static props = {
        label: String,
        error: {type: String, optional: true},
        name: {type: String, optional: true},
        slots: Object,
    };
}
