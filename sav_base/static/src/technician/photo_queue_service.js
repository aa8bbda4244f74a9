import {EventBus, reactive} from "@odoo/owl";
import {browser} from "@web/core/browser/browser";
import {serializeDateTime} from "@web/core/l10n/dates";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {Mutex} from "@web/core/utils/concurrency";
import {uuid} from "@web/core/utils/strings";
import {PhotoError, preparePhoto} from "./photo_tools";
import {getErrorMessage} from "./use_feedback";

const {DateTime} = luxon;

/**
 * Photos on their way to the server. They live here and not in a panel: leaving the
 * screen, losing the connection or closing the browser loses none. Each one has an
 * identifier of its own, so sending it again adds nothing.
 */
export const photoQueueService = {
    dependencies: ["orm", "sav_store"],

    start(env, {orm, sav_store: store}) {
        // One at a time: two large bodies share the same weak network.
        const mutex = new Mutex();
        const bus = new EventBus();
        const queue = reactive({photos: []});

        function isPending(photo) {
            return ["waiting", "sending", "failed"].includes(photo.status);
        }

        /** Found by its identifier: each component sees it through a proxy of its own. */
        function find(identifier) {
            return queue.photos.find(({vals}) => vals.uuid === identifier);
        }

        async function send(identifier) {
            const photo = find(identifier);
            if (!photo) {
                return;
            }
            Object.assign(photo, {status: "sending", error: ""});
            const {model, resId} = photo;
            try {
                if (!photo.vals.original) {
                    const {original, sha256} = await preparePhoto(
                        photo.file,
                        photo.limits
                    );
                    Object.assign(photo.vals, {original, sha256});
                }
                const photoId = await orm.silent.call(model, "add_photo", [
                    [resId],
                    photo.vals,
                ]);
                remove(identifier);
                bus.trigger("sent", {model, resId, photoId});
            } catch (error) {
                const isRefused = error instanceof PhotoError;
                photo.status = isRefused ? "refused" : "failed";
                photo.error =
                    (isRefused && error.message) ||
                    getErrorMessage(error) ||
                    _t("The server could not take this photo. Try again.");
            }
        }

        function remove(identifier) {
            URL.revokeObjectURL(find(identifier).url);
            queue.photos = queue.photos.filter(({vals}) => vals.uuid !== identifier);
            store.delete("photos", identifier);
        }

        /** Kept without its bytes in base64: they are made again from the file. */
        function keep({file, model, resId, limits, vals}) {
            const {uuid: key, source, purpose, date_taken} = vals;
            return store.put("photos", key, {
                file,
                model,
                resId,
                limits: {...limits},
                vals: {uuid: key, source, purpose, date_taken},
            });
        }

        function show(photo) {
            const url = URL.createObjectURL(photo.file);
            queue.photos.push({...photo, url, status: "waiting", error: ""});
        }

        /** Sends what an earlier page could not send. */
        async function resume() {
            for (const photo of await store.getAll("photos")) {
                if (!find(photo.vals.uuid)) {
                    show(photo);
                    retry(photo.vals.uuid);
                }
            }
        }

        /**
         * @param {Iterable<File>} files
         * @param {Object} options
         * @param {number} options.resId
         * @param {string} [options.model] of what has `add_photo`
         * @param {"camera"|"gallery"} options.source
         * @param {string} options.purpose
         * @param {{maxPx: number, maxMb: number}} options.limits
         * @returns {Promise} resolved when each was sent or failed
         */
        async function add(files, options) {
            const {
                model = "sav.intervention",
                resId,
                source,
                purpose,
                limits,
            } = options;
            const photos = [...files].map((file) => {
                const identifier = uuid();
                const taken =
                    source === "camera"
                        ? DateTime.now()
                        : DateTime.fromMillis(file.lastModified);
                const date_taken = serializeDateTime(taken);
                const vals = {uuid: identifier, source, purpose, date_taken};
                return {file, model, resId, limits, vals};
            });
            photos.forEach(show);
            // Without room on the disk it is sent all the same.
            await Promise.all(photos.map((photo) => keep(photo).catch(() => {})));
            await Promise.all(photos.map(({vals}) => retry(vals.uuid)));
        }

        function retry(identifier) {
            return mutex.exec(() => send(identifier));
        }

        browser.addEventListener("online", () => {
            for (const {status, vals} of queue.photos) {
                if (status === "failed") {
                    retry(vals.uuid);
                }
            }
        });
        browser.addEventListener("beforeunload", (ev) => {
            if (queue.photos.some(isPending)) {
                ev.preventDefault();
            }
        });

        resume();

        return {add, bus, queue, remove, retry};
    },
};

registry.category("services").add("sav_photo_queue", photoQueueService);
