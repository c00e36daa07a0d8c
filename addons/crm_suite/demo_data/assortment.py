"""Which goods the demo customers buy together, and in what quantities."""

CHEAP, MIDDLING, DEAR = (20, 30, 50, 80), (5, 10, 15, 20), (1, 2, 3, 5)

FAMILIES = {
    "tools": {
        "fer_mar500": MIDDLING,
        "fer_ali180": MIDDLING,
        "fer_chv12": MIDDLING,
        "fer_chf06": MIDDLING,
        "fer_ser450": MIDDLING,
        "fer_fit5m": CHEAP,
        "fer_niv60": MIDDLING,
        "fer_car90": DEAR,
        "fer_ber13": DEAR,
        "fer_reb115": DEAR,
        "fer_apa18": DEAR,
        "fer_sci190": DEAR,
    },
    "plumbing": {
        "hid_tub20": CHEAP,
        "hid_tub32": CHEAP,
        "hid_joe20": CHEAP,
        "hid_val12": CHEAP,
        "hid_tor01": MIDDLING,
        "hid_tor02": MIDDLING,
        "hid_aut80": DEAR,
        "hid_bom05": DEAR,
    },
    "lighting": {
        "lum_led10": CHEAP,
        "lum_led15": CHEAP,
        "lum_pai60": MIDDLING,
        "lum_pro50": MIDDLING,
        "lum_cab25": DEAR,
        "lum_tom02": CHEAP,
    },
    "paints": {
        "cor_bra15": MIDDLING,
        "cor_ext15": MIDDLING,
        "cor_esm75": CHEAP,
        "cor_ver25": MIDDLING,
        "cor_rol25": CHEAP,
    },
    "safety": {
        "pro_cap01": MIDDLING,
        "pro_luv10": MIDDLING,
        "pro_ocu01": CHEAP,
        "pro_bot42": MIDDLING,
        "pro_arn01": DEAR,
    },
}

QUANTITIES = {product: band for family in FAMILIES.values() for product, band in family.items()}


def products(*families: str) -> tuple[str, ...]:
    """The products of some families, in order.

    >>> products("paints", "safety")[:2]
    ('cor_bra15', 'cor_ext15')
    """
    return tuple(product for family in families for product in FAMILIES[family])
