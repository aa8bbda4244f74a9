import {describe, expect, test} from "@odoo/hoot";
import {toggleChoice} from "@sav_diagnosis/player/choice";

describe.current.tags("headless");

const CHOICES = [{code: "a"}, {code: "b"}, {code: "none", exclusive: true}];

test("choices are ticked and unticked, in the order of the question", () => {
    expect(toggleChoice(CHOICES, ["b"], "a")).toEqual(["a", "b"]);
    expect(toggleChoice(CHOICES, ["a", "b"], "a")).toEqual(["b"]);
});

test("an exclusive choice drops the others and they drop it", () => {
    expect(toggleChoice(CHOICES, ["a", "b"], "none")).toEqual(["none"]);
    expect(toggleChoice(CHOICES, ["none"], "b")).toEqual(["b"]);
});
