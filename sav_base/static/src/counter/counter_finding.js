import {_t} from "@web/core/l10n/translation";
import {KeepLast} from "@web/core/utils/concurrency";
import {NEW_DRAFT} from "./counter_saver";
import {CounterTyping} from "./counter_typing";

const MODEL = "sav.reception";

function getTyped(words) {
    const isMail = words.includes("@");
    const isPhone = /^[+\d][\d\s().-]{5,}$/.test(words);
    return {
        name: isMail || isPhone ? "" : words,
        phone: isPhone ? words : "",
        email: isMail ? words : "",
    };
}

/** How a customer and machines come on the screen: scanned, searched, created. */
export class CounterFinding extends CounterTyping {
    constructor(services) {
        super(services);
        this.keepLast = new KeepLast();
    }

    // finding

    /**
     * @param {string} words
     * @param {boolean} [isCode] it was scanned
     * @returns {Promise<Object>} as `find_counter`, with `words`
     */
    async find(words, isCode = false) {
        const args = [words, isCode];
        const found = await this.orm.silent.call(MODEL, "find_counter", args);
        // The draft on screen is not offered a second time.
        const results = found.results.filter(
            ({reception_id}) => !reception_id || reception_id !== this.reception?.id
        );
        return {...found, results, words};
    }

    /** As `find`, of words that are being typed: only the last answer comes. */
    search(words) {
        return this.keepLast.add(this.find(words));
    }

    /** What was scanned is taken when it is one machine, else it is listed. */
    scan(code) {
        return this.runOnce(async () => {
            this.state.message = null;
            this.state.scans++;
            const found = await this.find(code, true);
            const [result] = found.results;
            const isSure = this.reception || !result?.warning;
            if (found.results.length === 1 && result.kind === "machine" && isSure) {
                await this.takeChoice(result);
            } else {
                this.list(found);
            }
        });
    }

    list(found) {
        this.state.found = found;
        this.focus("search");
    }

    // taking

    /** @param {Object} choice see `sav.reception.take_counter` */
    take(choice) {
        return this.runOnce(() => this.takeChoice(choice));
    }

    async takeChoice({equipment_id, lot_id, partner_id, machine, customer, name}) {
        const {choice, token} = this.state.typed;
        const isWho = partner_id || customer;
        const what = isWho && choice ? choice : {equipment_id, lot_id, machine};
        this.state.found = null;
        this.state.message = null;
        await this.saver.flush();
        const answer = await this.orm.call(MODEL, "take_counter", [
            {...what, partner_id, customer, case_id: this.getWaiting()},
            this.reception?.id || null,
            token,
        ]);
        if (answer.similar) {
            this.askSimilar(answer.similar, customer);
        } else if (answer.needs_customer) {
            this.askCustomer({...what, name: name || machine?.serial || ""});
        } else {
            this.show(answer);
            this.afterTaken(answer);
        }
    }

    /** @returns {number|undefined} the open device that does not say its machine yet */
    getWaiting() {
        const device = this.state.devices[this.state.opened];
        return device && !device.machine ? device.id : undefined;
    }

    /** Keeps a machine until it is known who brings it. */
    askCustomer(choice) {
        this.type("choice", choice);
        this.type("machine", null);
        this.focus("search");
    }

    /** Creates a customer who may be on file only when the clerk asks again. */
    askSimilar(results, customer) {
        this.type("customer", {...customer, is_checked: true});
        const message = _t(
            "Already on file? Choose the customer, or create another one below."
        );
        this.list({words: "", message, results, is_exact: true});
    }

    afterTaken({case_id, kind, message, is_warning}) {
        Object.assign(this.state.typed, {choice: null, machine: null, customer: null});
        this.store.delete("drafts", NEW_DRAFT);
        this.forgetErrors("reception", "partner_id");
        this.forgetErrors(case_id, "equipment_id");
        // What was added is on screen, with its own warning.
        if (message && kind !== "added") {
            this.state.message = {text: message, isWarning: is_warning};
        }
        if (case_id) {
            this.open(case_id);
        }
        this.focus(case_id ? `faults.${case_id}` : "search");
    }

    /** Opens the form of a machine that is not on file, its serial number kept. */
    newMachine(words = "") {
        this.state.found = null;
        this.type("machine", {serial: words, category_id: false, brand: "", model: ""});
        this.focus("machine");
    }

    newCustomer(words = "") {
        this.state.found = null;
        const {country_id} = this.state.settings;
        this.type("customer", {...getTyped(words), country_id});
        this.focus("customer");
    }
}
