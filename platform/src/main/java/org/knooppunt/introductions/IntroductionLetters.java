package org.knooppunt.introductions;

import java.util.Locale;
import org.knooppunt.identity.Account;
import org.knooppunt.identity.Accounts;
import org.knooppunt.identity.Role;
import org.knooppunt.introductions.internal.Row;
import org.knooppunt.inventory.Side;
import org.knooppunt.mail.Letter;
import org.knooppunt.mail.Post;
import org.knooppunt.mail.SiteAddress;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/**
 * Letters about introductions. A letter says that something waits, and about which stream of the reader's own; what is told
 * of the other side stands behind the sign-in alone, since letters are forwarded.
 */
@Component
class IntroductionLetters {
    private static final int MOST_READERS = 1_000;

    private final Post post;
    private final Accounts accounts;
    private final MessageSource messages;
    private final SiteAddress site;

    IntroductionLetters(Post post, Accounts accounts, MessageSource messages, SiteAddress site) {
        this.post = post;
        this.accounts = accounts;
        this.messages = messages;
        this.site = site;
    }

    /** The desk is asked to look at a wish. */
    void askDesk(String id) {
        for (Account account :
                accounts.list(new Accounts.Filter("", Role.COORDINATOR, true), "name", MOST_READERS, 0)) {
            write(account, "wished", id, "", id + "/wished");
        }
    }

    /** Tells a side of an introduction what happened. */
    void tell(Row row, Side side, String kind) {
        send(row, side, kind, row.id() + "/" + kind);
    }

    /** Once more asks a side for its answer. */
    void remind(Row row, Side side) {
        send(row, side, "reminded", row.id() + "/reminded-" + (row.reminders() + 1));
    }

    private void send(Row row, Side side, String kind, String key) {
        String organisation = row.half(side).organisation();
        if (organisation == null) {
            return;
        }
        for (Account account : accounts.ofOrganisation(organisation)) {
            write(account, kind, row.id(), title(row, side), key);
        }
    }

    private static String title(Row row, Side side) {
        String stream = row.half(side).stream();
        return stream == null ? "" : stream;
    }

    private void write(Account account, String kind, String id, String stream, String key) {
        Locale locale = Locale.forLanguageTag(account.language());
        String subject = messages.getMessage("introduction.letter." + kind + ".subject", new Object[0], locale);
        String text = messages.getMessage(
                "introduction.letter." + kind + ".text", new Object[] {account.name(), stream}, locale);
        String end =
                messages.getMessage("introduction.letter.end", new Object[] {site.of("/introductions/" + id)}, locale);
        post.send(
                new Letter("introduction/" + key + "/" + account.id(), account.email(), subject, text + "\n\n" + end));
    }
}
