import {Component, onWillStart, useState} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {useService} from "@web/core/utils/hooks";
import {Layout} from "@web/search/layout";
import {standardActionServiceProps} from "@web/webclient/actions/action_service";
import {SavScanInput} from "../../scan/scan_input";
import {SavFeedback} from "../feedback";
import {formatDay} from "../technician_words";
import {useFeedback} from "../use_feedback";

/** The technician's day: what runs, what is late, what waits, what nobody has. */
export class SavTechnicianHome extends Component {
    static template = "sav_base.TechnicianHome";
    static components = {Layout, SavFeedback, SavScanInput};
    static props = {...standardActionServiceProps};
    static displayName = _t("My Interventions");

    setup() {
        this.action = useService("action");
        this.orm = useService("orm");
        this.savScan = useService("sav_scan");
        this.loading = useFeedback();
        this.state = useState({day: null});
        onWillStart(() => this.load());
    }

    get sections() {
        return this.state.day?.sections || [];
    }

    formatDay(date) {
        return formatDay(date);
    }

    load() {
        return this.loading.run(async () => {
            this.state.day = await this.orm.call(
                "sav.intervention",
                "get_technician_day",
                []
            );
        });
    }

    onScan(code) {
        return this.savScan.scan(code);
    }

    openJob(job) {
        this.action.doAction("sav_base.sav_technician_job_action", {
            props: {resId: job.id},
        });
    }
}

registry.category("actions").add("sav_technician_home", SavTechnicianHome);
