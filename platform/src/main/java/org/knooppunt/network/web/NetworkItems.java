package org.knooppunt.network.web;

import java.util.List;
import org.knooppunt.identity.Person;
import org.knooppunt.identity.Role;
import org.knooppunt.network.Registrations;
import org.knooppunt.web.Formats;
import org.knooppunt.web.Item;
import org.knooppunt.web.WorkbenchItems;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Who asks to join waits for the coordinator. */
@Order(8)
@Component
class NetworkItems implements WorkbenchItems {
    private final Registrations registrations;
    private final Formats formats;

    NetworkItems(Registrations registrations, Formats formats) {
        this.registrations = registrations;
        this.formats = formats;
    }

    @Override
    public List<Item> waiting(Person person) {
        if (!person.is(Role.COORDINATOR)) {
            return List.of();
        }
        long waiting = registrations.waiting();
        return waiting == 0
                ? List.of()
                : List.of(Item.of(
                        "user-plus",
                        "/registrations",
                        waiting == 1 ? "registration.item.one" : "registration.item",
                        formats.number(waiting, 0)));
    }
}
