import {Component, onWillUnmount, useState} from "@odoo/owl";
import {browser} from "@web/core/browser/browser";
import {deserializeDateTime} from "@web/core/l10n/dates";
import {_t} from "@web/core/l10n/translation";
import {useService} from "@web/core/utils/hooks";
import {formatFloatTime} from "@web/views/fields/formatters";
import {parseFloatTime} from "@web/views/fields/parsers";
import {SavFeedback} from "../feedback";
import {technicianPanelProps, technicianPanels} from "../technician_panels";
import {useFeedback} from "../use_feedback";

const {DateTime} = luxon;
const TICK = 10000; // ms between two looks at the clock

/** Time worked on each line of labour: measured, or typed. */
export class SavTimePanel extends Component {
    static template = "sav_base.TimePanel";
    static components = {SavFeedback};
    static props = {...technicianPanelProps};

    setup() {
        this.orm = useService("orm");
        this.feedback = useFeedback();
        // `line`: the one that the last message is about; `typed`: hours by line.
        this.state = useState({line: null, typed: {}, now: DateTime.now()});
        const timer = browser.setInterval(() => {
            this.state.now = DateTime.now();
        }, TICK);
        onWillUnmount(() => browser.clearInterval(timer));
    }

    get time() {
        return this.props.job.time;
    }

    get running() {
        return this.time.running;
    }

    get elapsed() {
        const since = deserializeDateTime(this.running.since);
        const hours = this.state.now.diff(since, "hours").hours;
        return formatFloatTime(Math.max(hours, 0));
    }

    formatHours(hours) {
        return formatFloatTime(hours);
    }

    isRunning(line) {
        return Boolean(this.running && this.running.line_id === line.id);
    }

    /** Does something on a line, says there how it went, and shows the new times. */
    async onLine(line, call, done) {
        this.state.line = line && line.id;
        let isDone = false;
        await this.feedback.run(async () => {
            await call();
            isDone = true;
            this.state.now = DateTime.now();
            await this.props.reload();
        }, done);
        return isDone;
    }

    start(line) {
        const ids = [this.props.job.id];
        return this.onLine(line, () =>
            this.orm.call("sav.intervention", "start_timer", [ids, line.id])
        );
    }

    stop(line) {
        const ids = [this.props.job.id];
        return this.onLine(
            line,
            () => this.orm.call("sav.intervention", "stop_timer", [ids]),
            _t("Time kept")
        );
    }

    async book(line) {
        const typed = this.state.typed[line.id] || "";
        let hours = null;
        try {
            hours = parseFloatTime(typed.trim().replace(",", "."));
        } catch {
            hours = NaN;
        }
        if (!typed.trim() || !(hours >= 0)) {
            this.state.line = line.id;
            this.feedback.message = "";
            this.feedback.error = _t("Type hours like 1:30 or 1.5; 0 for none.");
            return;
        }
        const ids = [this.props.job.case.id];
        const isDone = await this.onLine(
            line,
            () => this.orm.call("sav.case", "book_time", [ids, line.id, hours]),
            _t("Time kept")
        );
        if (isDone) {
            this.state.typed[line.id] = "";
        }
    }
}

technicianPanels.add(
    "time",
    {
        Component: SavTimePanel,
        title: _t("Time"),
        isVisible: (job) => Boolean(job.case),
        badge: (job) => {
            const worked = job.time.lines.reduce((sum, line) => sum + line.worked, 0);
            return job.time.running ? _t("Running") : worked && formatFloatTime(worked);
        },
    },
    {sequence: 50}
);
