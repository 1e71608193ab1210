package org.knooppunt.identity.internal;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.knooppunt.KnooppuntProperties;
import org.knooppunt.identity.Accounts;
import org.knooppunt.identity.Person;
import org.knooppunt.identity.Role;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** One account per role, with invented people, that anyone on this machine can use by one click. */
@Component
public class DemonstrationAccounts {
    /** One click on the sign-in page. */
    public record Click(String key, Role role, String name, Set<String> organisations) {
        String email() {
            return key + "@example.org";
        }
    }

    private static final List<Click> CLICKS = List.of(
            new Click("coordinator", Role.COORDINATOR, "Noor Voorbeeld", Set.of()),
            new Click("member", Role.MEMBER, "Karel Voorbeeld", Set.of("rubberhof")),
            new Click("member-2", Role.MEMBER, "Amina Voorbeeld", Set.of("speelvloer")),
            new Click("member-3", Role.MEMBER, "Griet Voorbeeld", Set.of("graafwerk")),
            new Click("resident", Role.RESIDENT, "Lotte Voorbeeld", Set.of()),
            new Click("policy-officer", Role.POLICY_OFFICER, "Jonas Voorbeeld", Set.of()),
            new Click("coach", Role.COACH, "Emre Voorbeeld", Set.of()),
            new Click("juror", Role.JUROR, "Marie Voorbeeld", Set.of()),
            new Click("administrator", Role.ADMINISTRATOR, "Wout Voorbeeld", Set.of()));

    private final boolean on;
    private final Accounts accounts;
    private final JdbcClient jdbc;

    DemonstrationAccounts(KnooppuntProperties properties, ServerProperties server, Accounts accounts, JdbcClient jdbc) {
        this.on = properties.demonstration();
        this.accounts = accounts;
        this.jdbc = jdbc;
        if (on) {
            checkBind(server.getAddress());
        }
    }

    /** Everyone who reaches the demonstration is administrator by one click, so nobody else may reach it. */
    static void checkBind(@Nullable InetAddress address) {
        if (address == null || !address.isLoopbackAddress()) {
            throw new IllegalStateException("The demonstration listens on this machine only, but server.address is "
                    + (address == null ? "not set" : "'" + address.getHostAddress() + "'")
                    + ". Set server.address to 127.0.0.1, or start without the demonstration.");
        }
    }

    @EventListener(ApplicationStartedEvent.class)
    @Order(0)
    @Transactional
    public void makeAccounts() {
        if (!on) {
            return;
        }
        for (Click click : CLICKS) {
            if (accounts.find(click.email()).isEmpty()) {
                Person person =
                        accounts.create(click.email(), click.name(), null, Set.of(click.role()), click.organisations());
                jdbc.sql("update account set demonstration = true where id = ?")
                        .param(person.id())
                        .update();
            }
        }
    }

    /** What the sign-in page offers; nothing when no demonstration runs. */
    public List<Click> clicks() {
        return on ? CLICKS : List.of();
    }

    /** The account behind a click, when a demonstration runs and the click came from this machine. */
    Optional<Person> find(String key, SignInDetails from) {
        if (!on || !from.fromThisMachine()) {
            return Optional.empty();
        }
        return CLICKS.stream()
                .filter(click -> click.key().equals(key))
                .findFirst()
                .flatMap(click -> accounts.find(click.email()))
                .filter(person -> jdbc.sql("select demonstration from account where id = ?")
                        .param(person.id())
                        .query(Boolean.class)
                        .single());
    }
}
