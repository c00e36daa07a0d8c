import { _t } from "@web/core/l10n/translation";

const LONGEST_SIDE = 1600; // pixels
const QUALITY = 0.8;

/** Why a photo is not taken, and what to do, as the seller reads it. */
export class PhotoError extends Error {}

/** A picture of any kind that the browser can show as a JPEG, made small enough for a bad network. */
export async function smallPhoto(file) {
    const picture = await createImageBitmap(file).catch(() => {
        throw new PhotoError(
            _t(
                "This is no picture that can be shown here, HEIC for example. Take the photo with the camera button, or " +
                    "choose a JPEG or PNG. An iPhone takes JPEG with Settings, Camera, Formats, Most Compatible."
            )
        );
    });
    const scale = Math.min(1, LONGEST_SIDE / Math.max(picture.width, picture.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.max(1, Math.round(picture.width * scale));
    canvas.height = Math.max(1, Math.round(picture.height * scale));
    const drawing = canvas.getContext("2d");
    drawing.fillStyle = "white"; // a JPEG would make black of what is transparent
    drawing.fillRect(0, 0, canvas.width, canvas.height);
    drawing.drawImage(picture, 0, 0, canvas.width, canvas.height);
    return new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", QUALITY));
}
