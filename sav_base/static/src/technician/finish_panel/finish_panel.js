import {Component, onWillUnmount, useState} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {SignatureDialog} from "@web/core/signature/signature_dialog";
import {useService} from "@web/core/utils/hooks";
import {useDebounced} from "@web/core/utils/timing";
import {SavFeedback} from "../feedback";
import {technicianPanelProps, technicianPanels} from "../technician_panels";
import {useFeedback} from "../use_feedback";

const SAVE_DELAY = 1500; // ms without typing before it is saved
const CHAIN = ["fault", "cause", "remedy"];

/** How it ends: what was found and done, what is billed, who signs, then *Finish*. */
export class SavFinishPanel extends Component {
    static template = "sav_base.FinishPanel";
    static components = {SavFeedback};
    static props = {...technicianPanelProps};

    setup() {
        this.orm = useService("orm");
        this.dialog = useService("dialog");
        this.saving = useFeedback();
        this.finishing = useFeedback();
        const {report} = this.props.job;
        // Typed here: a reload of the job never takes it back.
        this.form = useState({
            report: report.report,
            diagnosis: report.diagnosis,
            is_resolved: report.is_resolved,
            billing_status: report.billing_status,
            fault_id: report.fault_id,
            cause_id: report.cause_id,
            remedy_id: report.remedy_id,
        });
        this.state = useState({signature: null});
        this.changed = new Set();
        this.saveLater = useDebounced(() => this.save(), SAVE_DELAY);
        onWillUnmount(() => this.save());
    }

    /** Only when it is the next step: a diagnosis is finished by its own button. */
    get canFinish() {
        return this.props.job.next.panel === "finish";
    }

    get steps() {
        const labels = {
            fault: _t("Found fault"),
            cause: _t("Cause"),
            remedy: _t("Remedy"),
        };
        return CHAIN.map((kind, position) => ({
            kind,
            field: `${kind}_id`,
            label: labels[kind],
            codes: this.getCodes(kind, CHAIN[position - 1]),
        }));
    }

    get billingChoices() {
        return [
            {key: "to_bill", label: _t("To Bill")},
            {key: "nothing_to_bill", label: _t("Nothing to Bill")},
        ];
    }

    /** Codes that follow the one chosen in the step before, and the chosen one. */
    getCodes(kind, before) {
        const previous = before && this.form[`${before}_id`];
        const chosen = this.form[`${kind}_id`];
        return this.props.job.codes[kind].filter(
            ({id, parents}) =>
                id === chosen ||
                !parents.length ||
                !previous ||
                parents.includes(previous)
        );
    }

    onChange(field, value) {
        this.form[field] = value;
        this.changed.add(field);
        this.saveLater();
    }

    onSelectCode(field, ev) {
        this.onChange(field, Number(ev.target.value) || false);
    }

    /** Saves what changed since; what could not be saved is tried again with the next. */
    async save() {
        const fields = [...this.changed];
        if (!fields.length || !this.props.job.can_edit || this.saving.isBusy) {
            return;
        }
        const vals = Object.fromEntries(
            fields.map((field) => [field, this.form[field]])
        );
        this.changed.clear();
        let isSaved = false;
        await this.saving.run(async () => {
            const ids = [this.props.job.id];
            await this.orm.call("sav.intervention", "save_job", [ids, vals]);
            isSaved = true;
        }, _t("Saved"));
        if (!isSaved) {
            fields.forEach((field) => this.changed.add(field));
        } else if (this.changed.size) {
            this.saveLater();
        }
    }

    openSignature() {
        this.dialog.add(SignatureDialog, {
            defaultName: this.state.signature?.name || this.props.job.customer,
            nameAndSignatureProps: {mode: "draw", displaySignatureRatio: 3},
            uploadSignature: ({name, signatureImage}) => {
                this.state.signature = {name, url: signatureImage};
            },
        });
    }

    removeSignature() {
        this.state.signature = null;
    }

    async finish() {
        const {signature} = this.state;
        const vals = {...this.form};
        if (signature) {
            const {name, url} = signature;
            vals.signature = {
                signer_name: name,
                signature: url.slice(url.indexOf(",") + 1),
            };
        }
        await this.finishing.run(async () => {
            const ids = [this.props.job.id];
            await this.orm.call("sav.intervention", "finish_job", [ids, vals]);
            this.changed.clear();
            this.saving.message = "";
            this.state.signature = null;
            await this.props.reload();
        }, _t("Finished"));
    }
}

technicianPanels.add(
    "finish",
    {
        Component: SavFinishPanel,
        title: _t("Report and Finish"),
        isVisible: (job) => job.state !== "draft" && job.state !== "planned",
        badge: () => false,
    },
    {sequence: 60}
);
