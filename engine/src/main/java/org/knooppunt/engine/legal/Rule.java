package org.knooppunt.engine.legal;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One version of a rule: a row of {@code rules.csv}.
 *
 * @param form name of the form that has to be filled in when it applies, empty when there is none
 * @param conditions per fact the words of which one has to be true; all facts named have to fit
 */
public record Rule(
        String id,
        int version,
        Validity validity,
        Severity severity,
        ItemKind kind,
        String form,
        SortedMap<Fact, List<String>> conditions,
        Text title,
        Text text,
        Source source) {
    public Rule {
        conditions = Collections.unmodifiableSortedMap(new TreeMap<>(conditions));
    }
}
