import {Component, onWillStart, useState} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {useService} from "@web/core/utils/hooks";
import {Layout} from "@web/search/layout";
import {standardActionServiceProps} from "@web/webclient/actions/action_service";
import {SavFeedback} from "../../technician/feedback";
import {useFeedback} from "../../technician/use_feedback";

/** All that the after-sales service has of a customer: `res.partner.get_sav_overview()`. */
export class SavCustomerOverview extends Component {
    static template = "sav_base.CustomerOverview";
    static components = {Layout, SavFeedback};
    static props = {...standardActionServiceProps};
    static displayName = _t("After-Sales");

    setup() {
        this.action = useService("action");
        this.orm = useService("orm");
        this.loading = useFeedback();
        this.state = useState({page: null});
        onWillStart(() => this.load());
    }

    get partnerId() {
        const {action} = this.props;
        return action.params?.partner_id || action.context.active_id;
    }

    load() {
        return this.loading.run(async () => {
            this.state.page = await this.orm.call("res.partner", "get_sav_overview", [
                this.partnerId,
            ]);
            const customer = this.state.page.partner.name;
            this.env.config.setDisplayName?.(
                _t("After-Sales: %(customer)s", {customer})
            );
        });
    }

    open(section, row) {
        return this.openForm(section.res_model, {res_id: row.id});
    }

    openAll(section) {
        return this.action.doAction(section.action);
    }

    openPartner() {
        return this.openForm("res.partner", {res_id: this.partnerId});
    }

    addEquipment() {
        return this.openForm("sav.equipment", {
            context: {default_partner_id: this.partnerId},
        });
    }

    receive() {
        return this.loading.run(async () =>
            this.action.doAction(
                await this.orm.call("res.partner", "action_sav_new_reception", [
                    this.partnerId,
                ])
            )
        );
    }

    openForm(model, vals) {
        return this.action.doAction({
            type: "ir.actions.act_window",
            res_model: model,
            views: [[false, "form"]],
            ...vals,
        });
    }
}

registry.category("actions").add("sav_customer_overview", SavCustomerOverview);
