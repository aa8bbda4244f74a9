import {browser} from "@web/core/browser/browser";
import {ConnectionLostError} from "@web/core/network/rpc";
import {Mutex} from "@web/core/utils/concurrency";
import {hasChanges, makeChanges, mergeChanges, sendChanges} from "./counter_rows";

/** Key of what was typed before there is a draft on the server. */
export const NEW_DRAFT = "new";

const SEND_DELAY = 500; // ms without typing before it is sent
const KEEP_DELAY = 150; // ms without typing before it is on the disk
const RETRY_DELAY = 5000; // ms before what could not be sent is sent again

/**
 * Sends what is typed to the draft on the server, one request at a time; what the server
 * does not have yet is in the durable store.
 *
 * `getDraft()` returns `{key, rest}`: where it is kept, and what is kept beside it.
 * `send(changes)` sends it; `onAnswer(answer)` takes what came back.
 */
export class CounterSaver {
    constructor({store, getDraft, send, onAnswer, onState}) {
        Object.assign(this, {store, getDraft, send, onAnswer, onState});
        this.mutex = new Mutex();
        this.changes = makeChanges();
        // On their way: shown over what an answer brings, until it is theirs.
        this.sending = makeChanges();
    }

    /** All that the server may not have: on its way, then typed since. */
    get unsent() {
        return mergeChanges(this.sending, this.changes);
    }

    add(changes) {
        this.changes = mergeChanges(this.changes, changes);
        this.onState("waiting");
        this.keepLater();
        browser.clearTimeout(this.sendTimer);
        this.sendTimer = browser.setTimeout(() => this.flush(), SEND_DELAY);
    }

    keepLater() {
        browser.clearTimeout(this.keepTimer);
        this.keepTimer = browser.setTimeout(() => this.keep(), KEEP_DELAY);
    }

    /** Writes what is not sent to the disk; an empty draft leaves it. */
    async keep() {
        browser.clearTimeout(this.keepTimer);
        const {key, rest} = this.getDraft();
        const unsent = this.unsent;
        try {
            if (hasChanges(unsent) || rest) {
                const row = {changes: sendChanges(unsent), rest: rest || null};
                await this.store.put("drafts", key, row);
            } else {
                await this.store.delete("drafts", key);
            }
        } catch {
            // No room on the disk: what is typed is still on screen and on its way.
        }
    }

    /**
     * Sends what was typed so far.
     *
     * @returns {Promise<boolean>} whether the server has it all
     */
    async flush() {
        browser.clearTimeout(this.sendTimer);
        try {
            await this.exec((changes) => this.send(changes));
            return true;
        } catch (error) {
            if (!(error instanceof ConnectionLostError)) {
                throw error;
            }
            return false;
        }
    }

    /**
     * Runs a request that takes the changes with it, after the requests before it.
     *
     * @param {(changes: Object) => Promise<Object>} call
     * @param {{always: boolean}} [options] also when nothing was typed
     * @returns {Promise<Object|undefined>} its answer
     */
    exec(call, {always = false} = {}) {
        return this.mutex.exec(async () => {
            browser.clearTimeout(this.sendTimer);
            if (!always && !hasChanges(this.changes)) {
                return;
            }
            this.sending = this.changes;
            this.changes = makeChanges();
            this.onState("sending");
            let answer;
            try {
                answer = await call(sendChanges(this.sending));
            } catch (error) {
                this.changes = this.unsent;
                this.sending = makeChanges();
                this.onFailure(error);
                throw error;
            }
            this.takeBackRefused(answer.errors || []);
            this.onAnswer(answer);
            await this.keep();
            const isSaved = !hasChanges(this.changes);
            this.onState(isSaved ? "saved" : "waiting");
            return answer;
        });
    }

    /** What was refused stays as it was typed, and goes with the next request. */
    takeBackRefused(errors) {
        const refused = makeChanges();
        for (const {target, field} of errors) {
            const sent =
                target in this.sending.devices
                    ? this.sending.devices[target]
                    : this.sending[target];
            const goal =
                target in this.sending.devices
                    ? (refused.devices[target] ||= {})
                    : refused[target];
            goal[field] = sent[field];
        }
        this.sending = makeChanges();
        this.changes = mergeChanges(refused, this.changes);
    }

    onFailure(error) {
        this.keep();
        if (error instanceof ConnectionLostError) {
            this.onState("offline");
            this.sendTimer = browser.setTimeout(() => this.flush(), RETRY_DELAY);
        } else {
            this.onState("refused");
        }
    }

    /** Forgets the draft: another one comes on screen. */
    reset(changes = makeChanges()) {
        browser.clearTimeout(this.sendTimer);
        browser.clearTimeout(this.keepTimer);
        this.changes = changes;
        this.sending = makeChanges();
    }
}
