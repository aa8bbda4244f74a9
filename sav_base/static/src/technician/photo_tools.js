import {_t} from "@web/core/l10n/translation";
import {getDataURLFromFile} from "@web/core/utils/urls";

const ACCEPTED_TYPES = ["image/jpeg", "image/png", "image/webp"];
const QUALITY = 0.9;

/** A file that is no photo, or too big a one: `message` says it to the user. */
export class PhotoError extends Error {}

/**
 * Shrinks a photo once, before it is hashed: the server keeps these very bytes.
 *
 * @param {Blob} file
 * @param {number} maxPx pixels of the long side; 0 keeps the file untouched
 * @returns {Promise<Blob>} the file itself when nothing has to change
 * @throws {PhotoError} when it is no picture
 */
export async function shrinkPhoto(file, maxPx) {
    let picture;
    try {
        picture = await createImageBitmap(file, {imageOrientation: "from-image"});
    } catch {
        throw new PhotoError(
            _t("This file is not a photo: JPEG, PNG and WebP pictures are accepted.")
        );
    }
    const {width, height} = picture;
    const ratio = maxPx ? Math.min(maxPx / Math.max(width, height), 1) : 1;
    if (ratio === 1 && ACCEPTED_TYPES.includes(file.type)) {
        picture.close();
        return file;
    }
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(width * ratio);
    canvas.height = Math.round(height * ratio);
    canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
    picture.close();
    return new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", QUALITY));
}

/**
 * @param {Blob} blob
 * @returns {Promise<string|false>} SHA-256 in hexadecimal; false on an address without
 * HTTPS, where the browser cannot compute it: the server's is taken then
 */
export async function hashPhoto(blob) {
    if (!window.crypto?.subtle) {
        return false;
    }
    const digest = await window.crypto.subtle.digest(
        "SHA-256",
        await blob.arrayBuffer()
    );
    return [...new Uint8Array(digest)]
        .map((byte) => byte.toString(16).padStart(2, "0"))
        .join("");
}

/**
 * @param {File} file as the camera or the gallery gave it
 * @param {{maxPx: number, maxMb: number}} limits of the company
 * @returns {Promise<{original: string, sha256: string|false, blob: Blob}>} `original` in
 * base64
 * @throws {PhotoError}
 */
export async function preparePhoto(file, {maxPx, maxMb}) {
    const blob = await shrinkPhoto(file, maxPx);
    if (maxMb && blob.size > maxMb * 1024 ** 2) {
        throw new PhotoError(
            _t("This photo is too big: %(size)s MB, the limit is %(limit)s MB.", {
                size: (blob.size / 1024 ** 2).toFixed(1),
                limit: maxMb,
            })
        );
    }
    const [url, sha256] = await Promise.all([
        getDataURLFromFile(blob),
        hashPhoto(blob),
    ]);
    return {original: url.slice(url.indexOf(",") + 1), sha256, blob};
}
