import { Domain } from "@web/core/domain";
import { registry } from "@web/core/registry";
import { graphView } from "@web/views/graph/graph_view";
import { pivotView } from "@web/views/pivot/pivot_view";

// What the figures that are no counts are reckoned from.
const COUNTS = {
    conversion_percent: "made_count",
    coverage_percent: "key_customer_count",
    gap_days: "gap_count",
    hours: "made_count",
    kept_percent: "due_count",
    order_amount: "effective_count",
};

/** The domain of the rows that a figure counts, out of all those of its group. */
export function countedBy(measure) {
    const count = COUNTS[measure] || (measure !== "__count" && measure.endsWith("_count") && measure);
    return new Domain(count ? [[count, "!=", 0]] : []);
}

/** A figure opens the contacts that it is made of, and not all that its seller did in that time. */
export class VisitPerformancePivotRenderer extends pivotView.Renderer {
    onOpenView(cell, newWindow) {
        this.openedMeasure = cell.measure;
        super.onOpenView(cell, newWindow);
    }

    openView(domain, ...others) {
        super.openView(Domain.and([domain, countedBy(this.openedMeasure)]).toList(), ...others);
    }
}

export class VisitPerformanceGraphRenderer extends graphView.Renderer {
    openView(domain, ...others) {
        const counted = countedBy(this.model.metaData.measure);
        super.openView(Domain.and([domain, counted]).toList(), ...others);
    }
}

const views = registry.category("views");
views.add("visit_performance_pivot", { ...pivotView, Renderer: VisitPerformancePivotRenderer });
views.add("visit_performance_graph", { ...graphView, Renderer: VisitPerformanceGraphRenderer });
