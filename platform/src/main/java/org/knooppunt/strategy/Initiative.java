package org.knooppunt.strategy;

import java.util.List;

/**
 * Something of a room that carries tags, as a reader sees it.
 *
 * @param visible whether this reader may read it; otherwise it only counts and has no title
 */
public record Initiative(LinkedThing thing, boolean visible, List<Tag> tags) {
    public Initiative {
        tags = List.copyOf(tags);
    }

    public boolean has(Tag tag) {
        return tags.stream().anyMatch(each -> each.id() == tag.id());
    }

    public List<Tag> of(String axis) {
        return tags.stream().filter(tag -> tag.axis().code().equals(axis)).toList();
    }
}
