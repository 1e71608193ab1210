package org.knooppunt.network;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.knooppunt.database.Saved;
import org.knooppunt.database.Where;
import org.knooppunt.engine.inventory.EnterpriseNumber;
import org.knooppunt.engine.inventory.Organisation;
import org.knooppunt.identity.Accounts;
import org.knooppunt.identity.Audit;
import org.knooppunt.identity.Entrance;
import org.knooppunt.identity.Person;
import org.knooppunt.identity.PersonalData;
import org.knooppunt.identity.Role;
import org.knooppunt.identity.Throttle;
import org.knooppunt.mail.Letter;
import org.knooppunt.mail.LetterChoices;
import org.knooppunt.mail.Post;
import org.knooppunt.mail.SiteAddress;
import org.knooppunt.network.internal.Secret;
import org.knooppunt.organisation.Memberships;
import org.knooppunt.organisation.OrganisationRole;
import org.knooppunt.organisation.Organisations;
import org.knooppunt.organisation.Profiles;
import org.knooppunt.web.Coded;
import org.knooppunt.web.Missing;
import org.knooppunt.web.Slice;
import org.springframework.context.MessageSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Who asks to join. A visitor tells of an organisation and of themselves; a link by e-mail proves the address; a coordinator
 * accepts, refuses with a reason, or says that the organisation is one in the list. Whether there is an account with an
 * address is never told: what a visitor is answered is the same, and so is the letter.
 *
 * <p>What was typed is forgotten: after three days when the address was not confirmed, ninety days after it was decided.
 */
@Service
public class Registrations implements PersonalData {
    /** How long the link in the letter works. */
    public static final Duration TO_CONFIRM = Duration.ofDays(3);

    static final Duration KEPT_AFTER = Duration.ofDays(90);
    private static final int PER_ADDRESS = 10;
    private static final int PER_EMAIL = 3;
    private static final Duration WINDOW = Duration.ofHours(1);

    private final JdbcClient jdbc;
    private final Audit audit;
    private final Accounts accounts;
    private final Entrance entrance;
    private final Organisations organisations;
    private final Profiles profiles;
    private final Memberships memberships;
    private final LetterChoices choices;
    private final Post post;
    private final SiteAddress site;
    private final Throttle throttle;
    private final MessageSource messages;
    private final TransactionTemplate transaction;

    Registrations(
            JdbcClient jdbc,
            Audit audit,
            Accounts accounts,
            Entrance entrance,
            Organisations organisations,
            Profiles profiles,
            Memberships memberships,
            LetterChoices choices,
            Post post,
            SiteAddress site,
            Throttle throttle,
            MessageSource messages,
            TransactionTemplate transaction) {
        this.jdbc = jdbc;
        this.audit = audit;
        this.accounts = accounts;
        this.entrance = entrance;
        this.organisations = organisations;
        this.profiles = profiles;
        this.memberships = memberships;
        this.choices = choices;
        this.post = post;
        this.site = site;
        this.throttle = throttle;
        this.messages = messages;
        this.transaction = transaction;
    }

    /** What came of a decision. */
    public enum Decision {
        DONE,
        /** Somebody else decided first, or the address is not confirmed. */
        NOT_WAITING
    }

    // ---- by a visitor

    /**
     * Takes a registration in and posts the letter with the link. Somebody who asks too often for one address gets no more
     * letters there, and is not told so.
     *
     * @param from where the request comes from
     * @return when to try again, when too many came from there
     */
    public Optional<Instant> ask(Registration.Draft draft, String from) {
        Optional<Instant> again = throttle.take("register", from, PER_ADDRESS, WINDOW);
        if (again.isPresent()) {
            return again;
        }
        if (throttle.take("register-for", draft.email().toLowerCase(Locale.ROOT), PER_EMAIL, WINDOW)
                .isEmpty()) {
            transaction.executeWithoutResult(status -> keep(draft));
        }
        return Optional.empty();
    }

    private void keep(Registration.Draft draft) {
        Secret secret = Secret.make();
        long id = jdbc.sql("""
                        insert into registration (token_hash, expires_at, name, type, enterprise_number, area, domains, why,
                            person, task, email, language, mailings)
                        values (?, now() + make_interval(secs => ?), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) returning id
                        """)
                .params(
                        secret.hash(),
                        TO_CONFIRM.toSeconds(),
                        draft.name(),
                        draft.type(),
                        draft.enterpriseNumber(),
                        draft.area(),
                        draft.domains().toArray(String[]::new),
                        draft.why(),
                        draft.person(),
                        draft.task(),
                        draft.email(),
                        draft.language(),
                        draft.mailings())
                .query(Long.class)
                .single();
        Locale locale = Locale.of(draft.language());
        post.send(new Letter(
                "registration/" + id,
                draft.email(),
                say("register.letter.subject", locale),
                say(
                        "register.letter.text",
                        locale,
                        draft.person(),
                        draft.name(),
                        site.of("/register/confirm?token=" + secret.text()),
                        TO_CONFIRM.toDays())));
    }

    /** The name of the organisation behind a link that still works. */
    @Transactional(readOnly = true)
    public Optional<String> toConfirm(String secret) {
        return jdbc.sql("select name from registration where token_hash = ? and state = 'asked' and expires_at > now()")
                .param(new Secret(secret).hash())
                .query(String.class)
                .optional();
    }

    /** Confirms the address; false when the link works no more. */
    @Transactional
    public boolean confirm(String secret) {
        return jdbc.sql("update registration set state = 'confirmed', confirmed_at = now(), token_hash = null"
                                + " where token_hash = ? and state = 'asked' and expires_at > now()")
                        .param(new Secret(secret).hash())
                        .update()
                == 1;
    }

    // ---- by the coordinator

    private static void require(Person person) {
        if (!person.is(Role.COORDINATOR)) {
            throw new AccessDeniedException("registrations are for coordinators");
        }
    }

    @Transactional(readOnly = true)
    public long waiting() {
        return jdbc.sql("select count(*) from registration where state = 'confirmed'")
                .query(Long.class)
                .single();
    }

    /** The oldest that waits first; of the decided ones the latest. */
    @Transactional(readOnly = true)
    public Slice<Registration> list(Registration.State state, String text, int page, int size, Person person) {
        require(person);
        Where where = new Where()
                .add("state = :state")
                .with("state", state.code())
                .words(text, "plain(name || ' ' || person || ' ' || email) like :word");
        long total = jdbc.sql("select count(*) from registration where " + where.sql())
                .params(where.parameters())
                .query(Long.class)
                .single();
        int at = Math.clamp(page, 1, (int) Math.max(1, (total + size - 1) / size));
        boolean queue = state == Registration.State.ASKED || state == Registration.State.CONFIRMED;
        return new Slice<>(
                jdbc.sql("select * from registration where " + where.sql() + " order by "
                                + (queue ? "coalesce(confirmed_at, asked_at), id" : "decided_at desc, id desc")
                                + " limit :size offset :offset")
                        .params(where.parameters())
                        .param("size", size)
                        .param("offset", (long) (at - 1) * size)
                        .query(Registrations::registration)
                        .list(),
                at,
                size,
                total);
    }

    @Transactional(readOnly = true)
    public Registration get(long id, Person person) {
        require(person);
        return jdbc.sql("select * from registration where id = ?")
                .param(id)
                .query(Registrations::registration)
                .optional()
                .orElseThrow(() -> new Missing("registration " + id));
    }

    /** Takes the organisation into the list, and its person in as the one who signs for it. */
    @Transactional
    public Decision accept(long id, Person person) {
        Registration one = hold(id, person);
        if (one.state() != Registration.State.CONFIRMED) {
            return Decision.NOT_WAITING;
        }
        String key = organisations.freeKey("organisation", one.name());
        EnterpriseNumber number = one.enterpriseNumber() == null
                ? null
                : EnterpriseNumber.parse(one.enterpriseNumber()).orElse(null);
        if (organisations.add(person, new Organisation(key, one.name(), one.type(), number, null)) != Saved.DONE) {
            throw new IllegalStateException("the key " + key + " was free and is taken");
        }
        profiles.setDomains(person, key, Set.copyOf(one.domains()));
        letIn(one, key, Set.of(OrganisationRole.CONTACT, OrganisationRole.SIGNATORY), "accepted", person);
        return Decision.DONE;
    }

    /** The organisation is one in the list: its person acts for that one, as a contact. */
    @Transactional
    public Decision same(long id, String organisation, Person person) {
        Registration one = hold(id, person);
        if (one.state() != Registration.State.CONFIRMED) {
            return Decision.NOT_WAITING;
        }
        if (organisations.find(organisation, person).isEmpty()) {
            throw new Missing("organisation " + organisation);
        }
        letIn(one, organisation, Set.of(OrganisationRole.CONTACT), "joined", person);
        return Decision.DONE;
    }

    private void letIn(
            Registration one, String organisation, Set<OrganisationRole> roles, String state, Person person) {
        Optional<Person> known = accounts.find(one.email());
        Person joining = known.orElseGet(() -> entrance.open(person, one.email(), one.person(), one.language(), null));
        memberships.join(person, joining.id(), organisation, roles, person.name());
        if (one.mailings()) {
            choices.set(
                    person,
                    joining.id(),
                    new LetterChoices.Choice(choices.of(joining.id()).digest(), true));
        }
        decided(one.id(), state, "", organisation, person);
        // who has a password signs in as before
        boolean signsIn = known.isPresent() && known.get().passwordHash() != null;
        String way = signsIn ? "/sign-in" : entrance.passwordPage(person, joining.id());
        Locale locale = Locale.of(one.language());
        String name = organisations.find(organisation, person).orElseThrow().name();
        post.send(new Letter(
                "registration/" + one.id() + "/in",
                one.email(),
                say("register.in.subject", locale, name),
                say(signsIn ? "register.in.known" : "register.in.text", locale, one.person(), name, site.of(way))));
    }

    @Transactional
    public Decision refuse(long id, String reason, Person person) {
        Registration one = hold(id, person);
        if (one.state() != Registration.State.CONFIRMED) {
            return Decision.NOT_WAITING;
        }
        decided(id, "refused", reason, null, person);
        Locale locale = Locale.of(one.language());
        post.send(new Letter(
                "registration/" + id + "/refused",
                one.email(),
                say("register.refused.subject", locale, one.name()),
                say("register.refused.text", locale, one.person(), one.name(), reason)));
        return Decision.DONE;
    }

    private void decided(long id, String state, String reason, @Nullable String organisation, Person person) {
        jdbc.sql("update registration set state = ?, reason = ?, organisation = ?, decider = ?, decided_at = now()"
                        + " where id = ?")
                .params(state, reason, organisation, person.name(), id)
                .update();
        audit.record(
                person,
                state,
                "registration",
                Long.toString(id),
                organisation == null ? Map.of() : Map.of("organisation", organisation));
    }

    /** Two who decide at once: the second waits and finds it decided. */
    private Registration hold(long id, Person person) {
        require(person);
        return jdbc.sql("select * from registration where id = ? for update")
                .param(id)
                .query(Registrations::registration)
                .optional()
                .orElseThrow(() -> new Missing("registration " + id));
    }

    // ---- by time

    @Transactional
    public int forgetOld() {
        return jdbc.sql("delete from registration where state = 'asked' and expires_at < now()"
                        + " or decided_at < now() - make_interval(secs => ?)")
                .param(KEPT_AFTER.toSeconds())
                .update();
    }

    @Override
    public String room() {
        return "registrations";
    }

    @Override
    @Transactional(readOnly = true)
    public Map<String, ?> of(Person person) {
        return Map.of(
                "registrations",
                jdbc.sql("select * from registration where lower(email) = lower(?) order by id")
                        .param(person.email())
                        .query(Registrations::registration)
                        .list());
    }

    private String say(String key, Locale locale, Object... arguments) {
        return messages.getMessage(key, arguments, locale);
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        java.sql.Timestamp at = row.getTimestamp(column);
        return at == null ? null : at.toInstant();
    }

    private static Registration registration(ResultSet row, int index) throws SQLException {
        return new Registration(
                row.getLong("id"),
                Coded.of(Registration.State.class, row.getString("state")),
                row.getString("name"),
                row.getString("type"),
                row.getString("enterprise_number"),
                row.getString("area"),
                List.of((String[]) row.getArray("domains").getArray()),
                row.getString("why"),
                row.getString("person"),
                row.getString("task"),
                row.getString("email"),
                row.getString("language"),
                row.getBoolean("mailings"),
                row.getTimestamp("asked_at").toInstant(),
                instant(row, "confirmed_at"),
                instant(row, "decided_at"),
                row.getString("decider"),
                row.getString("reason"),
                row.getString("organisation"));
    }
}
