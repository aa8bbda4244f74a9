/**
 * Ticking a choice among several.
 *
 * @param {{code: string, exclusive?: boolean}[]} choices those that the question offers
 * @param {string[]} chosen codes
 * @param {string} code the one that is ticked or unticked
 * @returns {string[]} the codes then chosen, in the order of the choices: an exclusive
 *     choice ("none") drops the others, and another choice drops it
 */
export function toggleChoice(choices, chosen, code) {
    if (chosen.includes(code)) {
        return chosen.filter((other) => other !== code);
    }
    const isExclusive = (other) =>
        choices.some((choice) => choice.code === other && choice.exclusive === true);
    const kept = isExclusive(code) ? [] : chosen.filter((other) => !isExclusive(other));
    const now = new Set([...kept, code]);
    return choices.map((choice) => choice.code).filter((other) => now.has(other));
}
