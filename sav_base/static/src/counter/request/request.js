import {Component} from "@odoo/owl";

/** What the customer asked for from afar, in their words, beside what is received. */
export class SavCounterRequest extends Component {
    static template = "sav_base.CounterRequest";
    static props = {request: Object, onDecline: Function};
}
