package org.knooppunt.identity.internal;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.knooppunt.identity.Accounts;
import org.knooppunt.identity.Audit;
import org.knooppunt.identity.Person;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Sign-in with a password, or by one click in the demonstration. Every outcome is in the audit trail. */
@Component
class PasswordSignIn implements AuthenticationProvider {
    /** Too many tries; says when the next one is heard. */
    static final class TooManyTries extends AuthenticationException {
        private final transient Instant again;

        TooManyTries(Instant again) {
            super("too many tries");
            this.again = again;
        }

        Instant again() {
            return again;
        }
    }

    private final Accounts accounts;
    private final DemonstrationAccounts demonstration;
    private final SignInLimits limits;
    private final Passwords encoder;
    private final Audit audit;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final String nobodysHash;

    PasswordSignIn(
            Accounts accounts,
            DemonstrationAccounts demonstration,
            SignInLimits limits,
            Passwords encoder,
            Audit audit,
            JdbcClient jdbc,
            TransactionTemplate transaction) {
        this.accounts = accounts;
        this.demonstration = demonstration;
        this.limits = limits;
        this.encoder = encoder;
        this.audit = audit;
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.nobodysHash = encoder.hash("the password of nobody");
    }

    @Override
    public Authentication authenticate(Authentication asked) {
        SignInDetails from = (SignInDetails) asked.getDetails();
        if (from == null) {
            throw new BadCredentialsException("no details of the request");
        }
        if (from.demonstration() != null) {
            return signedIn(
                    demonstration
                            .find(from.demonstration(), from)
                            .filter(Person::active)
                            .orElseThrow(() -> new BadCredentialsException("not offered")),
                    from,
                    "demonstration");
        }
        String email = asked.getName();
        Object credentials = asked.getCredentials();
        String password = credentials == null ? "" : credentials.toString();
        Optional<Instant> again = limits.take(email, from.address());
        if (again.isPresent()) {
            throw new TooManyTries(again.get());
        }
        Optional<Person> person = accounts.find(email);
        boolean right = matches(password, person.map(Person::passwordHash).orElse(null));
        if (person.isEmpty() || !right || !person.get().active()) {
            // what was typed is not kept: people type passwords into the wrong field
            transaction.executeWithoutResult(status -> audit.record(
                    null,
                    "sign-in-refused",
                    "account",
                    person.map(known -> Long.toString(known.id())).orElse(""),
                    Map.of("address", from.address())));
            throw new BadCredentialsException("wrong e-mail or password");
        }
        limits.giveBack(email, from.address());
        return signedIn(person.get(), from, "password");
    }

    /** Takes as long for an account that does not exist, or has no password, as for one that does. */
    boolean matches(String password, @Nullable String hash) {
        boolean right = encoder.matches(password, hash == null ? nobodysHash : hash);
        return right && hash != null;
    }

    private Authentication signedIn(Person person, SignInDetails from, String how) {
        transaction.executeWithoutResult(status -> {
            jdbc.sql("update account set last_signed_in_at = now() where id = ?")
                    .param(person.id())
                    .update();
            audit.record(
                    person,
                    "signed-in",
                    "account",
                    Long.toString(person.id()),
                    Map.of("address", from.address(), "how", how));
        });
        return SessionPerson.authentication(person);
    }

    @Override
    public boolean supports(Class<?> authentication) {
        return UsernamePasswordAuthenticationToken.class.isAssignableFrom(authentication);
    }
}
