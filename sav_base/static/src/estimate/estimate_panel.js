import {Component, onWillStart, onWillUpdateProps, useState} from "@odoo/owl";
import {formatCurrency} from "@web/core/currency";
import {_t} from "@web/core/l10n/translation";
import {SignatureDialog} from "@web/core/signature/signature_dialog";
import {Mutex} from "@web/core/utils/concurrency";
import {useService} from "@web/core/utils/hooks";
import {SavScanInput} from "../scan/scan_input";
import {SavFeedback} from "../technician/feedback";
import {getErrorMessage} from "../technician/use_feedback";
import {SavEstimateLabour, SavEstimatePart} from "./estimate_line";
import {formatQuantity, parseQuantity} from "./estimate_quantity";
import {SavPayerDialog} from "./payer_dialog";

/**
 * What a device needs, who pays it and what was agreed: parts, labour, actions, totals.
 *
 * One call brings it all (`sav.case.get_estimate()`), the verbs of the case change it.
 */
export class EstimatePanel extends Component {
    static template = "sav_base.EstimatePanel";
    static components = {SavEstimateLabour, SavEstimatePart, SavFeedback, SavScanInput};
    static props = {
        caseId: Number,
        readonly: {type: Boolean, optional: true},
        // whatever changes when what is shown has to be brought again
        stamp: {type: String, optional: true},
        // () => Promise: something was changed here
        onChanged: {type: Function, optional: true},
    };

    setup() {
        this.orm = useService("orm");
        this.dialog = useService("dialog");
        this.mutex = new Mutex();
        this.call = this.call.bind(this);
        this.editPayers = this.editPayers.bind(this);
        this.state = useState({
            estimate: null,
            // what was looked for and not found alone
            found: null,
            term: "",
            lineType: "add",
            roleId: false,
            kind: "repair",
            hours: "1",
            action: "",
            isMandatory: false,
            message: "",
            // where the last action was asked for, and what forbids it
            where: "",
            error: "",
        });
        onWillStart(() => this.load(this.props.caseId));
        onWillUpdateProps(async (next) => {
            if (next.caseId !== this.props.caseId || next.stamp !== this.props.stamp) {
                await this.load(next.caseId);
            }
        });
    }

    get estimate() {
        const {estimate} = this.state;
        if (!this.props.readonly) {
            return estimate;
        }
        const freeze = (line) => ({...line, can_edit: false});
        return {
            ...estimate,
            can_edit: false,
            can_send: false,
            can_use: false,
            can_set_payers: false,
            parts: estimate.parts.map(freeze),
            labour: estimate.labour.map(freeze),
        };
    }

    get sentOrder() {
        return this.estimate.orders.find((order) => order.state === "sent");
    }

    get canTick() {
        return this.estimate.can_edit || this.estimate.can_use;
    }

    get isEmpty() {
        const {parts, labour, actions} = this.estimate;
        return !parts.length && !labour.length && !actions.length;
    }

    formatAmount(amount) {
        return formatCurrency(amount, this.estimate.currency_id);
    }

    formatQuantity(value) {
        return formatQuantity(value);
    }

    async load(caseId) {
        const estimate = await this.orm.call("sav.case", "get_estimate", [[caseId]]);
        this.state.estimate = estimate;
        if (!estimate.roles.some((role) => role.id === this.state.roleId)) {
            this.state.roleId = estimate.roles[0]?.id || false;
        }
    }

    /**
     * Calls a verb of the case, one after the other, and brings what became of it.
     *
     * @param {string} where the place on the screen that tells what forbids it
     * @returns {Promise<boolean>} whether it was done; if not, what was typed stays
     */
    call(where, method, ...args) {
        return this.mutex.exec(async () => {
            Object.assign(this.state, {where, error: "", message: ""});
            try {
                await this.orm.call("sav.case", method, [[this.props.caseId], ...args]);
                await this.load(this.props.caseId);
                await this.props.onChanged?.();
                return true;
            } catch (error) {
                this.state.error = getErrorMessage(error);
                if (!this.state.error) {
                    throw error;
                }
                return false;
            }
        });
    }

    /** What the last action was answered, where it was asked for. */
    getError(where) {
        return this.state.where === where ? this.state.error || "" : "";
    }

    async onTerm(term) {
        this.state.term = term;
        Object.assign(this.state, {where: "part", error: "", message: ""});
        const parts = await this.orm.call("sav.case", "search_parts", [
            [this.props.caseId],
            term,
        ]);
        if (parts.length === 1 && parts[0].is_exact) {
            this.state.found = null;
            await this.addPart(parts[0]);
        } else {
            this.state.found = parts;
        }
    }

    /** One more of a part that is in the estimate already, else a line of it. */
    async addPart(part) {
        const {lineType} = this.state;
        const line = this.estimate.parts.find(
            (known) =>
                known.product_id === part.id &&
                known.line_type === lineType &&
                known.can_edit
        );
        const isDone = line
            ? await this.call("part", "set_part_quantity", line.id, line.quantity + 1)
            : await this.call("part", "add_part", part.id, 1, lineType);
        if (isDone) {
            this.state.found = null;
            this.state.message = _t("%(part)s added.", {part: part.name});
        }
    }

    async addLabour() {
        const hours = parseQuantity(this.state.hours);
        const {roleId, kind} = this.state;
        // Not a number is refused by the server, in words.
        const asked = Number.isFinite(hours) ? hours : 0;
        if (await this.call("labour", "add_labour", Number(roleId), asked, kind)) {
            this.state.hours = "1";
            this.state.kind = "repair";
        }
    }

    async addAction() {
        const {action, isMandatory} = this.state;
        if (await this.call("action", "add_action", action, isMandatory)) {
            this.state.action = "";
            this.state.isMandatory = false;
        }
    }

    async tick(action, ev) {
        const isDone = await this.call(
            "action",
            "set_action_done",
            action.id,
            ev.target.checked
        );
        if (!isDone) {
            ev.target.checked = action.is_done;
        }
    }

    editPayers(model, line) {
        this.dialog.add(SavPayerDialog, {
            title: _t("Who Pays: %(line)s", {line: line.name}),
            payers: line.payers,
            labels: this.estimate.payer_labels,
            save: async (rows) => {
                const isKept = await this.call(
                    "payers",
                    "set_payers",
                    model,
                    line.id,
                    rows
                );
                return isKept ? "" : this.getError("payers");
            },
        });
    }

    sign() {
        this.dialog.add(SignatureDialog, {
            nameAndSignatureProps: {
                displaySignatureRatio: 3,
                noInputName: false,
                signatureType: "signature",
            },
            uploadSignature: ({name, signatureImage}) =>
                this.call("quote", "accept_quote", name, signatureImage.split(",")[1]),
        });
    }

    send() {
        return this.call("send", "action_send_quote");
    }

    revise() {
        return this.call("quote", "action_revise_quote");
    }
}
