package org.knooppunt.sessions.web;

import java.util.ArrayList;
import java.util.List;
import org.knooppunt.identity.Person;
import org.knooppunt.sessions.Evaluations;
import org.knooppunt.sessions.HubSessions;
import org.knooppunt.web.Formats;
import org.knooppunt.web.Item;
import org.knooppunt.web.WorkbenchItems;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** What sessions put on the workbench: where one is expected, what one is asked, and of what nothing was written. */
@Order(20)
@Component
class SessionItems implements WorkbenchItems {
    private static final int MOST = 3;

    private final HubSessions sessions;
    private final Evaluations evaluations;
    private final Formats formats;

    SessionItems(HubSessions sessions, Evaluations evaluations, Formats formats) {
        this.sessions = sessions;
        this.evaluations = evaluations;
        this.formats = formats;
    }

    @Override
    public List<Item> waiting(Person person) {
        List<Item> items = new ArrayList<>();
        sessions.mine(person, MOST)
                .forEach(line -> items.add(Item.of(
                        "calendar-event",
                        "/sessions/" + line.id(),
                        "session.item.next",
                        line.title(),
                        formats.moment(line.startsAt(), line.endsAt()))));
        if (HubSessions.runs(person)) {
            // whoever runs the hub opens the door, with or without a place
            sessions.list("", null, false, 1, 1, person).rows().stream()
                    .filter(line -> line.mine() == null && !line.cancelled())
                    .forEach(line -> items.add(Item.of(
                            "calendar-event",
                            "/sessions/" + line.id(),
                            "session.item.hub",
                            line.title(),
                            formats.moment(line.startsAt(), line.endsAt()))));
        }
        evaluations
                .open(person, MOST)
                .forEach(each -> items.add(Item.of(
                        "star", "/sessions/" + each.session() + "/answer", "session.item.answer", each.title())));
        sessions.withoutMinutes(person, MOST)
                .forEach(each -> items.add(Item.of(
                        "notes",
                        "/sessions/" + each.session() + "/meetings/" + each.meeting() + "/minutes",
                        "session.item.minutes",
                        each.title(),
                        formats.date(each.startsAt()))));
        return items;
    }
}
