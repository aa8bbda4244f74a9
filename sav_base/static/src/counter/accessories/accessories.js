import {Component, useState} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {makeAccessory} from "../counter_rows";
import {SavCounterPick} from "../pick/pick";

/** What is left with the device: each line gets a label of its own. */
export class SavCounterAccessories extends Component {
    static template = "sav_base.CounterAccessories";
    static components = {SavCounterPick};
    static props = {model: Object, device: Object};

    setup() {
        this.counter = useState(this.props.model.state);
    }

    get name() {
        return `accessories.${this.props.device.id}`;
    }

    get placeholder() {
        return _t("Choose, or type another one, then Enter");
    }

    get error() {
        const {model, device} = this.props;
        return model.getError(device.id, "accessories");
    }

    get rows() {
        return this.props.device.accessories;
    }

    get options() {
        const category = this.props.device.machine?.category_id;
        return this.counter.catalogue.accessories
            .filter(
                ({category_ids}) =>
                    !category_ids.length || !category || category_ids.includes(category)
            )
            .sort(
                (a, b) =>
                    Boolean(b.category_ids.length) - Boolean(a.category_ids.length)
            );
    }

    get picked() {
        return this.rows.map(({type_id}) => type_id).filter(Boolean);
    }

    get conditions() {
        return [
            {key: "good", label: _t("Good")},
            {key: "worn", label: _t("Worn")},
            {key: "damaged", label: _t("Damaged")},
        ];
    }

    set(rows) {
        this.props.model.change(this.props.device.id, "accessories", rows);
    }

    pick({id, name}) {
        if (this.picked.includes(id)) {
            this.set(this.rows.filter(({type_id}) => type_id !== id));
        } else {
            this.set([...this.rows, makeAccessory({type_id: id, name})]);
        }
    }

    addWords(name) {
        this.set([...this.rows, makeAccessory({name})]);
    }

    update(key, vals) {
        this.set(this.rows.map((row) => (row.key === key ? {...row, ...vals} : row)));
    }

    updateQuantity(key, ev) {
        // Empty while it is being typed: the server is asked for a number.
        this.update(key, {quantity: Number(ev.target.value)});
    }

    remove(key) {
        this.set(this.rows.filter((row) => row.key !== key));
        this.props.model.focus(this.name);
    }
}
