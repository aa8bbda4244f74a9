import {Component, useState} from "@odoo/owl";
import {Dialog} from "@web/core/dialog/dialog";
import {_t} from "@web/core/l10n/translation";
import {SavFeedback} from "../technician/feedback";
import {formatQuantity, parseQuantity} from "./estimate_quantity";

/** Who pays a line, in percentages that add up to 100, and why. */
export class SavPayerDialog extends Component {
    static template = "sav_base.PayerDialog";
    static components = {Dialog, SavFeedback};
    static props = {
        title: String,
        // [{payer, percentage, reason}]
        payers: Array,
        // {key: label}
        labels: Object,
        // (rows) => Promise<string>: keeps them, or tells what forbids it
        save: Function,
        close: Function,
    };

    setup() {
        const rows = this.props.payers.map((row) => ({
            payer: row.payer,
            percentage: formatQuantity(row.percentage),
            reason: row.reason,
        }));
        this.state = useState({
            rows: rows.length
                ? rows
                : [{payer: "customer", percentage: "100", reason: ""}],
            isBusy: false,
            error: "",
        });
    }

    get total() {
        return this.state.rows.reduce(
            (sum, row) => sum + (parseQuantity(row.percentage) || 0),
            0
        );
    }

    /** What is missing, in words; nothing when it can be kept. */
    get problem() {
        const {rows} = this.state;
        if (rows.some((row) => !(parseQuantity(row.percentage) > 0))) {
            return _t("Each payer pays more than 0 %. Remove who pays nothing.");
        }
        if (Math.abs(this.total - 100) > 0.001) {
            return _t("The payers add up to %(total)s %, not to 100 %.", {
                total: formatQuantity(this.total),
            });
        }
        if (rows.some((row) => row.payer !== "customer" && !row.reason.trim())) {
            return _t("Say why another than the customer pays: they read it.");
        }
        return "";
    }

    add() {
        const rest = Math.max(0, 100 - this.total);
        const known = this.state.rows.map((row) => row.payer);
        const payer = Object.keys(this.props.labels).find(
            (key) => !known.includes(key)
        );
        this.state.rows.push({
            payer: payer || "customer",
            percentage: formatQuantity(rest),
            reason: "",
        });
    }

    remove(index) {
        this.state.rows.splice(index, 1);
    }

    async save() {
        this.state.isBusy = true;
        const rows = this.state.rows.map((row) => ({
            payer: row.payer,
            percentage: parseQuantity(row.percentage),
            reason: row.reason.trim(),
        }));
        this.state.error = await this.props.save(rows);
        this.state.isBusy = false;
        if (!this.state.error) {
            this.props.close();
        }
    }
}
