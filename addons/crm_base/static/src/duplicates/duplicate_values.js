export const TEXT_FIELDS = ["name", "vat", "phone", "email", "website"];
const KEY_FIELDS = [...TEXT_FIELDS, "country_id", "parent_id", "is_company"];

/**
 * What a contact's form says about who he is, as `res.partner.check_duplicates` takes it.
 *
 * @param {Object} data the values of a record of res.partner
 */
export function duplicateValues(data) {
    const values = {};
    for (const name of TEXT_FIELDS) {
        values[name] = data[name] || "";
    }
    values.country_id = (data.country_id && data.country_id.id) || false;
    values.parent_id = (data.parent_id && data.parent_id.id) || false;
    return values;
}

/**
 * Whether a change may make a contact the duplicate of another.
 *
 * @param {Object} changes the values about to be written
 */
export function touchesIdentity(changes) {
    return KEY_FIELDS.some((name) => name in changes);
}
