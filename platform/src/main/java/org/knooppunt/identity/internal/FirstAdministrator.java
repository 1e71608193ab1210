package org.knooppunt.identity.internal;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.knooppunt.KnooppuntProperties;
import org.knooppunt.identity.Accounts;
import org.knooppunt.identity.Audit;
import org.knooppunt.identity.Person;
import org.knooppunt.identity.Role;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Who makes the first accounts on a new server: whoever reads its console. */
@Component
public class FirstAdministrator {
    private static final Duration LIFE = Duration.ofHours(24);

    private final boolean demonstration;
    private final Accounts accounts;
    private final OneTimeLinks links;
    private final Audit audit;
    private final Environment environment;

    FirstAdministrator(
            KnooppuntProperties properties,
            Accounts accounts,
            OneTimeLinks links,
            Audit audit,
            Environment environment) {
        this.demonstration = properties.demonstration();
        this.accounts = accounts;
        this.links = links;
        this.audit = audit;
        this.environment = environment;
    }

    /** On the console, not in the log: a log is kept and sent around. */
    @EventListener(ApplicationReadyEvent.class)
    public void announce() {
        String port = environment.getProperty("local.server.port");
        if (port == null) {
            return;
        }
        offer().ifPresent(secret -> {
            System.out.println();
            System.out.println("Nobody can look after accounts here yet. Make the first administrator at");
            System.out.println("  http://localhost:" + port + "/first-administrator?token=" + secret);
            System.out.println("This address works once, within 24 hours. Start again for a new one.");
            System.out.flush();
        });
    }

    /** A new secret, when there is nobody and no demonstration runs. */
    @Transactional
    public Optional<String> offer() {
        if (demonstration || accounts.hasAdministrator()) {
            return Optional.empty();
        }
        return Optional.of(links.make(OneTimeLinks.Purpose.FIRST_ADMINISTRATOR, null, LIFE));
    }

    public boolean isOpen(String secret) {
        return links.find(OneTimeLinks.Purpose.FIRST_ADMINISTRATOR, secret).isPresent() && !accounts.hasAdministrator();
    }

    /** Makes the account and uses the link up; nothing when it does not work, or no longer. */
    @Transactional
    public Optional<Person> make(String secret, String name, String email, String passwordHash) {
        if (links.use(OneTimeLinks.Purpose.FIRST_ADMINISTRATOR, secret).isEmpty() || accounts.hasAdministrator()) {
            return Optional.empty();
        }
        Person person = accounts.create(email, name, passwordHash, Set.of(Role.ADMINISTRATOR), Set.of());
        audit.record(
                person,
                "created",
                "account",
                Long.toString(person.id()),
                Map.of("roles", Set.of(Role.ADMINISTRATOR.code()), "how", "first administrator"));
        return Optional.of(person);
    }
}
