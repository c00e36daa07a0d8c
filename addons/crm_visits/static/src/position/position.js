const PATIENCE = 6000; // milliseconds that a visit may wait for a position

/**
 * Where the device is at this moment: `{ latitude, longitude, accuracy }` in degrees and metres, or `{}` when it
 * refuses, has no way to know, or is slow. Asked once; nothing is watched.
 */
export function currentPosition() {
    return new Promise((resolve) => {
        if (!navigator.geolocation) {
            resolve({});
            return;
        }
        navigator.geolocation.getCurrentPosition(
            ({ coords: { latitude, longitude, accuracy } }) => resolve({ latitude, longitude, accuracy }),
            () => resolve({}),
            { enableHighAccuracy: true, timeout: PATIENCE, maximumAge: 60000 }
        );
    });
}

const EARTH_RADIUS = 6371; // kilometres

/** Kilometres as the crow flies between two `[latitude, longitude]`. */
export function kilometresBetween(one, other) {
    const [latitude, longitude, toLatitude, toLongitude] = [...one, ...other].map((degrees) => (degrees * Math.PI) / 180);
    const chord =
        Math.sin((toLatitude - latitude) / 2) ** 2 +
        Math.cos(latitude) * Math.cos(toLatitude) * Math.sin((toLongitude - longitude) / 2) ** 2;
    return 2 * EARTH_RADIUS * Math.asin(Math.min(1, Math.sqrt(chord)));
}

/** The address that opens the device's own navigation to a card's place, or to its address when it has no pin. */
export function navigationLink({ place, address }, agent = navigator.userAgent) {
    const target = encodeURIComponent(place ? place.join(",") : address);
    if (!target) {
        return "";
    }
    if (/android/i.test(agent)) {
        return place ? `geo:${place.join(",")}?q=${target}` : `geo:0,0?q=${target}`;
    }
    if (/iphone|ipad|macintosh/i.test(agent)) {
        return `https://maps.apple.com/?daddr=${target}`;
    }
    return place
        ? `https://www.openstreetmap.org/directions?to=${target}`
        : `https://www.openstreetmap.org/search?query=${target}`;
}
