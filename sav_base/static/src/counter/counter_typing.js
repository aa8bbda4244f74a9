import {CounterModel} from "./counter_model";
import {applyToDevice, makeAccessory, makeChanges, makeFault} from "./counter_rows";
import {NEW_DRAFT} from "./counter_saver";

/** What is typed: into the draft, or beside it as long as it is no value of it. */
export class CounterTyping extends CounterModel {
    /**
     * @param {"reception"|"customer"|number} target number: id of a device
     * @param {string} field
     * @param {any} value
     */
    change(target, field, value) {
        const changes = makeChanges();
        const {reception, devices} = this.state;
        if (target === "reception") {
            reception[field] = value;
            changes.reception[field] = value;
        } else if (target === "customer") {
            reception.customer[field] = value;
            changes.customer[field] = value;
        } else {
            devices[target] = applyToDevice(devices[target], {[field]: value});
            changes.devices[target] = {[field]: value};
        }
        this.forgetErrors(target, field);
        this.saver.add(changes);
    }

    forgetErrors(target, field) {
        delete this.state.errors[`${target}.${field}`];
        if (field === "faults") {
            delete this.state.errors[`${target}.fault_ids`];
        }
        this.state.problems = [];
    }

    /** @returns {string|undefined} what is wrong with a field, in words */
    getError(target, ...fields) {
        for (const field of fields) {
            const message = this.state.errors[`${target}.${field}`];
            if (message) {
                return message;
            }
        }
    }

    /** Keeps words or a form that are no value of the draft yet. */
    type(name, value) {
        this.state.typed[name] = value;
        this.saver.keepLater();
    }

    typeWords(field, words) {
        this.state.typed.words[field] = words;
        this.saver.keepLater();
    }

    getDraft() {
        const {token, words, machine, customer, choice} = this.state.typed;
        const hasWords = Object.values(words).some(Boolean);
        const isTyped = hasWords || machine || customer || choice;
        const rest = isTyped ? {token, words, machine, customer, choice} : null;
        return {
            key: this.reception?.id || NEW_DRAFT,
            rest: rest && JSON.parse(JSON.stringify(rest)),
        };
    }

    flush() {
        return this.run(() => this.saver.flush());
    }

    /** Words that were typed and not taken yet are meant all the same. */
    takeWords() {
        for (const {id, faults, accessories} of this.devices) {
            const said = this.state.typed.words[`faults.${id}`]?.trim();
            const left = this.state.typed.words[`accessories.${id}`]?.trim();
            if (said) {
                this.change(id, "faults", [...faults, makeFault({description: said})]);
            }
            if (left) {
                this.change(id, "accessories", [
                    ...accessories,
                    makeAccessory({name: left}),
                ]);
            }
        }
        this.state.typed.words = {};
    }
}
