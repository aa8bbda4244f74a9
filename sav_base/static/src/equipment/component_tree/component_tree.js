import {Component, onWillStart, onWillUpdateProps, useState} from "@odoo/owl";
import {registry} from "@web/core/registry";
import {useService} from "@web/core/utils/hooks";
import {standardWidgetProps} from "@web/views/widgets/standard_widget_props";

/**
 * The whole machine and its components as a tree, with what changes it:
 * `<widget name="sav_component_tree"/>` on the form of a machine.
 */
export class SavComponentTree extends Component {
    static template = "sav_base.ComponentTree";
    static props = {...standardWidgetProps};

    setup() {
        this.action = useService("action");
        this.orm = useService("orm");
        this.state = useState({nodes: [], canChange: false});
        this.shown = null;
        onWillStart(() => this.load(this.props.record));
        onWillUpdateProps((next) => this.load(next.record));
    }

    /** Brings the tree of a record, unless it is the one that is shown. */
    async load(record, {isForced = false} = {}) {
        const stamp = `${record.resId} ${record.data.write_date?.ts || ""}`;
        if (!record.resId || (stamp === this.shown && !isForced)) {
            return;
        }
        this.shown = stamp;
        const tree = await this.orm.call("sav.equipment", "get_component_tree", [
            record.resId,
        ]);
        this.state.nodes = tree.nodes;
        this.state.canChange = tree.can_change;
    }

    open(node) {
        this.action.doAction({
            type: "ir.actions.act_window",
            res_model: "sav.equipment",
            res_id: node.id,
            views: [[false, "form"]],
        });
    }

    /**
     * Opens the window that adds to a machine, takes it out or replaces it.
     *
     * @param {"add"|"remove"|"swap"} mode
     * @param {Object} node
     */
    async change(mode, node) {
        const {record} = this.props;
        if (!(await record.save())) {
            return;
        }
        const parent = this.getParent(node);
        const action = await this.orm.call(
            "sav.equipment",
            "action_open_component_change",
            [mode === "add" || !parent ? node.id : parent.id],
            {
                context: {
                    sav_component_mode: mode,
                    sav_component_id: mode === "add" || !parent ? false : node.id,
                },
            }
        );
        await this.action.doAction(action, {
            onClose: async () => {
                await record.load();
                await this.load(record, {isForced: true});
            },
        });
    }

    getParent(node) {
        const index = this.state.nodes.indexOf(node);
        return this.state.nodes
            .slice(0, index)
            .findLast((other) => other.depth === node.depth - 1);
    }
}

registry.category("view_widgets").add("sav_component_tree", {
    component: SavComponentTree,
    fieldDependencies: [{name: "write_date", type: "datetime"}],
});
