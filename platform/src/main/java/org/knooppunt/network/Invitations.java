package org.knooppunt.network;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.knooppunt.database.Saved;
import org.knooppunt.engine.inventory.Organisation;
import org.knooppunt.identity.Accounts;
import org.knooppunt.identity.Audit;
import org.knooppunt.identity.Entrance;
import org.knooppunt.identity.Person;
import org.knooppunt.identity.PersonalData;
import org.knooppunt.identity.Role;
import org.knooppunt.mail.Letter;
import org.knooppunt.mail.Post;
import org.knooppunt.mail.SiteAddress;
import org.knooppunt.network.internal.Secret;
import org.knooppunt.organisation.Memberships;
import org.knooppunt.organisation.OrganisationRole;
import org.knooppunt.organisation.Organisations;
import org.knooppunt.web.Missing;
import org.knooppunt.web.Slice;
import org.springframework.context.MessageSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * A coordinator invites a person by e-mail: to an organisation in the list, or with one they bring along. The link works once
 * and for two weeks; following it, a person chooses a password, or joins with the account they have. The link proves the
 * address, and the coordinator's word stands for the organisation, so nothing waits in a queue.
 */
@Service
public class Invitations implements PersonalData {
    /** How long a link works. */
    public static final Duration LIFE = Duration.ofDays(14);

    private static final Duration KEPT_AFTER = Duration.ofDays(90);

    private final JdbcClient jdbc;
    private final Audit audit;
    private final Accounts accounts;
    private final Entrance entrance;
    private final Organisations organisations;
    private final Memberships memberships;
    private final Post post;
    private final SiteAddress site;
    private final MessageSource messages;

    Invitations(
            JdbcClient jdbc,
            Audit audit,
            Accounts accounts,
            Entrance entrance,
            Organisations organisations,
            Memberships memberships,
            Post post,
            SiteAddress site,
            MessageSource messages) {
        this.jdbc = jdbc;
        this.audit = audit;
        this.accounts = accounts;
        this.entrance = entrance;
        this.organisations = organisations;
        this.memberships = memberships;
        this.post = post;
        this.site = site;
        this.messages = messages;
    }

    /**
     * An invitation.
     *
     * @param organisation one in the list; absent when the person brings one along
     * @param organisationName of either
     */
    public record Invitation(
            long id,
            String email,
            String person,
            String language,
            @Nullable String organisation,
            String organisationName,
            Set<OrganisationRole> roles,
            Instant madeAt,
            long madeBy,
            String maker,
            Instant expiresAt,
            @Nullable Instant acceptedAt,
            @Nullable Instant withdrawnAt) {
        public Invitation {
            roles = Set.copyOf(roles);
        }

        /** accepted, withdrawn, expired or open; part of a message key. */
        public String state() {
            if (acceptedAt != null) {
                return "accepted";
            }
            if (withdrawnAt != null) {
                return "withdrawn";
            }
            return expiresAt.isBefore(Instant.now()) ? "expired" : "open";
        }

        public String tone() {
            return switch (state()) {
                case "accepted" -> "good";
                case "open" -> "wait";
                default -> "plain";
            };
        }

        public String icon() {
            return switch (state()) {
                case "accepted" -> "circle-check";
                case "open" -> "hourglass";
                default -> "clock-x";
            };
        }
    }

    /**
     * Whom to invite, and to what.
     *
     * @param organisation key of one in the list; empty to bring one along
     * @param name of the one they bring along
     * @param words the coordinator's own, in the letter
     */
    public record Draft(
            String email,
            String person,
            String language,
            String organisation,
            String name,
            String words,
            Set<OrganisationRole> roles) {}

    private static final String SELECT = "select i.*, coalesce(o.name, i.name) as organisation_name from invitation i"
            + " left join organisation o on o.key = i.organisation";

    private static void require(Person person) {
        if (!person.is(Role.COORDINATOR)) {
            throw new AccessDeniedException("invitations are for coordinators");
        }
    }

    @Transactional(readOnly = true)
    public Slice<Invitation> list(int page, int size, Person person) {
        require(person);
        long total =
                jdbc.sql("select count(*) from invitation").query(Long.class).single();
        int at = Math.clamp(page, 1, (int) Math.max(1, (total + size - 1) / size));
        return new Slice<>(
                jdbc.sql(SELECT + " order by i.id desc limit ? offset ?")
                        .params(size, (long) (at - 1) * size)
                        .query(Invitations::invitation)
                        .list(),
                at,
                size,
                total);
    }

    /** Posts an invitation. */
    @Transactional
    public long invite(Draft draft, Person person) {
        require(person);
        String organisation = draft.organisation().isBlank() ? null : draft.organisation();
        String name = organisation == null
                ? draft.name()
                : organisations
                        .find(organisation, person)
                        .orElseThrow(() -> new Missing("organisation " + organisation))
                        .name();
        Secret secret = Secret.make();
        long id = jdbc.sql("""
                        insert into invitation (token_hash, email, person, language, organisation, name, words, roles, made_by,
                            maker, expires_at)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, now() + make_interval(secs => ?)) returning id
                        """)
                .params(
                        secret.hash(),
                        draft.email(),
                        draft.person(),
                        draft.language(),
                        organisation,
                        organisation == null ? name : "",
                        draft.words(),
                        draft.roles().stream().map(Enum::name).toArray(String[]::new),
                        person.id(),
                        person.name(),
                        LIFE.toSeconds())
                .query(Long.class)
                .single();
        Locale locale = Locale.of(draft.language());
        post.send(new Letter(
                "invitation/" + id,
                draft.email(),
                say("invite.letter.subject", locale, name),
                say(
                        "invite.letter.text",
                        locale,
                        draft.person().isEmpty() ? draft.email() : draft.person(),
                        person.name(),
                        name,
                        draft.words().isEmpty() ? "" : draft.words() + "\n\n",
                        site.of("/join?token=" + secret.text()),
                        LIFE.toDays())));
        audit.record(person, "invited-person", "invitation", Long.toString(id), Map.of("organisation", name));
        return id;
    }

    /** Makes the link of an invitation that is open stop working. */
    @Transactional
    public boolean withdraw(long id, Person person) {
        require(person);
        boolean done = jdbc.sql("update invitation set withdrawn_at = now() where id = ? and accepted_at is null"
                                + " and withdrawn_at is null")
                        .param(id)
                        .update()
                == 1;
        if (done) {
            audit.record(person, "withdrawn", "invitation", Long.toString(id), Map.of());
        }
        return done;
    }

    /** The invitation behind a link that works, and whether its address has an account: only who got the letter asks. */
    @Transactional(readOnly = true)
    public Optional<Invitation> find(String secret) {
        return jdbc.sql(SELECT + " where i.token_hash = ? and i.accepted_at is null and i.withdrawn_at is null"
                        + " and i.expires_at > now()")
                .param(new Secret(secret).hash())
                .query(Invitations::invitation)
                .optional();
    }

    @Transactional(readOnly = true)
    public boolean hasAccount(Invitation invitation) {
        return accounts.find(invitation.email()).isPresent();
    }

    /**
     * Follows an invitation. Of two who do at once, one finds that it works no more.
     *
     * @param passwordHash of a new account; absent for who has one
     * @param name of the person
     * @param type of the organisation they bring along
     */
    @Transactional
    public boolean accept(String secret, String name, @Nullable String passwordHash, String type) {
        Optional<Invitation> held = jdbc.sql("select i.*, i.name as organisation_name from invitation i"
                        + " where i.token_hash = ? and i.accepted_at is null and i.withdrawn_at is null"
                        + " and i.expires_at > now() for update")
                .param(new Secret(secret).hash())
                .query(Invitations::invitation)
                .optional();
        Optional<Person> inviter = held.flatMap(each -> accounts.find(each.madeBy()))
                .filter(each -> each.active() && each.is(Role.COORDINATOR));
        if (held.isEmpty() || inviter.isEmpty()) {
            return false;
        }
        Invitation one = held.get();
        String organisation = one.organisation();
        if (organisation == null) {
            organisation = organisations.freeKey("organisation", one.organisationName());
            if (organisations.add(
                            inviter.get(), new Organisation(organisation, one.organisationName(), type, null, null))
                    != Saved.DONE) {
                throw new IllegalStateException("the key " + organisation + " was free and is taken");
            }
        } else if (organisations.find(organisation, inviter.get()).isEmpty()) {
            return false;
        }
        Optional<Person> known = accounts.find(one.email());
        if (known.isEmpty() && passwordHash == null) {
            throw new IllegalArgumentException("no password for a new account");
        }
        Person joining = known.orElseGet(() -> entrance.open(null, one.email(), name, one.language(), passwordHash));
        memberships.join(null, joining.id(), organisation, one.roles(), one.maker());
        jdbc.sql("update invitation set accepted_at = now(), organisation = ? where id = ?")
                .params(organisation, one.id())
                .update();
        audit.record(joining, "accepted", "invitation", Long.toString(one.id()), Map.of("organisation", organisation));
        return true;
    }

    @Transactional
    public int forgetOld() {
        return jdbc.sql("delete from invitation where greatest(expires_at, accepted_at, withdrawn_at)"
                        + " < now() - make_interval(secs => ?)")
                .param(KEPT_AFTER.toSeconds())
                .update();
    }

    @Override
    public String room() {
        return "invitations";
    }

    @Override
    @Transactional(readOnly = true)
    public Map<String, ?> of(Person person) {
        return Map.of(
                "invitations",
                jdbc.sql(SELECT + " where lower(i.email) = lower(?) order by i.id")
                        .param(person.email())
                        .query(Invitations::invitation)
                        .list());
    }

    private String say(String key, Locale locale, Object... arguments) {
        return messages.getMessage(key, arguments, locale);
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        java.sql.Timestamp at = row.getTimestamp(column);
        return at == null ? null : at.toInstant();
    }

    private static Invitation invitation(ResultSet row, int index) throws SQLException {
        Set<OrganisationRole> roles = EnumSet.noneOf(OrganisationRole.class);
        Arrays.stream((String[]) row.getArray("roles").getArray())
                .map(OrganisationRole::valueOf)
                .forEach(roles::add);
        return new Invitation(
                row.getLong("id"),
                row.getString("email"),
                row.getString("person"),
                row.getString("language"),
                row.getString("organisation"),
                row.getString("organisation_name"),
                roles,
                row.getTimestamp("made_at").toInstant(),
                row.getLong("made_by"),
                row.getString("maker"),
                row.getTimestamp("expires_at").toInstant(),
                instant(row, "accepted_at"),
                instant(row, "withdrawn_at"));
    }
}
