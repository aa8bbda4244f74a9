import {ConnectionLostError} from "@web/core/network/rpc";
import {Mutex} from "@web/core/utils/concurrency";
import {browser} from "@web/core/browser/browser";
import {getErrorMessage} from "@sav_base/technician/use_feedback";
import {markRaw, reactive} from "@odoo/owl";
import {preparePhoto} from "@sav_base/technician/photo_tools";
import {registry} from "@web/core/registry";
import {serializeDateTime} from "@web/core/l10n/dates";
import {_t} from "@web/core/l10n/translation";

const {DateTime} = luxon;
const RETRY_DELAY = 10000;

/**
 * @typedef {object} ShownPhoto
 * @property {string} url
 * @property {string} caption
 * @property {"sent" | "sending" | "waiting" | "refused"} status `waiting`: for a
 *     connection
 * @property {string} [message] why it was refused
 */

/**
 * Photos given as answers, until the server has them. Leaving the form loses none of
 * them; each is sent again until it arrives, which adds nothing.
 */
export const answerPhotos = {
    dependencies: ["sav_diagnosis.server"],
    start(env, {"sav_diagnosis.server": server}) {
        // One at a time: two large bodies share the same weak network.
        const mutex = new Mutex();
        // uuid → ShownPhoto, for the screens; what is heavy is kept apart.
        const photos = reactive({});
        const parcels = markRaw(new Map());
        let timer = null;

        /**
         * Show the photos that the server has.
         *
         * @param {object} known uuid → `{id, caption}`
         */
        function show(known) {
            for (const [uuid, {id, caption}] of Object.entries(known)) {
                photos[uuid] ??= {
                    url: `/web/image/sav.evidence/${id}/preview`,
                    caption,
                    status: "sent",
                };
            }
        }

        /**
         * Prepare a photo; `send` delivers it.
         *
         * @param {string} uuid
         * @param {File} file
         * @param {object} response `{case_id, intervention_id}`
         * @param {{max_mb: number, max_px: number}} limits
         * @param {{source: string, caption: string, purpose: string}} vals
         * @throws {Error} the file is no photo or too big, in words
         */
        async function add(uuid, file, response, limits, vals) {
            const {original, sha256, blob} = await preparePhoto(file, {
                maxMb: limits.max_mb,
                maxPx: limits.max_px,
            });
            const taken =
                vals.source === "camera"
                    ? DateTime.now()
                    : DateTime.fromMillis(file.lastModified);
            parcels.set(uuid, {
                response,
                vals: {
                    ...vals,
                    uuid,
                    original,
                    sha256,
                    date_taken: serializeDateTime(taken),
                },
            });
            photos[uuid] = {
                url: URL.createObjectURL(blob),
                caption: vals.caption,
                status: "sending",
            };
        }

        async function deliver(uuid) {
            const parcel = parcels.get(uuid);
            if (!parcel) {
                return;
            }
            const photo = photos[uuid];
            photo.status = "sending";
            try {
                await server.addPhoto(parcel.response, parcel.vals);
                photo.status = "sent";
                parcels.delete(uuid);
            } catch (error) {
                if (error instanceof ConnectionLostError) {
                    photo.status = "waiting";
                    browser.clearTimeout(timer);
                    timer = browser.setTimeout(sendAll, RETRY_DELAY);
                    return;
                }
                photo.status = "refused";
                photo.message =
                    getErrorMessage(error) ||
                    _t("The server could not take this photo.");
            }
        }

        const send = (uuid) => mutex.exec(() => deliver(uuid));

        const sendAll = () => Promise.all([...parcels.keys()].map(send));

        browser.addEventListener("online", sendAll);
        browser.addEventListener("beforeunload", (ev) => {
            if (parcels.size) {
                ev.preventDefault();
            }
        });
        return {photos, add, send, show};
    },
};

registry.category("services").add("sav_diagnosis.photos", answerPhotos);
