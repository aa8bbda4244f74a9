import {Component, onWillUnmount, useState} from "@odoo/owl";
import {registry} from "@web/core/registry";
import {useService} from "@web/core/utils/hooks";
import {standardWidgetProps} from "@web/views/widgets/standard_widget_props";
import {SavFeedback} from "../../technician/feedback";
import {useFeedback} from "../../technician/use_feedback";

const RUNNING = ["checking", "importing"];

/**
 * Checks and imports an installed base chunk by chunk, and says how far it is:
 * `<widget name="sav_import_progress"/>` on the form of an import. What was interrupted
 * goes on from the last chunk that was kept.
 */
export class SavImportProgress extends Component {
    static template = "sav_base.ImportProgress";
    static components = {SavFeedback};
    static props = {...standardWidgetProps};

    setup() {
        this.orm = useService("orm");
        this.running = useFeedback();
        this.state = useState({position: 0, total: 0});
        this.isStopped = false;
        onWillUnmount(() => {
            this.isStopped = true;
        });
    }

    get data() {
        return this.props.record.data;
    }

    get isInterrupted() {
        return RUNNING.includes(this.data.state) && !this.running.isBusy;
    }

    get percentage() {
        const {position, total} = this.state;
        return total ? Math.floor((100 * position) / total) : 0;
    }

    check() {
        return this.run("action_check");
    }

    import() {
        return this.run("action_import");
    }

    resume() {
        return this.run(null);
    }

    stop() {
        this.isStopped = true;
    }

    /** Begins with a verb, or goes on without one, until all is done or stopped. */
    async run(verb) {
        const {record} = this.props;
        if (!(await record.save())) {
            return;
        }
        this.isStopped = false;
        await this.running.run(async () => {
            if (verb) {
                await this.orm.call(record.resModel, verb, [record.resId]);
            }
            Object.assign(this.state, {
                position: verb ? 0 : this.data.position,
                total: this.data.line_count,
            });
            let progress = {is_finished: false};
            while (!progress.is_finished && !this.isStopped) {
                progress = await this.orm.silent.call(
                    record.resModel,
                    "process_chunk",
                    [record.resId]
                );
                this.state.position = progress.position;
                this.state.total = progress.total;
            }
        });
        await record.load();
    }
}

registry.category("view_widgets").add("sav_import_progress", {
    component: SavImportProgress,
    fieldDependencies: [
        {name: "state", type: "selection"},
        {name: "data_file", type: "binary"},
        {name: "position", type: "integer"},
        {name: "line_count", type: "integer"},
        {name: "created_count", type: "integer"},
        {name: "updated_count", type: "integer"},
    ],
});
