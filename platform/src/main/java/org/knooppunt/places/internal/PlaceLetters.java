package org.knooppunt.places.internal;

import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.knooppunt.identity.Account;
import org.knooppunt.identity.Accounts;
import org.knooppunt.identity.Person;
import org.knooppunt.identity.Role;
import org.knooppunt.mail.Letter;
import org.knooppunt.mail.Post;
import org.knooppunt.mail.SiteAddress;
import org.knooppunt.places.CalendarFile;
import org.knooppunt.places.Reservation;
import org.knooppunt.places.ReservationState;
import org.knooppunt.places.Slot;
import org.knooppunt.web.Formats;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** Letters about places, each in the language of who reads it, posted with what they tell of. */
@Component
public class PlaceLetters {
    private static final int MOST_READERS = 1_000;

    private final Post post;
    private final Accounts accounts;
    private final MessageSource messages;
    private final Formats formats;
    private final SiteAddress site;

    PlaceLetters(Post post, Accounts accounts, MessageSource messages, Formats formats, SiteAddress site) {
        this.post = post;
        this.accounts = accounts;
        this.messages = messages;
        this.formats = formats;
        this.site = site;
    }

    /** Asks those who run the place for an answer. */
    public void asked(Reservation reservation, int weeks) {
        for (Account reader : running(reservation.owner())) {
            send(
                    reader,
                    "reservation/" + reservation.id() + "/asked/" + reservation.version(),
                    "place.letter.asked",
                    () -> new Object[] {
                        reservation.placeName(),
                        when(reservation),
                        reservation.booker(),
                        reservation.purpose(),
                        weeks,
                        site.of(reservation.path())
                    },
                    null);
        }
    }

    /** Tells who asked what came of it, with the entry for a calendar. */
    public void answered(Reservation reservation) {
        tell(
                reservation,
                reservation.state() == ReservationState.CONFIRMED ? "place.letter.confirmed" : "place.letter.declined",
                true);
    }

    /** Tells the others that a place is free again. */
    public void cancelled(Reservation reservation, Person by) {
        if (reservation.account() != null && reservation.account() != by.id()) {
            tell(reservation, "place.letter.cancelled", true);
            return;
        }
        for (Account reader : running(reservation.owner())) {
            if (reader.id() != by.id()) {
                send(
                        reader,
                        "reservation/" + reservation.id() + "/cancelled/" + reservation.version(),
                        "place.letter.cancelled",
                        () -> new Object[] {reservation.placeName(), when(reservation), "", site.of(reservation.path())
                        },
                        null);
            }
        }
    }

    private void tell(Reservation reservation, String key, boolean attach) {
        if (reservation.account() == null) {
            return;
        }
        accounts.findAccount(reservation.account())
                .ifPresent(reader -> send(
                        reader,
                        "reservation/" + reservation.id() + "/"
                                + reservation.state().code() + "/" + reservation.version(),
                        key,
                        () -> new Object[] {
                            reservation.placeName(),
                            when(reservation),
                            reservation.answer(),
                            site.of(reservation.path())
                        },
                        attach
                                ? new Letter.Attachment(
                                        "knooppunt.ics",
                                        CalendarFile.MEDIA_TYPE,
                                        CalendarFile.of(List.of(CalendarFile.entry(reservation))))
                                : null));
    }

    /** Reminds everyone who runs a place of a date; each is told once. */
    public int remind(
            String owner,
            @Nullable String tenant,
            String key,
            String message,
            String name,
            String about,
            LocalDate day,
            String path) {
        Map<Long, Account> readers = new LinkedHashMap<>();
        running(owner).forEach(reader -> readers.put(reader.id(), reader));
        if (tenant != null) {
            of(tenant).forEach(reader -> readers.put(reader.id(), reader));
        }
        int sent = 0;
        for (Account reader : readers.values()) {
            if (send(reader, key, message, () -> new Object[] {name, about, formats.date(day), site.of(path)}, null)) {
                sent++;
            }
        }
        return sent;
    }

    /** The members of the organisation that owns a place; the coordinators where it has none. */
    private List<Account> running(String organisation) {
        List<Account> members = of(organisation);
        return members.isEmpty()
                ? accounts.list(new Accounts.Filter("", Role.COORDINATOR, true), "name", MOST_READERS, 0)
                : members;
    }

    private List<Account> of(String organisation) {
        return accounts.list(new Accounts.Filter("", Role.MEMBER, true), "name", MOST_READERS, 0).stream()
                .filter(account -> account.organisations().contains(organisation))
                .toList();
    }

    /** @return false when this reader was told before */
    private boolean send(
            Account reader,
            String key,
            String message,
            Supplier<Object[]> arguments,
            Letter.@Nullable Attachment attachment) {
        Locale locale = Locale.of(reader.language());
        // numbers and dates are written for who reads, not for who caused the letter
        Object[] values = Formats.in(locale, arguments);
        return post.send(new Letter(
                "places/" + key + "/" + reader.id(),
                reader.email(),
                messages.getMessage(message + ".subject", values, locale),
                messages.getMessage("place.letter.hello", new Object[] {reader.name()}, locale) + "\n\n"
                        + messages.getMessage(message, values, locale),
                attachment));
    }

    private String when(Reservation reservation) {
        if (reservation.placeKind().byHour()) {
            return formats.time(reservation.from()) + " – " + formats.time(reservation.until());
        }
        Slot slot = new Slot(reservation.from(), reservation.until());
        Instant last = slot.until().minusSeconds(1);
        return slot.firstDay().equals(slot.lastDay())
                ? formats.date(slot.from())
                : formats.date(slot.from()) + " – " + formats.date(last);
    }
}
