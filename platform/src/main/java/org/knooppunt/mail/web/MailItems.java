package org.knooppunt.mail.web;

import java.util.ArrayList;
import java.util.List;
import org.knooppunt.identity.Person;
import org.knooppunt.mail.LetterState;
import org.knooppunt.mail.Mailbox;
import org.knooppunt.web.Formats;
import org.knooppunt.web.Item;
import org.knooppunt.web.WorkbenchItems;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Letters that did not arrive wait for an administrator. */
@Order(60)
@Component
class MailItems implements WorkbenchItems {
    private final Mailbox mailbox;
    private final Formats formats;

    MailItems(Mailbox mailbox, Formats formats) {
        this.mailbox = mailbox;
        this.formats = formats;
    }

    @Override
    public List<Item> waiting(Person person) {
        List<Item> items = new ArrayList<>();
        mailbox.stuck(person)
                .forEach((state, letters) -> items.add(Item.of(
                        state.icon(),
                        "/mailbox?state=" + state.code(),
                        state == LetterState.UNKNOWN ? "mail.item.unknown" : "mail.item.failed",
                        formats.number(letters, 0))));
        return items;
    }
}
