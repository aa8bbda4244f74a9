import {CounterModel} from "./counter_model";
import {makeAccessory, makeFault} from "./counter_rows";

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

/** The steps of a reception: finding, taking, signing, confirming, the next customer. */
export class CounterSteps extends CounterModel {
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
            {...what, partner_id, customer},
            this.reception?.id || null,
            token,
        ]);
        if (answer.needs_customer) {
            this.askCustomer({...what, name: name || machine?.serial || ""});
        } else {
            this.show(answer);
            this.afterTaken(answer);
        }
    }

    /** Keeps a machine until it is known who brings it. */
    askCustomer(choice) {
        this.type("choice", choice);
        this.type("machine", null);
        this.focus("search");
    }

    afterTaken({case_id, kind, message, is_warning}) {
        Object.assign(this.state.typed, {choice: null, machine: null, customer: null});
        this.store.delete("drafts", "new");
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

    // devices

    removeDevice(id) {
        return this.runOnce(async () => {
            await this.saver.exec(async (changes) => {
                delete changes.devices[id];
                return this.callDraft("save_counter", [changes]);
            });
            const answer = await this.callDraft("remove_counter_device", [id]);
            delete this.state.devices[id];
            this.show({...answer, devices: []});
            this.open(this.reception.device_ids.at(-1));
        });
    }

    refreshDevice(id) {
        return this.run(async () => {
            const ids = [id];
            const device = await this.orm.call("sav.case", "get_counter_device", [ids]);
            this.showDevices([device]);
        });
    }

    removePhoto(deviceId, photoId) {
        return this.runOnce(async () => {
            const args = [[deviceId], photoId];
            const answer = await this.orm.call(
                "sav.case",
                "remove_counter_photo",
                args
            );
            this.show(answer);
        });
    }

    addPhoto(deviceId, photoId) {
        const device = this.state.devices[deviceId];
        if (device && !device.photos.some(({id}) => id === photoId)) {
            device.photos.push({id: photoId, caption: ""});
        }
    }

    /** The password goes straight to the server: it is kept nowhere else. */
    setPassword(deviceId, password) {
        return this.run(async () => {
            await this.orm.call("sav.case", "set_device_password", [
                [deviceId],
                password,
            ]);
            this.state.devices[deviceId].has_password = Boolean(password);
            return true;
        });
    }

    // ending

    sign(name, signature) {
        return this.runOnce(() =>
            this.saver.exec(
                (changes) => this.callDraft("sign_counter", [name, signature, changes]),
                {always: true}
            )
        );
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

    /** @returns {Promise<Object|undefined>} the action that prints, once confirmed */
    confirm() {
        return this.runOnce(async () => {
            this.takeWords();
            this.state.errors = {};
            this.state.message = null;
            const answer = await this.saver.exec(
                (changes) => this.callDraft("confirm_counter", [changes]),
                {always: true}
            );
            if (!answer.print) {
                this.showFirstProblem(answer);
                return;
            }
            await this.saver.keep();
            this.state.print = answer.print;
            this.focus("next");
            return answer.print;
        });
    }

    showFirstProblem({problems, errors}) {
        const named = [
            ...errors.map(({target, field}) => ({case_id: Number(target), field})),
            ...problems,
        ];
        const first = named.find(({field}) => field) || {};
        if (first.case_id) {
            this.open(first.case_id);
        }
        this.focus(
            {
                case_ids: "search",
                fault_ids: `faults.${first.case_id}`,
                cost_limit: "sign",
                date_promised: "date_promised",
            }[first.field] || ""
        );
    }

    discard() {
        return this.runOnce(async () => {
            const {id} = this.reception;
            this.saver.reset();
            await this.callDraft("discard_counter", []);
            await this.store.delete("drafts", id);
            this.clear();
            await this.loadUnfinished();
            this.focus("search");
        });
    }

    /** Leaves the reception as it is, saved, for the next customer. */
    async next() {
        if (this.isDraft) {
            await this.flush();
            await this.saver.keep();
        }
        this.clear();
        this.focus("search");
        await this.run(() => this.loadUnfinished());
    }

    async loadUnfinished() {
        this.state.unfinished = await this.orm.silent.call(
            MODEL,
            "get_counter_unfinished",
            []
        );
    }
}
