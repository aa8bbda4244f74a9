import {Component, onWillStart, onWillUpdateProps, useState} from "@odoo/owl";
import {deserializeDate, deserializeDateTime} from "@web/core/l10n/dates";
import {registry} from "@web/core/registry";
import {KeepLast} from "@web/core/utils/concurrency";
import {useService} from "@web/core/utils/hooks";
import {standardWidgetProps} from "@web/views/widgets/standard_widget_props";
import {SavFeedback} from "../../technician/feedback";
import {getErrorMessage} from "../../technician/use_feedback";

const {DateTime} = luxon;
const PAGE_SIZE = 20;

/**
 * All that happened to a machine, newest first: one call a page
 * (`sav.equipment.get_timeline()`), filters by kind.
 */
export class SavTimeline extends Component {
    static template = "sav_base.Timeline";
    static components = {SavFeedback};
    static props = {
        equipmentId: Number,
        // whatever changes when what is shown has to be brought again
        stamp: {type: String, optional: true},
    };

    setup() {
        this.action = useService("action");
        this.orm = useService("orm");
        this.keepLast = new KeepLast();
        this.state = useState({
            kinds: [],
            wanted: [],
            entries: [],
            hasMore: false,
            isLoaded: false,
            error: "",
        });
        onWillStart(() => this.load(this.props.equipmentId));
        onWillUpdateProps((next) => {
            if (next.equipmentId !== this.props.equipmentId) {
                this.state.wanted = [];
                return this.load(next.equipmentId);
            }
            if (next.stamp !== this.props.stamp) {
                return this.load(next.equipmentId);
            }
        });
    }

    /** Brings a page: the first one, or the one after what is shown. */
    async load(equipmentId, {isNext = false} = {}) {
        const offset = isNext ? this.state.entries.length : 0;
        this.state.error = "";
        try {
            const page = await this.keepLast.add(
                this.orm.call("sav.equipment", "get_timeline", [equipmentId], {
                    kinds: this.state.wanted.length ? [...this.state.wanted] : null,
                    offset,
                    limit: PAGE_SIZE,
                })
            );
            this.state.kinds = page.kinds;
            this.state.entries = isNext
                ? [...this.state.entries, ...page.entries]
                : page.entries;
            this.state.hasMore = page.has_more;
            this.state.isLoaded = true;
        } catch (error) {
            const message = getErrorMessage(error);
            if (!message) {
                throw error;
            }
            this.state.error = message;
        }
    }

    isWanted(kind) {
        return this.state.wanted.includes(kind.key);
    }

    toggle(kind) {
        this.state.wanted = this.isWanted(kind)
            ? this.state.wanted.filter((key) => key !== kind.key)
            : [...this.state.wanted, kind.key];
        return this.load(this.props.equipmentId);
    }

    showAll() {
        this.state.wanted = [];
        return this.load(this.props.equipmentId);
    }

    showMore() {
        return this.load(this.props.equipmentId, {isNext: true});
    }

    getKind(entry) {
        return this.state.kinds.find((kind) => kind.key === entry.kind) || {};
    }

    formatDate(entry) {
        const moment = entry.is_day
            ? deserializeDate(entry.date.slice(0, 10))
            : deserializeDateTime(entry.date);
        return moment.toLocaleString(
            entry.is_day ? DateTime.DATE_MED : DateTime.DATETIME_MED
        );
    }

    open(entry) {
        this.action.doAction({
            type: "ir.actions.act_window",
            res_model: entry.res_model,
            res_id: entry.record_id,
            views: [[false, "form"]],
        });
    }
}

/** The timeline on the form of a machine: `<widget name="sav_timeline"/>`. */
export class SavTimelineWidget extends Component {
    static template = "sav_base.TimelineWidget";
    static components = {SavTimeline};
    static props = {...standardWidgetProps};

    get stamp() {
        return String(this.props.record.data.write_date?.ts || "");
    }
}

registry.category("view_widgets").add("sav_timeline", {
    component: SavTimelineWidget,
    fieldDependencies: [{name: "write_date", type: "datetime"}],
});
