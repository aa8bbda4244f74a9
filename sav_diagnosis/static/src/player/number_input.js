/**
 * Numbers as people type them, with a comma or with a point.
 */

const SPACES = /[\s\u00a0\u202f'’]/g;
const NUMBER = /^[-+]?(\d+([.,]\d*)?|[.,]\d+)$/;

/**
 * The language of the screen does not count: a French keyboard types "3,9" whatever it
 * is, and a comma read as a thousands separator would make 39 of it without a word.
 *
 * @param {string} text such as "3,9", "3.9", "12 000" or "-0,5"
 * @returns {number | null | undefined} null for an empty text, undefined when it is no
 *     number (also "1.234,5": nobody can tell which one separates what)
 */
export function parseNumber(text) {
    const digits = text.replace(SPACES, "").replace("−", "-");
    if (!digits) {
        return null;
    }
    const number = NUMBER.test(digits) ? Number(digits.replace(",", ".")) : NaN;
    return Number.isFinite(number) ? number : undefined;
}

/**
 * @param {number | null | undefined} number
 * @param {string} decimalPoint of the language
 * @returns {string} the text to edit: no thousands separator, all its digits
 */
export function formatNumber(number, decimalPoint) {
    if (typeof number !== "number") {
        return "";
    }
    const text = String(number);
    return text.includes("e") ? text : text.replace(".", decimalPoint);
}
