import {Component, onWillStart, useEffect, useRef, useState} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {useService} from "@web/core/utils/hooks";
import {Layout} from "@web/search/layout";
import {standardActionServiceProps} from "@web/webclient/actions/action_service";
import {useSavScan} from "../../scan/scan_service";
import {SavFeedback} from "../feedback";
import {getVisiblePanels} from "../technician_panels";
import {useFeedback} from "../use_feedback";
import {useSavApp} from "../use_sav_app";
import {formatDay, WARRANTY_COLORS} from "../technician_words";

/**
 * One intervention on the technician's screen: what it is about, the one next step as
 * the big button under the thumb, and the panels of `sav_technician_panels`.
 */
export class SavTechnicianJob extends Component {
    static template = "sav_base.TechnicianJob";
    static components = {Layout, SavFeedback};
    static props = {...standardActionServiceProps};
    static displayName = _t("Intervention");
    // That of `sav_technician_job_action`: reloading `sav-job/7` finds this screen alone,
    // without a list of jobs before it in the breadcrumb.
    static path = "sav-job";

    setup() {
        this.action = useService("action");
        this.orm = useService("orm");
        this.notification = useService("notification");
        this.root = useRef("root");
        this.step = useFeedback();
        this.scanned = useFeedback();
        this.reload = this.reload.bind(this);
        this.openPanel = this.openPanel.bind(this);
        // `seen`: opened once, stays mounted with what was typed in it.
        this.state = useState({job: null, opened: {}, seen: {}, unavailable: ""});
        const {params} = this.props.action;
        this.interventionId = this.props.resId || params?.intervention_id;

        onWillStart(() => this.loadFirst());
        useEffect(
            () => {
                // In the address: reloading the page comes back to this job.
                this.props.updateActionState({resId: this.interventionId});
            },
            () => []
        );
        useSavApp();
        useSavScan((code) => this.onScan(code));
    }

    get job() {
        return this.state.job;
    }

    get panels() {
        return getVisiblePanels(this.job);
    }

    get warrantyColor() {
        return WARRANTY_COLORS[this.job.warranty.state] || "secondary";
    }

    /** The name of a machine may say its serial number already. */
    get showsSerial() {
        const {serial, equipment} = this.job;
        return serial && !equipment.includes(serial);
    }

    get mapUrl() {
        const place = encodeURIComponent(this.job.address.address);
        return `https://www.openstreetmap.org/search?query=${place}`;
    }

    formatDay(date) {
        return formatDay(date);
    }

    async loadFirst() {
        if (!this.interventionId) {
            this.state.unavailable = _t("Open the work from your list.");
            return;
        }
        await this.step.run(this.reload);
        if (!this.job) {
            this.state.unavailable = this.step.error;
            this.step.error = "";
        } else if (["draft", "planned"].includes(this.job.state)) {
            // What came in is read before anything is started.
            this.togglePanel("device");
        }
    }

    async reload() {
        const ids = [this.interventionId];
        this.state.job = await this.orm.call("sav.intervention", "get_job", [ids]);
        this.env.config.setDisplayName(this.job.name);
    }

    togglePanel(key) {
        this.state.opened[key] = !this.state.opened[key];
        this.state.seen[key] = true;
    }

    openPanel(key) {
        this.state.opened[key] = true;
        this.state.seen[key] = true;
        // Shown by the next frame.
        requestAnimationFrame(() => {
            const panel = this.root.el?.querySelector(`[data-panel="${key}"]`);
            panel?.scrollIntoView({block: "start", behavior: "smooth"});
        });
    }

    async onNextStep() {
        const {panel, model, method, id} = this.job.next;
        if (panel) {
            this.openPanel(panel);
            return;
        }
        await this.step.run(async () => {
            const action = await this.orm.call(model, method, [[id]]);
            if (action && typeof action === "object") {
                await this.action.doAction(action, {onClose: this.reload});
            }
            await this.reload();
        });
    }

    /** A part is planned or used; anything else opens what it is the label of. */
    async onScan(code) {
        if (!this.job?.can_edit) {
            return false;
        }
        let isPart = true;
        await this.scanned.run(async () => {
            const ids = [this.interventionId];
            const found = await this.orm.call("sav.intervention", "scan_part", [
                ids,
                code,
            ]);
            isPart = found.kind !== "unknown";
            if (isPart) {
                this.notification.add(found.message, {type: "success"});
                await this.reload();
            }
        });
        return isPart;
    }

    openCase() {
        this.action.doAction({
            type: "ir.actions.act_window",
            res_model: "sav.case",
            res_id: this.job.case.id,
            views: [[false, "form"]],
        });
    }

    openList() {
        this.action.doAction("sav_base.sav_technician_home_action", {
            clearBreadcrumbs: true,
        });
    }
}

registry.category("actions").add("sav_technician_job", SavTechnicianJob);
