package org.knooppunt.web;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.knooppunt.identity.Person;
import org.knooppunt.identity.SavedViews;

/** A person's own views of the list being shown; asks for them only on a page that shows them. */
public final class ListViews {
    /** What stands in the address and is no filter or order: where one is in the list, and what was just done. */
    private static final Set<String> PASSING = Set.of("page", "deleted");

    private final SavedViews views;
    private final @Nullable Person person;
    private final Address address;
    private @Nullable List<SavedViews.View> kept;

    ListViews(SavedViews views, @Nullable Person person, Address address) {
        this.views = views;
        this.person = person;
        this.address = address;
    }

    public List<SavedViews.View> all() {
        if (kept == null) {
            kept = person == null ? List.of() : views.list(person, address.path());
        }
        return kept;
    }

    /** Filters and order of the list as it stands, the empty ones left out. */
    public String query() {
        return String.join("&", parts(address.query()));
    }

    /** Whether the list shows what this view keeps. */
    public boolean shows(SavedViews.View view) {
        return Set.copyOf(parts(view.query())).equals(Set.copyOf(parts(address.query())));
    }

    /** Whether there is something to keep that was not kept yet. */
    public boolean isNew() {
        return !query().isEmpty() && all().stream().noneMatch(this::shows);
    }

    private static List<String> parts(String query) {
        return Arrays.stream(query.split("&"))
                .filter(part -> part.indexOf('=') > 0 && !part.endsWith("="))
                .filter(part -> !PASSING.contains(part.substring(0, part.indexOf('='))))
                .distinct()
                .collect(Collectors.toList());
    }
}
