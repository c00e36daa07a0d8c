import { Component } from "@odoo/owl";

/** The table of similar customers: name, city, salesperson and by what they were found. */
export class DuplicateMatches extends Component {
    static template = "crm_base.DuplicateMatches";
    static props = { matches: Array, isLimited: { type: Boolean, optional: true } };
}
