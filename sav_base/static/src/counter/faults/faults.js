import {Component, useState} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {makeFault} from "../counter_rows";
import {SavCounterPick} from "../pick/pick";

/** What the customer says is wrong: coded, in their words, or both. */
export class SavCounterFaults extends Component {
    static template = "sav_base.CounterFaults";
    static components = {SavCounterPick};
    static props = {model: Object, device: Object};

    setup() {
        this.counter = useState(this.props.model.state);
    }

    get name() {
        return `faults.${this.props.device.id}`;
    }

    get placeholder() {
        return _t("Choose, or type what the customer says, then Enter");
    }

    get error() {
        const {model, device} = this.props;
        return model.getError(device.id, "fault_ids", "faults");
    }

    get rows() {
        return this.props.device.faults;
    }

    /** Those of the trade of the machine, and those of every trade. */
    get options() {
        const trade = this.props.device.machine?.trade_id;
        return this.counter.catalogue.symptoms
            .filter(({trade_id}) => !trade_id || !trade || trade_id === trade)
            .sort((a, b) => Boolean(b.trade_id) - Boolean(a.trade_id));
    }

    get picked() {
        return this.rows.map(({symptom_id}) => symptom_id).filter(Boolean);
    }

    set(rows) {
        this.props.model.change(this.props.device.id, "faults", rows);
    }

    pick({id, name}) {
        if (this.picked.includes(id)) {
            this.set(this.rows.filter(({symptom_id}) => symptom_id !== id));
        } else {
            this.set([...this.rows, makeFault({symptom_id: id, name})]);
        }
    }

    addWords(description) {
        this.set([...this.rows, makeFault({description})]);
    }

    describe(key, description) {
        this.set(
            this.rows.map((row) => (row.key === key ? {...row, description} : row))
        );
    }

    remove(key) {
        this.set(this.rows.filter((row) => row.key !== key));
        this.props.model.focus(this.name);
    }
}
