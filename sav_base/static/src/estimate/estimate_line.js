import {Component} from "@odoo/owl";
import {formatCurrency} from "@web/core/currency";
import {_t} from "@web/core/l10n/translation";
import {SavFeedback} from "../technician/feedback";
import {formatQuantity, SavQuantity} from "./estimate_quantity";

const LINE_TYPES = {
    remove: _t("Taken off"),
    recycle: _t("Taken off, kept"),
};

const KINDS = {
    diagnosis: _t("Diagnosis"),
    repair: _t("Repair"),
    travel: _t("Travel"),
};

/** What a part and a labour line of the estimate show alike: who pays, how much. */
class EstimateLine extends Component {
    static template = "sav_base.EstimatePayers";
    static components = {SavFeedback, SavQuantity};
    static props = {
        line: Object,
        // what `get_estimate()` brought
        estimate: Object,
        // (where, method, ...args) => Promise<boolean>: calls a verb of the case
        call: Function,
        // what forbids what was asked for here
        error: {type: String, optional: true},
        // (model, line) => void: asks who pays
        editPayers: Function,
    };

    get line() {
        return this.props.line;
    }

    call(method, ...args) {
        return this.props.call(
            `${this.model} ${this.line.id}`,
            method,
            this.line.id,
            ...args
        );
    }

    get canSetPayers() {
        const {estimate} = this.props;
        return (
            estimate.can_set_payers &&
            (this.line.can_edit || (this.line.is_accepted && estimate.can_use))
        );
    }

    /** Nobody needs to read that the customer pays all of a line they pay. */
    get payers() {
        const {payer_labels: labels} = this.props.estimate;
        return this.line.payers
            .filter((row) => row.payer !== "customer" || row.percentage < 100)
            .map((row) => ({
                ...row,
                text: `${labels[row.payer]} ${formatQuantity(row.percentage)} %`,
            }));
    }

    get amount() {
        return formatCurrency(this.line.subtotal, this.props.estimate.currency_id);
    }

    get price() {
        return formatCurrency(this.line.price, this.props.estimate.currency_id);
    }

    formatQuantity(value) {
        return formatQuantity(value);
    }
}

export class SavEstimatePart extends EstimateLine {
    static template = "sav_base.EstimatePart";
    model = "stock.move";
    removeLabel = _t("Remove the part");

    get type() {
        return LINE_TYPES[this.line.line_type];
    }

    get isTracked() {
        return this.line.tracking !== "none";
    }

    /** Serial numbers are scanned one by one. */
    get isSerial() {
        return this.line.tracking === "serial";
    }

    get used() {
        return this.line.is_used_known ? this.line.reserved : 0;
    }

    setQuantity(quantity) {
        return this.call("set_part_quantity", quantity);
    }

    setUsed(quantity) {
        return this.call("set_part_used", quantity);
    }

    remove() {
        return this.call("remove_part");
    }

    async onSerial(ev) {
        const lot = ev.target.value.trim();
        if (!lot) {
            return;
        }
        // The whole of a lot's part comes from it; serial numbers count one each.
        const quantity = this.isSerial ? 1 : this.line.quantity;
        if (await this.call("set_part_used", quantity, lot)) {
            ev.target.value = "";
        }
    }

    onSerialKeydown(ev) {
        if (ev.key === "Enter") {
            ev.preventDefault();
            ev.target.blur();
        }
    }
}

export class SavEstimateLabour extends EstimateLine {
    static template = "sav_base.EstimateLabour";
    model = "sav.labour.line";
    removeLabel = _t("Remove the labour");

    get kind() {
        return KINDS[this.line.kind];
    }

    setHours(hours) {
        return this.call("set_labour_hours", hours);
    }

    remove() {
        return this.call("remove_labour");
    }
}
