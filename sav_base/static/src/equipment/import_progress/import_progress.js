import {Component, onWillUnmount, useState} from "@odoo/owl";
import {delay} from "@web/core/utils/concurrency";
import {registry} from "@web/core/registry";
import {useService} from "@web/core/utils/hooks";
import {standardWidgetProps} from "@web/views/widgets/standard_widget_props";
import {SavFeedback} from "../../technician/feedback";
import {useFeedback} from "../../technician/use_feedback";

const RUNNING = ["checking", "importing"];
// While somebody else is at the next lines, as the server is once a page was closed.
const WAIT = 2000;

/**
 * Checks and imports an installed base chunk by chunk, and says how far it is:
 * `<widget name="sav_import_progress"/>` on the form of an import. What was interrupted
 * goes on from the last chunk that was kept; the server goes on by itself with what was
 * not stopped.
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
        this.isClosed = false;
        onWillUnmount(() => {
            this.isClosed = true;
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
        return this.run("action_go_on");
    }

    stop() {
        this.isStopped = true;
    }

    /** Begins or goes on with a verb, until all is done or stopped. */
    async run(verb) {
        const {record} = this.props;
        if (!(await record.save())) {
            return;
        }
        this.isStopped = false;
        await this.running.run(async () => {
            const position = verb === "action_go_on" ? this.data.position : 0;
            Object.assign(this.state, {position, total: this.data.line_count});
            await this.orm.call(record.resModel, verb, [record.resId]);
            let progress = {is_finished: false, position};
            while (!progress.is_finished && !this.isStopped && !this.isClosed) {
                const former = progress.position;
                progress = await this.orm.silent.call(
                    record.resModel,
                    "process_chunk",
                    [record.resId]
                );
                this.state.position = progress.position;
                this.state.total = progress.total;
                const isWaiting = progress.position === former && !this.isStopped;
                if (isWaiting && !progress.is_finished) {
                    await delay(WAIT);
                }
            }
            if (this.isStopped && !progress.is_finished) {
                await this.orm.call(record.resModel, "action_stop", [record.resId]);
            }
        });
        if (!this.isClosed) {
            await record.load();
        }
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
        {name: "stop_reason", type: "char"},
    ],
});
