package org.knooppunt.places.web;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.knooppunt.identity.Person;
import org.knooppunt.organisation.Organisations;
import org.knooppunt.organisation.PartnerSections;
import org.knooppunt.places.Place;
import org.knooppunt.places.PlaceFilter;
import org.knooppunt.places.Places;
import org.knooppunt.web.Item;
import org.knooppunt.web.Slice;
import org.springframework.stereotype.Component;
import org.springframework.web.util.UriComponentsBuilder;

/** The places of an organisation, on its page. */
@Component
class PlaceSections implements PartnerSections {
    private static final int FIRST = 10;

    private final Places places;

    PlaceSections(Places places) {
        this.places = places;
    }

    @Override
    public List<Section> of(String organisation, @Nullable Person person) {
        Slice<Place> found = places.list(PlaceFilter.ALL.ofOrganisation(organisation), person);
        boolean mayEdit = Organisations.mayEdit(person, organisation);
        if (found.total() == 0 && !mayEdit) {
            return List.of();
        }
        List<Item> items = found.rows().stream()
                .limit(FIRST)
                .map(place -> Item.of(place.kind().icon(), place.path(), "place.item.place", place.name()))
                .toList();
        return List.of(new Section(
                "place.title",
                items,
                found.total(),
                UriComponentsBuilder.fromPath("/places")
                        .queryParam("organisation", "{key}")
                        .encode()
                        .buildAndExpand(organisation)
                        .toUriString(),
                mayEdit ? "/places/new" : null,
                "place.add"));
    }
}
