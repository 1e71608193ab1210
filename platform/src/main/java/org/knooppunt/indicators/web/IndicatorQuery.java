package org.knooppunt.indicators.web;

import org.knooppunt.indicators.IndicatorFilter;
import org.knooppunt.indicators.IndicatorKind;
import org.knooppunt.web.Coded;
import org.knooppunt.web.FormText;

/** The filters of the list as they stand in the address; nonsense there matters no more than nothing. */
public record IndicatorQuery(String q, String theme, String kind, String area, String page) {
    /** The city of the region. */
    static final String HOME = "71016";

    public IndicatorQuery {
        q = FormText.orEmpty(q);
        theme = FormText.orEmpty(theme);
        kind = FormText.orEmpty(kind);
        area = FormText.orEmpty(area).isBlank() ? HOME : area;
        page = FormText.orEmpty(page);
    }

    public boolean isFiltered() {
        return !q.isBlank() || !theme.isBlank() || !kind.isBlank();
    }

    IndicatorFilter filter(int rows) {
        return new IndicatorFilter(
                q, theme, Coded.find(IndicatorKind.class, kind).orElse(null), area, FormText.page(page), rows);
    }
}
