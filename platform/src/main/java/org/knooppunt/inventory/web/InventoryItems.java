package org.knooppunt.inventory.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.knooppunt.identity.Person;
import org.knooppunt.identity.Role;
import org.knooppunt.inventory.Side;
import org.knooppunt.inventory.Stream;
import org.knooppunt.inventory.StreamFilter;
import org.knooppunt.inventory.Streams;
import org.knooppunt.web.Item;
import org.knooppunt.web.WorkbenchItems;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** What the inventory has for the workbench: streams that moved, and a first step for a member without any. */
@Component
@Order(10)
class InventoryItems implements WorkbenchItems {
    private static final int LATEST = 5;

    private final Streams streams;

    InventoryItems(Streams streams) {
        this.streams = streams;
    }

    @Override
    public List<Item> moved(Person person) {
        List<Item> items = new ArrayList<>();
        for (Side side : Side.values()) {
            for (Stream stream : latest(side, person)) {
                items.add(Item.of(
                                side == Side.OFFER ? "package-export" : "package-import",
                                stream.path(),
                                "work." + side.code() + ".moved",
                                stream.title(),
                                stream.organisationName())
                        .at(stream.updatedAt()));
            }
        }
        return items;
    }

    private List<Stream> latest(Side side, Person person) {
        StreamFilter newest = new StreamFilter(null, null, null, null, null, null, null, "-updated", 1, LATEST);
        return streams.list(side, newest, person).slice().rows();
    }

    @Override
    public Optional<Item> next(Person person) {
        if (person.is(Role.MEMBER) && !person.organisations().isEmpty()) {
            String own = person.organisations().stream().sorted().findFirst().orElseThrow();
            boolean none = true;
            for (Side side : Side.values()) {
                none &= streams.list(side, StreamFilter.ALL.ofOrganisation(own).sized(1), person)
                                .slice()
                                .total()
                        == 0;
            }
            if (none) {
                return Optional.of(Item.of("plus", "/offers/new", "work.first").action("offers.add"));
            }
        }
        return Optional.empty();
    }
}
