import {Component} from "@odoo/owl";
import {Dialog} from "@web/core/dialog/dialog";

/** Asks which machine is meant when several have the code that was scanned. */
export class SavScanChoice extends Component {
    static template = "sav_base.ScanChoice";
    static components = {Dialog};
    static props = {
        title: String,
        choices: {
            type: Array,
            element: {
                type: Object,
                shape: {
                    equipment_id: {type: [Number, Boolean]},
                    lot_id: {type: [Number, Boolean]},
                    name: String,
                    holder: {type: [Object, Boolean]},
                },
            },
        },
        onChoose: Function,
        close: Function,
    };

    onClickChoice(choice) {
        this.props.close();
        return this.props.onChoose(choice);
    }
}
