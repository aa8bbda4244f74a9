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
 * screen, or losing the connection, loses none. Each one has an identifier of its own,
 * so sending it again adds nothing.
 */
export const photoQueueService = {
    dependencies: ["orm"],

    start(env, {orm}) {
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
            try {
                if (!photo.vals.original) {
                    const {original, sha256} = await preparePhoto(
                        photo.file,
                        photo.limits
                    );
                    Object.assign(photo.vals, {original, sha256});
                }
                await orm.silent.call("sav.intervention", "add_photo", [
                    [photo.interventionId],
                    photo.vals,
                ]);
                remove(identifier);
                bus.trigger("sent", {interventionId: photo.interventionId});
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
        }

        /**
         * @param {Iterable<File>} files
         * @param {Object} options
         * @param {number} options.interventionId
         * @param {"camera"|"gallery"} options.source
         * @param {string} options.purpose
         * @param {{maxPx: number, maxMb: number}} options.limits
         * @returns {Promise} resolved when each was sent or failed
         */
        function add(files, {interventionId, source, purpose, limits}) {
            const identifiers = [...files].map((file) => {
                const identifier = uuid();
                const taken =
                    source === "camera"
                        ? DateTime.now()
                        : DateTime.fromMillis(file.lastModified);
                queue.photos.push({
                    file,
                    interventionId,
                    limits,
                    url: URL.createObjectURL(file),
                    status: "waiting",
                    error: "",
                    vals: {
                        uuid: identifier,
                        source,
                        purpose,
                        date_taken: serializeDateTime(taken),
                    },
                });
                return identifier;
            });
            return Promise.all(identifiers.map(retry));
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

        return {add, bus, queue, remove, retry};
    },
};

registry.category("services").add("sav_photo_queue", photoQueueService);
