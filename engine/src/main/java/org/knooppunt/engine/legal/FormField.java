package org.knooppunt.engine.legal;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One version of a field of a form: a row of {@code form-fields.csv}.
 *
 * @param form name of the form, as in the rule that asks for it
 * @param conditions when the form has the field, as in {@link Rule}
 */
public record FormField(
        String form,
        String id,
        int version,
        Validity validity,
        SortedMap<Fact, List<String>> conditions,
        Text name,
        Source source) {
    public FormField {
        conditions = Collections.unmodifiableSortedMap(new TreeMap<>(conditions));
    }
}
