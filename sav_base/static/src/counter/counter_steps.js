import {CounterFinding} from "./counter_finding";

const MODEL = "sav.reception";

/** What happens to the devices, and how a reception ends: all that the screen does. */
export class CounterSteps extends CounterFinding {
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

    /** @returns {Promise<Object|undefined>} the action that prints, once confirmed */
    confirm() {
        return this.runOnce(async () => {
            this.takeWords();
            Object.assign(this.state, {errors: {}, message: null, found: null});
            const answer = await this.saver.exec(
                (changes) => this.callDraft("confirm_counter", [changes]),
                {always: true}
            );
            if (!answer.print) {
                this.showFirstProblem(answer);
                return;
            }
            await this.saver.keep();
            // Nothing is printed of what stays at the customer's.
            const isPrinted = answer.print.tag === "sav_print_documents";
            this.state.print = isPrinted ? answer.print : null;
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
                equipment_id: "search",
                partner_id: "search",
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
