package org.knooppunt.sessions;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.knooppunt.identity.Accounts;
import org.knooppunt.identity.Audit;
import org.knooppunt.identity.OrganisationNames;
import org.knooppunt.identity.Person;
import org.knooppunt.sessions.internal.EnrolmentStore;
import org.knooppunt.sessions.internal.EnrolmentStore.Guest;
import org.knooppunt.sessions.internal.EnrolmentStore.Reader;
import org.knooppunt.sessions.internal.SessionLetters;
import org.knooppunt.sessions.internal.SessionLetters.News;
import org.knooppunt.sessions.internal.SessionStore;
import org.knooppunt.web.Missing;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Who comes to a session. Places go in the order of arrival: whoever wants one holds the session while it is settled, the
 * database refuses one place too many, and when somebody leaves the first who waits moves up and is told.
 */
@Service
public class Enrolments {
    /** Letters a stranger can have sent to one address in an hour. */
    static final int MOST_PER_ADDRESS = 3;

    /** Letters that strangers who did not confirm can have sent for one session in an hour. */
    static final int MOST_PER_SESSION = 200;

    private static final int SECRET_BYTES = 24;

    private final SessionStore sessions;
    private final EnrolmentStore store;
    private final SessionLetters letters;
    private final Accounts accounts;
    private final OrganisationNames organisations;
    private final Audit audit;
    private final SecureRandom random = new SecureRandom();

    Enrolments(
            SessionStore sessions,
            EnrolmentStore store,
            SessionLetters letters,
            Accounts accounts,
            OrganisationNames organisations,
            Audit audit) {
        this.sessions = sessions;
        this.store = store;
        this.letters = letters;
        this.accounts = accounts;
        this.organisations = organisations;
        this.audit = audit;
    }

    /** How wanting to come ended. */
    public enum Came {
        IN,
        WAITING,
        ALREADY,
        /** It has begun, or does not go on. */
        CLOSED
    }

    private HubSession get(long session, @Nullable Person person) {
        return sessions.find(session, person).orElseThrow(() -> new Missing("session " + session));
    }

    private SessionStore.Held hold(long session) {
        return sessions.hold(session).orElseThrow(() -> new Missing("session " + session));
    }

    // ---- who has an account

    /** @throws Missing when the session is not for this person */
    @Transactional
    public Came enrol(long session, Person person) {
        // seen before it is held: who may not see it cannot make others wait
        get(session, person);
        SessionStore.Held held = hold(session);
        if (!held.open()) {
            return Came.CLOSED;
        }
        Standing.State state = held.hasRoom() ? Standing.State.IN : Standing.State.WAITING;
        Optional<Long> added = store.add(session, person, state);
        if (added.isEmpty()) {
            return Came.ALREADY;
        }
        store.count(session);
        audit.record(person, "enrolled", "session", Long.toString(session), Map.of("state", state.code()));
        welcome(get(session, person), state, store.reader(added.get()));
        return state == Standing.State.IN ? Came.IN : Came.WAITING;
    }

    private void welcome(HubSession session, Standing.State state, Reader reader) {
        News news = state == Standing.State.IN ? News.IN : News.WAITING;
        letters.send(news, "came/" + reader.enrolment(), session, session.active(), "", reader);
    }

    /** False when this person was not enrolled. */
    @Transactional
    public boolean leave(long session, Person person) {
        get(session, person);
        hold(session);
        Optional<Long> enrolment = store.of(session, person);
        if (enrolment.isEmpty()) {
            return false;
        }
        audit.record(person, "session-left", "session", Long.toString(session), Map.of());
        leave(session, enrolment.get(), get(session, person));
        return true;
    }

    /** A coordinator takes somebody off the list. */
    @Transactional
    public void remove(long session, long enrolment, Person person) {
        HubSessions.requireCoordinator(person);
        hold(session);
        if (leave(session, enrolment, get(session, person))) {
            audit.record(
                    person, "participant-removed", "session", Long.toString(session), Map.of("enrolment", enrolment));
        }
    }

    private boolean leave(long session, long enrolment, HubSession seen) {
        Optional<Standing.State> was = store.cancel(session, enrolment);
        if (was.isEmpty()) {
            return false;
        }
        if (was.get() != Standing.State.PENDING) {
            letters.send(News.LEFT, "left/" + enrolment, seen, seen.active(), "", store.reader(enrolment));
        }
        fill(session);
        return true;
    }

    /** Gives free places to who waits first, while there is still something to come to; the session is held. */
    void fill(long session) {
        store.count(session);
        HubSession seen = null;
        for (SessionStore.Held held = hold(session); held.open() && held.hasRoom(); held = hold(session)) {
            Optional<Long> up = store.moveUp(session);
            if (up.isEmpty()) {
                return;
            }
            store.count(session);
            seen = seen == null ? sessions.ofEnrolment(up.get()) : seen;
            letters.send(News.MOVED_UP, "up/" + up.get(), seen, seen.active(), "", store.reader(up.get()));
        }
    }

    // ---- guests

    /**
     * Somebody without an account asks for a place in a public session and gets a letter with a link. What the page answers
     * is always the same, so that nobody learns who is on the list.
     *
     * @throws Missing when the session is not public
     */
    @Transactional
    public Came ask(long session, String name, String email, String language) {
        HubSession seen = get(session, null);
        if (!hold(session).open()) {
            return Came.CLOSED;
        }
        EnrolmentStore.Asked asked = store.asked(session, email.strip());
        if (asked.address() >= MOST_PER_ADDRESS || asked.session() >= MOST_PER_SESSION) {
            return Came.ALREADY;
        }
        long enrolment = store.guest(session, email.strip())
                .map(Guest::id)
                .orElseGet(() -> store.addGuest(
                        session, name.strip(), email.strip(), secret(), language, Standing.State.PENDING));
        // who lost the letter gets it again, once an hour
        String key = "asked/" + enrolment + "/" + Instant.now().truncatedTo(ChronoUnit.HOURS);
        letters.send(News.ASKED, key, seen, seen.active(), "", store.reader(enrolment));
        return Came.WAITING;
    }

    private String secret() {
        byte[] bytes = new byte[SECRET_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** What a guest sees of its own enrolment. */
    public record GuestView(HubSession session, String name, String email, Standing standing) {}

    /** @throws Missing when no enrolment has this secret, or it was erased */
    @Transactional(readOnly = true)
    public GuestView guest(String secret) {
        Guest guest = guestOf(secret);
        return new GuestView(sessions.ofEnrolment(guest.id()), guest.name(), guest.email(), store.standing(guest.id()));
    }

    private Guest guestOf(String secret) {
        return store.guest(secret).orElseThrow(() -> new Missing("a guest's enrolment"));
    }

    /** The guest followed the link and agrees; now it counts, in the order of this moment. */
    @Transactional
    public Came confirm(String secret, String name) {
        Guest guest = guestOf(secret);
        SessionStore.Held held = hold(guest.session());
        if (guest.state() == Standing.State.CANCELLED || !held.open()) {
            return Came.CLOSED;
        }
        Standing.State state = held.hasRoom() ? Standing.State.IN : Standing.State.WAITING;
        if (!store.confirm(guest.id(), name.strip(), state)) {
            return Came.ALREADY;
        }
        store.count(guest.session());
        audit.record(null, "guest-enrolled", "session", Long.toString(guest.session()), Map.of("state", state.code()));
        welcome(sessions.ofEnrolment(guest.id()), state, store.reader(guest.id()));
        return state == Standing.State.IN ? Came.IN : Came.WAITING;
    }

    @Transactional
    public void leave(String secret) {
        Guest guest = guestOf(secret);
        hold(guest.session());
        if (leave(guest.session(), guest.id(), sessions.ofEnrolment(guest.id()))) {
            audit.record(null, "guest-left", "session", Long.toString(guest.session()), Map.of());
        }
    }

    // ---- what a coordinator does

    /** The list of a session; that somebody looked at it is written down. */
    @Transactional
    public List<Participant> participants(long session, Person person) {
        HubSessions.requireCoordinator(person);
        get(session, person);
        List<Participant> all = store.participants(session);
        audit.record(person, "participants-read", "session", Long.toString(session), Map.of("rows", all.size()));
        return all;
    }

    /**
     * Somebody who called or stands at the door, and agreed to be on the list.
     *
     * @param email may be empty
     */
    @Transactional
    public Came add(long session, String name, String email, String language, Person person) {
        HubSessions.requireCoordinator(person);
        SessionStore.Held held = hold(session);
        HubSession seen = get(session, person);
        if (held.cancelled()) {
            return Came.CLOSED;
        }
        if (!email.isBlank() && store.guest(session, email.strip()).isPresent()) {
            return Came.ALREADY;
        }
        Standing.State state = held.hasRoom() ? Standing.State.IN : Standing.State.WAITING;
        long enrolment = store.addGuest(session, name.strip(), email.strip(), secret(), language, state);
        store.count(session);
        audit.record(person, "participant-added", "session", Long.toString(session), Map.of("enrolment", enrolment));
        if (seen.isOpen()) {
            welcome(seen, state, store.reader(enrolment));
        }
        return state == Standing.State.IN ? Came.IN : Came.WAITING;
    }

    /** Who was at a meeting. */
    @Transactional
    public void note(long session, long meeting, Set<Long> present, Person person) {
        HubSessions.requireCoordinator(person);
        HubSessions.find(get(session, person), meeting);
        store.setPresent(session, meeting, present, person.name());
        audit.record(
                person,
                "attendance-noted",
                "session",
                Long.toString(session),
                Map.of("meeting", meeting, "present", present.size()));
    }

    /** Who was invited. */
    public record Invited(String name, boolean organisation, Instant at, String inviter) {}

    @Transactional(readOnly = true)
    public List<Invited> invited(long session, Person person) {
        HubSessions.requireCoordinator(person);
        return store.invitations(session).stream()
                .map(each -> new Invited(each.name(), each.organisation(), each.invitedAt(), each.inviter()))
                .toList();
    }

    /**
     * Invites everybody who acts for an organisation.
     *
     * @return how many letters were posted
     * @throws Missing when there is no such organisation
     */
    @Transactional
    public int inviteOrganisation(long session, String organisation, Person person) {
        HubSessions.requireCoordinator(person);
        if (!organisations.find(List.of(organisation)).containsKey(organisation)) {
            throw new Missing("organisation " + organisation);
        }
        HubSession seen = get(session, person);
        if (store.invite(session, null, organisation, person.name())) {
            audit.record(
                    person, "session-invited", "session", Long.toString(session), Map.of("organisation", organisation));
        }
        List<EnrolmentStore.Addressee> people = store.membersOf(organisation);
        people.forEach(each -> send(seen, each.account(), each.name(), each.address(), each.language()));
        return people.size();
    }

    /** Invites somebody by e-mail address, with or without an account. */
    @Transactional
    public void invite(long session, String email, String language, Person person) {
        HubSessions.requireCoordinator(person);
        HubSession seen = get(session, person);
        Optional<Person> known = accounts.find(email.strip()).filter(Person::active);
        if (known.isPresent()) {
            Person invited = known.get();
            store.invite(session, invited.id(), null, person.name());
            send(seen, invited.id(), invited.name(), invited.email(), invited.language());
        } else {
            hold(session);
            if (store.guest(session, email.strip()).isEmpty()) {
                long enrolment = store.addGuest(session, "", email.strip(), secret(), language, Standing.State.PENDING);
                letters.send(
                        News.INVITED, "invited/guest/" + enrolment, seen, seen.active(), "", store.reader(enrolment));
            }
        }
        // without the address: the trail cannot be erased, the list can
        audit.record(person, "session-invited", "session", Long.toString(session), Map.of());
    }

    private void send(HubSession session, long account, String name, String address, String language) {
        letters.send(
                News.INVITED,
                "invited/" + account,
                session,
                session.active(),
                "",
                new Reader(0, name, address, language, null, false));
    }

    // ---- what is kept of people

    /** Erases what is not needed any more; see {@link SessionProperties#guestDays()}. */
    @Transactional
    public int erase(int days) {
        return store.erase(days);
    }
}
