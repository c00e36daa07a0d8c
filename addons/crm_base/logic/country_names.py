"""Names that files use for countries and that no dictionary of country names has."""

COUNTRY_ALIASES = {
    "usa": "US",
    "us": "US",
    "eua": "US",
    "eeuu": "US",
    "unitedstatesofamerica": "US",
    "uk": "GB",
    "england": "GB",
    "scotland": "GB",
    "wales": "GB",
    "greatbritain": "GB",
    "inglaterra": "GB",
    "holland": "NL",
    "holanda": "NL",
    "czechrepublic": "CZ",
    "southkorea": "KR",
    "russianfederation": "RU",
    "uae": "AE",
}
