package org.knooppunt.strategy;

import java.util.List;
import java.util.Map;

/**
 * Something of a room that serves a goal.
 *
 * @param ref the key by which its room knows it
 * @param path address of its page
 */
public record LinkedThing(String kind, String ref, String title, String path) {
    /**
     * Things of a room that numbers them, in the order of their titles here.
     *
     * @param root address that is followed by a number
     */
    public static List<LinkedThing> numbered(String kind, String root, Map<Long, String> titles) {
        return titles.entrySet().stream()
                .map(each -> new LinkedThing(kind, each.getKey().toString(), each.getValue(), root + each.getKey()))
                .toList();
    }
}
