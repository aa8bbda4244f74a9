import {ConnectionLostError} from "@web/core/network/rpc";
import {browser} from "@web/core/browser/browser";

const STORE_PREFIX = "sav_diagnosis.answers.";
const RETRY_DELAYS = [2000, 4000, 8000, 15000, 30000];

/**
 * @typedef {object} Change
 * @property {string} question
 * @property {any} value null takes the answer back
 * @property {string} source of `sav.answer`
 * @property {string} device_time ISO 8601
 */

/**
 * Answers on their way to the server: saved as they are given, in their order, each of
 * them until the server has it. What has not arrived is kept in the browser too, so
 * that closing it loses nothing.
 */
export class AnswerQueue {
    /**
     * @param {object} options
     * @param {string} options.uuid of the response
     * @param {(changes: Change[]) => Promise<object>} options.save the server's verb
     * @param {(result: object) => void} options.onSaved
     * @param {(error: Error) => void} options.onRefused the server refused all of it
     * @param {(status: string) => void} options.onStatus `saved`, `saving`, `waiting`
     *     (the server cannot be reached, it is tried again) or `refused`
     * @param {number} [options.delay] milliseconds without typing before saving
     */
    constructor({uuid, save, onSaved, onRefused, onStatus, delay = 600}) {
        Object.assign(this, {save, onSaved, onRefused, onStatus, delay});
        this.storeKey = STORE_PREFIX + uuid;
        this.pending = this.recall();
        this.sent = null;
        this.flushing = null;
        this.attempts = 0;
        this.timer = null;
        this.isStopped = false;
    }

    /**
     * @param {Change} change
     */
    add(change) {
        const last = this.pending.at(-1);
        // A change being sent is left alone: the server has seen it.
        if (last && last.question === change.question && !this.isSending(last)) {
            this.pending.pop();
        }
        this.pending.push(change);
        this.remember();
        this.schedule(this.delay);
    }

    /**
     * Save now what is pending.
     *
     * @returns {Promise<boolean>} whether the server has everything
     */
    async flush() {
        browser.clearTimeout(this.timer);
        this.flushing ??= this.sendPending().finally(() => {
            this.flushing = null;
        });
        await this.flushing;
        return !this.pending.length;
    }

    /** Save what is pending, then take nothing any more. */
    async close() {
        await this.flush();
        this.isStopped = true;
        browser.clearTimeout(this.timer);
    }

    isSending(change) {
        return Boolean(this.sent?.includes(change));
    }

    async sendPending() {
        let isTaken = true;
        while (isTaken && this.pending.length && !this.isStopped) {
            isTaken = await this.send();
        }
    }

    /** @returns {Promise<boolean>} whether the server took what was pending */
    async send() {
        this.sent = [...this.pending];
        this.onStatus("saving");
        let result;
        try {
            result = await this.save(this.sent);
        } catch (error) {
            this.sent = null;
            if (error instanceof ConnectionLostError) {
                this.onStatus("waiting");
                const rank = Math.min(this.attempts++, RETRY_DELAYS.length - 1);
                this.schedule(RETRY_DELAYS[rank]);
            } else {
                // Sent again, it would be refused again: the form keeps it and says why.
                this.onStatus("refused");
                this.onRefused(error);
            }
            return false;
        }
        this.attempts = 0;
        this.settle();
        this.onSaved(result);
        this.onStatus(this.pending.length ? "saving" : "saved");
        return true;
    }

    settle() {
        this.pending = this.pending.filter((change) => !this.sent.includes(change));
        this.sent = null;
        this.remember();
    }

    schedule(delay) {
        if (this.isStopped) {
            return;
        }
        browser.clearTimeout(this.timer);
        this.timer = browser.setTimeout(() => this.flush(), delay);
    }

    recall() {
        try {
            return JSON.parse(browser.localStorage.getItem(this.storeKey)) || [];
        } catch {
            return [];
        }
    }

    remember() {
        try {
            if (this.pending.length) {
                browser.localStorage.setItem(
                    this.storeKey,
                    JSON.stringify(this.pending)
                );
            } else {
                browser.localStorage.removeItem(this.storeKey);
            }
        } catch {
            // A browser without storage still saves on the server.
        }
    }
}
