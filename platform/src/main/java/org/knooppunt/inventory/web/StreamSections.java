package org.knooppunt.inventory.web;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.knooppunt.identity.Person;
import org.knooppunt.inventory.Facilities;
import org.knooppunt.inventory.Plant;
import org.knooppunt.inventory.Side;
import org.knooppunt.inventory.Stream;
import org.knooppunt.inventory.StreamFilter;
import org.knooppunt.inventory.Streams;
import org.knooppunt.organisation.Organisations;
import org.knooppunt.organisation.PartnerSections;
import org.knooppunt.web.Formats;
import org.knooppunt.web.Item;
import org.knooppunt.web.Slice;
import org.springframework.stereotype.Component;
import org.springframework.web.util.UriComponentsBuilder;

/** What an organisation offers, needs and can process, on its page. */
@Component
class StreamSections implements PartnerSections {
    private static final int FIRST = 10;

    private final Streams streams;
    private final Facilities facilities;
    private final Formats formats;

    StreamSections(Streams streams, Facilities facilities, Formats formats) {
        this.streams = streams;
        this.facilities = facilities;
        this.formats = formats;
    }

    @Override
    public List<Section> of(String organisation, @Nullable Person person) {
        boolean mayEdit = Organisations.mayEdit(person, organisation);
        List<Section> sections = new ArrayList<>();
        for (Side side : Side.values()) {
            Slice<Stream> found = streams.list(
                            side, StreamFilter.ALL.ofOrganisation(organisation).sized(FIRST), person)
                    .slice();
            List<Item> items = found.rows().stream()
                    .map(stream -> Item.of(
                            side == Side.OFFER ? "package-export" : "package-import",
                            stream.path(),
                            "partner.stream",
                            stream.title(),
                            formats.quantity(stream.quantity(), stream.kind())))
                    .toList();
            sections.add(new Section(
                    side.plural() + ".title",
                    items,
                    found.total(),
                    all("/" + side.plural(), organisation),
                    mayEdit ? "/" + side.plural() + "/new" : null,
                    side.plural() + ".add"));
        }
        Slice<Plant> plants = facilities.list(Facilities.Filter.ALL.ofOrganisation(organisation));
        List<Item> items = plants.rows().stream()
                .limit(FIRST)
                .map(plant -> Item.of("building-factory", plant.path(), "partner.facility", plant.name()))
                .toList();
        sections.add(new Section(
                "facilities.title",
                items,
                plants.total(),
                all("/facilities", organisation),
                mayEdit ? "/facilities/new" : null,
                "facilities.add"));
        return sections;
    }

    private static String all(String list, String organisation) {
        return UriComponentsBuilder.fromPath(list)
                .queryParam("organisation", "{key}")
                .encode()
                .buildAndExpand(organisation)
                .toUriString();
    }
}
