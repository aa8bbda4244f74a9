/**
 * Types and operators of the expressions of diagnostic scenarios.
 *
 * Values are null (unknown), booleans, doubles, texts, dates (texts `YYYY-MM-DD`) and
 * sets (arrays of texts; an empty one is null). Twin: `tools/operators.py`.
 */

/**
 * @param {any} value
 * @returns {boolean} whether it is of one of the types of the language
 */
export function isValue(value) {
    return (
        value === null ||
        value === undefined ||
        isBoolean(value) ||
        isNumber(value) ||
        isText(value) ||
        isSet(value)
    );
}

/**
 * @param {any} value
 * @returns {boolean}
 */
export function isBoolean(value) {
    return typeof value === "boolean";
}

/**
 * @param {any} value
 * @returns {boolean}
 */
export function isNumber(value) {
    return typeof value === "number";
}

/**
 * @param {any} value
 * @returns {boolean} whether it is a text; a date is one
 */
export function isText(value) {
    return typeof value === "string";
}

/**
 * @param {any} value
 * @returns {boolean} whether it is an array of texts
 */
export function isSet(value) {
    return Array.isArray(value) && value.every(isText);
}

/**
 * @param {any} value
 * @returns {boolean} whether it is a text that names a real day
 */
export function isDate(value) {
    return isText(value) && ordinal(value) !== null;
}

/**
 * Give a value of the language the one form that the operators know.
 *
 * Numbers are finite (null otherwise) and never a negative zero, which neither people
 * nor JSON tell from zero; sets have no repeats and are null when empty.
 *
 * @param {any} value
 * @returns {null | boolean | number | string | string[]}
 */
export function readValue(value) {
    if (Array.isArray(value)) {
        return value.length ? [...new Set(value)] : null;
    }
    return isNumber(value) ? finite(value) : (value ?? null);
}

const DATE = /^([0-9]{4})-([0-9]{2})-([0-9]{2})$/;
const MONTH_LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/**
 * Without `Date`, which moves the years 0 to 99 to the twentieth century and turns
 * 30 February into 2 March.
 *
 * @param {string} text
 * @returns {number | null} rank of the day that it names, null when it names none
 */
function ordinal(text) {
    const match = DATE.exec(text);
    if (!match) {
        return null;
    }
    const [year, month, day] = match.slice(1).map(Number);
    const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
    const lengthOf = (rank) => MONTH_LENGTHS[rank - 1] + (isLeap && rank === 2 ? 1 : 0);
    if (year < 1 || month < 1 || month > 12 || day < 1 || day > lengthOf(month)) {
        return null;
    }
    const past = year - 1;
    const leapDays =
        Math.floor(past / 4) - Math.floor(past / 100) + Math.floor(past / 400);
    let rank = past * 365 + leapDays + day;
    for (let before = 1; before < month; before++) {
        rank += lengthOf(before);
    }
    return rank;
}

/**
 * @param {number} number
 * @returns {number | null} null when it is infinite or not a number
 */
function finite(number) {
    return Number.isFinite(number) ? number + 0 : null;
}

// What an operator accepts: a function of its operands, in the form of `readValue`, or
// null, which no operator refuses.

const each = (predicate) => (operands) =>
    operands.every((operand) => operand === null || predicate(operand));

const inPlaces =
    (...predicates) =>
    (operands) =>
        operands.every(
            (operand, place) => operand === null || predicates[place](operand)
        );

const isAnything = () => true;
const isDigits = (value) => Number.isInteger(value) && value >= 0 && value <= 9;

const areBooleans = each(isBoolean);
const areNumbers = each(isNumber);
const areDates = each(isDate);
const areSets = each(isSet);
const areAlike = (operands) =>
    [areBooleans, areNumbers, each(isText), areSets].some((are) => are(operands));
const areOrdered = (operands) => areNumbers(operands) || areDates(operands);

// The results. Operands stay in an array: spread over the parameters of a function, a
// great many of them would exhaust the stack.

const strict = (apply) => (operands) =>
    operands.includes(null) ? null : apply(operands);

const skipping = (apply) => (operands) => {
    const known = operands.filter((operand) => operand !== null);
    return known.length ? apply(known) : null;
};

const not = (apply) => (operands) => !apply(operands);

function and(operands) {
    if (operands.includes(false)) {
        return false;
    }
    return operands.includes(null) ? null : true;
}

function or(operands) {
    if (operands.includes(true)) {
        return true;
    }
    return operands.includes(null) ? null : false;
}

function eq([first, second]) {
    if (Array.isArray(first)) {
        return first.length === second.length && containsAll([first, second]);
    }
    return first === second;
}

function containsAny([first, second]) {
    const members = new Set(first);
    return second.some((member) => members.has(member));
}

function containsAll([first, second]) {
    const members = new Set(first);
    return second.every((member) => members.has(member));
}

function choose([condition, whenTrue, whenFalse]) {
    if (condition === null) {
        return null;
    }
    return condition ? whenTrue : whenFalse;
}

const add = (numbers) => finite(numbers.reduce((total, number) => total + number));
const mul = (numbers) => finite(numbers.reduce((product, number) => product * number));

/** Half away from zero, on the digits of the shortest decimal text of the number. */
function round([number, digits]) {
    // As "d.ddde±x": a text of a fixed shape, unlike that of `String`.
    const [mantissa, power] = Math.abs(number).toExponential().split("e");
    const shortest = mantissa.replace(".", "");
    // How many of its digits stay.
    const kept = Number(power) + 1 + digits;
    if (kept >= shortest.length) {
        return number;
    }
    const isUp = kept >= 0 && shortest[kept] >= "5";
    const units = BigInt(shortest.slice(0, Math.max(kept, 0))) + (isUp ? 1n : 0n);
    return finite(Math.sign(number) * Number(`${units}e-${digits}`));
}

/**
 * @typedef {object} Operator
 * @property {number} least fewest operands
 * @property {number} most
 * @property {(operands: any[]) => boolean} accepts whether their types are right
 * @property {(operands: any[]) => any} apply
 * @property {boolean} isOrdered whether a constant text has to be a date
 */

const operator = (least, most, accepts, apply, isOrdered = false) => ({
    least,
    most,
    accepts,
    apply,
    isOrdered,
});

/** @type {Map<string, Operator>} */
export const OPERATORS = new Map([
    ["and", operator(1, Infinity, areBooleans, and)],
    ["or", operator(1, Infinity, areBooleans, or)],
    [
        "not",
        operator(
            1,
            1,
            areBooleans,
            strict(([a]) => !a)
        ),
    ],
    ["eq", operator(2, 2, areAlike, strict(eq))],
    ["ne", operator(2, 2, areAlike, strict(not(eq)))],
    [
        "lt",
        operator(
            2,
            2,
            areOrdered,
            strict(([a, b]) => a < b),
            true
        ),
    ],
    [
        "le",
        operator(
            2,
            2,
            areOrdered,
            strict(([a, b]) => a <= b),
            true
        ),
    ],
    [
        "gt",
        operator(
            2,
            2,
            areOrdered,
            strict(([a, b]) => a > b),
            true
        ),
    ],
    [
        "ge",
        operator(
            2,
            2,
            areOrdered,
            strict(([a, b]) => a >= b),
            true
        ),
    ],
    [
        "between",
        operator(
            3,
            3,
            areOrdered,
            strict(([x, low, high]) => low <= x && x <= high),
            true
        ),
    ],
    [
        "in",
        operator(
            2,
            2,
            inPlaces(isText, isSet),
            strict(([x, a]) => a.includes(x))
        ),
    ],
    ["contains_any", operator(2, 2, areSets, strict(containsAny))],
    ["contains_all", operator(2, 2, areSets, strict(containsAll))],
    ["contains_none", operator(2, 2, areSets, strict(not(containsAny)))],
    ["contains_exactly", operator(2, 2, areSets, strict(eq))],
    ["is_answered", operator(1, 1, isAnything, ([x]) => x !== null)],
    [
        "coalesce",
        operator(
            1,
            Infinity,
            isAnything,
            skipping(([first]) => first)
        ),
    ],
    ["if", operator(3, 3, inPlaces(isBoolean, isAnything, isAnything), choose)],
    ["add", operator(2, Infinity, areNumbers, strict(add))],
    ["mul", operator(2, Infinity, areNumbers, strict(mul))],
    [
        "sub",
        operator(
            2,
            2,
            areNumbers,
            strict(([a, b]) => finite(a - b))
        ),
    ],
    [
        "div",
        operator(
            2,
            2,
            areNumbers,
            strict(([a, b]) => finite(a / b))
        ),
    ],
    [
        "neg",
        operator(
            1,
            1,
            areNumbers,
            strict(([a]) => finite(-a))
        ),
    ],
    [
        "abs",
        operator(
            1,
            1,
            areNumbers,
            strict(([a]) => Math.abs(a))
        ),
    ],
    ["round", operator(2, 2, inPlaces(isNumber, isDigits), strict(round))],
    [
        "min",
        operator(
            1,
            Infinity,
            areNumbers,
            skipping((known) => known.reduce((a, b) => (b < a ? b : a)))
        ),
    ],
    [
        "max",
        operator(
            1,
            Infinity,
            areNumbers,
            skipping((known) => known.reduce((a, b) => (b > a ? b : a)))
        ),
    ],
    ["sum", operator(1, Infinity, areNumbers, skipping(add))],
    ["count", operator(1, 1, areSets, ([a]) => (a === null ? 0 : a.length))],
    [
        "days_between",
        operator(
            2,
            2,
            areDates,
            strict(([first, last]) => ordinal(last) - ordinal(first)),
            true
        ),
    ],
]);
