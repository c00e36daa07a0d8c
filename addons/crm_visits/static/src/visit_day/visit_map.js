import { Component, onMounted, onPatched, onWillStart, onWillUnmount, useRef } from "@odoo/owl";
import { loadCSS, loadJS } from "@web/core/assets";

const LIBRARY = "/crm_visits/static/lib/leaflet/leaflet";
const CLOSEST = 15;

/** A map of numbered stops, the way through them, and places near by. Without tiles it draws on a plain ground. */
export class VisitMap extends Component {
    static template = "crm_visits.VisitMap";
    static props = {
        stops: Array, // {id, number, title, place, tone, isOnTheWay}
        ends: Array, // where the day begins and ends, null when not known
        near: Array, // {partner_id, title, place}
        here: { optional: true }, // [latitude, longitude]
        tiles: String,
        attribution: String,
        choose: Function, // what to do with the id of a stop
    };

    setup() {
        this.root = useRef("root");
        onWillStart(() => Promise.all([loadJS(`${LIBRARY}.js`), loadCSS(`${LIBRARY}.css`)]));
        onMounted(() => {
            this.map = L.map(this.root.el, { attributionControl: Boolean(this.props.tiles) });
            if (this.props.tiles) {
                L.tileLayer(this.props.tiles, { attribution: this.props.attribution, maxZoom: 19 }).addTo(this.map);
            }
            this.drawing = L.featureGroup().addTo(this.map);
            this.draw();
        });
        onPatched(() => this.draw());
        onWillUnmount(() => this.map?.remove());
    }

    draw() {
        const { stops, ends, near, here } = this.props;
        this.drawing.clearLayers();
        const onTheWay = stops.filter((stop) => stop.isOnTheWay);
        const way = [ends[0], ...onTheWay.map((stop) => stop.place), ends[1]].filter(Boolean);
        if (way.length > 1) {
            L.polyline(way, { className: "o_visit_map_way", weight: 3 }).addTo(this.drawing);
        }
        const known = ends.filter(Boolean);
        for (const place of known) {
            this.mark(place, '<i class="fa fa-home"></i>', "end", "");
        }
        for (const { id, number, place, title, tone } of stops) {
            const marker = this.mark(place, String(number), tone, title);
            marker.on("click", () => this.props.choose(id));
        }
        for (const { place, title } of near) {
            this.mark(place, '<i class="fa fa-user"></i>', "near", title);
        }
        if (here) {
            this.mark(here, '<i class="fa fa-dot-circle-o"></i>', "here", "");
        }
        const bounds = this.drawing.getBounds();
        if (bounds.isValid()) {
            this.map.fitBounds(bounds, { padding: [30, 30], maxZoom: CLOSEST });
        } else {
            this.map.setView([0, 0], 1);
        }
    }

    /** A round mark; its title is put in as text, never as markup. */
    mark(place, inside, tone, title) {
        const icon = L.divIcon({ className: `o_visit_map_mark o_visit_map_${tone}`, html: inside, iconSize: [28, 28] });
        const marker = L.marker(place, { icon, title, alt: title }).addTo(this.drawing);
        if (title) {
            const label = document.createElement("span");
            label.textContent = title;
            marker.bindTooltip(label);
        }
        return marker;
    }
}
