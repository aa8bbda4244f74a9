import {describe, expect, test} from "@odoo/hoot";
import {formatNumber, parseNumber} from "@sav_diagnosis/player/number_input";

describe.current.tags("headless");

test("a number is read with a comma or a point, whatever the language", () => {
    for (const [text, number] of [
        ["3,9", 3.9],
        ["3.9", 3.9],
        ["4", 4],
        ["0", 0],
        ["-0,5", -0.5],
        ["−2", -2],
        [",5", 0.5],
        ["4,", 4],
        ["12 000", 12000],
        ["12\u202f000,25", 12000.25],
        ["", null],
        ["  ", null],
    ]) {
        expect(parseNumber(text)).toBe(number, {message: text});
    }
});

test("what nobody can read for sure is no number", () => {
    for (const text of ["1.234,5", "1,2,3", "3,9 cm", "abc", "-", ",", "1e5", "0x1f"]) {
        expect(parseNumber(text)).toBe(undefined, {message: text});
    }
});

test("a number is shown with the point of the language and all its digits", () => {
    expect(formatNumber(3.9, ",")).toBe("3,9");
    expect(formatNumber(12000.25, ".")).toBe("12000.25");
    expect(formatNumber(0, ",")).toBe("0");
    expect(formatNumber(null, ",")).toBe("");
    expect(formatNumber(undefined, ",")).toBe("");
});
