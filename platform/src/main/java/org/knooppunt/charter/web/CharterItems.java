package org.knooppunt.charter.web;

import java.util.ArrayList;
import java.util.List;
import org.knooppunt.charter.Charters;
import org.knooppunt.charter.Commitment;
import org.knooppunt.charter.Commitments;
import org.knooppunt.charter.Signing;
import org.knooppunt.identity.Person;
import org.knooppunt.identity.Role;
import org.knooppunt.web.Formats;
import org.knooppunt.web.Item;
import org.knooppunt.web.WorkbenchItems;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** What texts and commitments put on the workbench. */
@Order(7)
@Component
class CharterItems implements WorkbenchItems {
    private static final int MOST = 5;

    private final Signing signing;
    private final Commitments commitments;
    private final Formats formats;

    CharterItems(Signing signing, Commitments commitments, Formats formats) {
        this.signing = signing;
        this.commitments = commitments;
        this.formats = formats;
    }

    @Override
    public List<Item> waiting(Person person) {
        List<Item> items = new ArrayList<>();
        if (person.is(Role.MEMBER)) {
            for (Commitment commitment : commitments.due(person, MOST)) {
                items.add(Item.of(
                        commitment.late() ? "alert-triangle" : "calendar-due",
                        "/charter/commitments/" + commitment.id(),
                        commitment.late() ? "charter.item.late" : "charter.item.report",
                        String.valueOf(commitment.askedYear()),
                        commitment.what(),
                        commitment.organisationName()));
            }
            signing.waiting(person, MOST)
                    .forEach((text, organisation) -> items.add(Item.of(
                            "certificate",
                            "/charter/" + text.id() + "/sign",
                            "charter.item.sign",
                            text.title(),
                            organisation)));
        }
        long late = commitments.countLate(person);
        if (Charters.maySeeAll(person) && late > 0) {
            items.add(Item.of(
                    "alert-triangle",
                    "/charter/commitments?late=true",
                    late == 1 ? "charter.item.overdue.one" : "charter.item.overdue",
                    formats.number(late, 0)));
        }
        return items;
    }
}
