import {beforeEach, expect, globals, test} from "@odoo/hoot";
import {allowTranslations} from "@web/../tests/web_test_helpers";
import {
    hashPhoto,
    PhotoError,
    preparePhoto,
    shrinkPhoto,
} from "@sav_base/technician/photo_tools";
import {makePicture, useRealCrypto} from "./technician_helpers";

beforeEach(() => {
    allowTranslations();
    useRealCrypto();
});

const LIMITS = {maxPx: 2560, maxMb: 10};

async function measure(blob) {
    const {width, height} = await createImageBitmap(blob);
    return {width, height};
}

test("a small photo is sent as it was taken", async () => {
    const file = await makePicture(64, 48, "image/png");
    expect(await shrinkPhoto(file, 2560)).toBe(file);
});

test("the long side is shrunk once", async () => {
    const blob = await shrinkPhoto(await makePicture(400, 200), 100);
    expect(await measure(blob)).toEqual({width: 100, height: 50});
    expect(blob.type).toBe("image/jpeg");
});

test("no limit keeps the photo untouched", async () => {
    const file = await makePicture(400, 200);
    expect(await shrinkPhoto(file, 0)).toBe(file);
});

test("a file that is no photo is refused in words", async () => {
    const file = new File(["%PDF-1.7"], "bill.jpg", {type: "image/jpeg"});
    await expect(preparePhoto(file, LIMITS)).rejects.toBeInstanceOf(PhotoError);
    await expect(preparePhoto(file, LIMITS)).rejects.toThrow(/not a photo/);
});

test("a photo that is too big is refused in words", async () => {
    const file = await makePicture(64, 48);
    const tiny = {maxPx: 2560, maxMb: 0.0001};
    await expect(preparePhoto(file, tiny)).rejects.toThrow(/too big/);
});

test("the hash is that of the bytes that are sent", async () => {
    const blob = new Blob(["abc"]);
    // FIPS 180-4, example of SHA-256
    expect(await hashPhoto(blob)).toBe(
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    );
    const file = await makePicture(64, 48);
    const {original, sha256} = await preparePhoto(file, LIMITS);
    const sent = Uint8Array.from(atob(original), (char) => char.charCodeAt(0));
    // hoot's own Blob reads pictures as text
    expect(await hashPhoto(new globals.Blob([sent]))).toBe(sha256);
});

test("a drawing that can carry a script is refused, whatever it calls itself", async () => {
    const svg = `<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>`;
    for (const type of ["image/svg+xml", "image/png"]) {
        const file = new File([svg], "photo.png", {type});
        await expect(preparePhoto(file, LIMITS)).rejects.toThrow(/not a photo/);
    }
});
