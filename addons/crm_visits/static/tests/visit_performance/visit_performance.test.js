import { describe, expect, test } from "@odoo/hoot";

import { countedBy } from "@crm_visits/visit_performance/visit_performance";

describe.current.tags("headless");

test("a figure opens what it counts", () => {
    expect(countedBy("off_plan_count").toList()).toEqual([["off_plan_count", "!=", 0]]);
    expect(countedBy("conversion_percent").toList()).toEqual([["made_count", "!=", 0]]);
    expect(countedBy("coverage_percent").toList()).toEqual([["key_customer_count", "!=", 0]]);
    expect(countedBy("gap_days").toList()).toEqual([["gap_count", "!=", 0]]);
    expect(countedBy("__count").toList()).toEqual([]);
});
