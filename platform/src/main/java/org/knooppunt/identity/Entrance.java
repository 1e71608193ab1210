package org.knooppunt.identity;

import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.knooppunt.identity.internal.OneTimeLinks;
import org.knooppunt.identity.internal.Passwords;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** How other rooms let somebody in who proved an e-mail address: with a password, or with a link to choose one. */
@Service
public class Entrance {
    private final Accounts accounts;
    private final Audit audit;
    private final OneTimeLinks links;
    private final Passwords passwords;
    private final JdbcClient jdbc;

    Entrance(Accounts accounts, Audit audit, OneTimeLinks links, Passwords passwords, JdbcClient jdbc) {
        this.accounts = accounts;
        this.audit = audit;
        this.links = links;
        this.passwords = passwords;
        this.jdbc = jdbc;
    }

    /** @return the message key of what is wrong with a new password; nothing when it will do */
    public Optional<String> fault(String password, String email, String name) {
        return passwords.fault(password, email, name);
    }

    /** To be made before a transaction begins, for it takes its time. */
    public String hash(String password) {
        return passwords.hash(password);
    }

    /**
     * A new account.
     *
     * @param by who let this person in; absent when they followed an invitation
     * @param passwordHash absent when they get a link to choose one
     * @throws AccountFault when there is an account with this address already
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Person open(@Nullable Person by, String email, String name, String language, @Nullable String passwordHash) {
        Person person = accounts.create(email, name, passwordHash, Set.of(Role.MEMBER), Set.of());
        jdbc.sql("update account set language = ? where id = ?")
                .params(language, person.id())
                .update();
        audit.record(by, "created", "account", Long.toString(person.id()), java.util.Map.of());
        return accounts.find(person.id()).orElseThrow();
    }

    /** The path of a page, for once and for a week, on which this person chooses a password. */
    @Transactional(propagation = Propagation.MANDATORY)
    public String passwordPage(Person by, long account) {
        audit.record(by, "invited", "account", Long.toString(account), java.util.Map.of());
        return "/invitation?token=" + links.make(OneTimeLinks.Purpose.INVITATION, account, OneTimeLinks.INVITATION);
    }
}
