package org.knooppunt.identity.internal;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.knooppunt.identity.Accounts;
import org.knooppunt.identity.Person;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.DeferredSecurityContext;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextHolderStrategy;
import org.springframework.security.web.context.HttpRequestResponseHolder;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.session.FindByIndexNameSessionRepository;
import org.springframework.stereotype.Component;

/**
 * Keeps only the number of the account in the session and reads the person anew for every request. So a role taken
 * away or an account deactivated counts at once, on every node, and a new version of the program can read old sessions.
 */
@Component
class SessionPerson implements SecurityContextRepository {
    static final String ACCOUNT = "knooppunt.account";
    static final String EPOCH = "knooppunt.epoch";
    static final String DEVICE = "knooppunt.device";

    private final SecurityContextHolderStrategy holder = SecurityContextHolder.getContextHolderStrategy();
    private final Accounts accounts;
    private final JdbcClient jdbc;

    SessionPerson(Accounts accounts, JdbcClient jdbc) {
        this.accounts = accounts;
        this.jdbc = jdbc;
    }

    @Override
    public DeferredSecurityContext loadDeferredContext(HttpServletRequest request) {
        return new Deferred(() -> load(request));
    }

    @Override
    @SuppressWarnings("deprecation") // still abstract in the interface
    public SecurityContext loadContext(HttpRequestResponseHolder holder) {
        return loadDeferredContext(holder.getRequest()).get();
    }

    private SecurityContext load(HttpServletRequest request) {
        SecurityContext context = holder.createEmptyContext();
        HttpSession session = request.getSession(false);
        if (session != null
                && session.getAttribute(ACCOUNT) instanceof Long id
                && session.getAttribute(EPOCH) instanceof Integer epoch) {
            accounts.findInSession(id, epoch)
                    .ifPresentOrElse(person -> context.setAuthentication(authentication(person)), session::invalidate);
        }
        return context;
    }

    static Authentication authentication(Person person) {
        Person known = person.withoutPassword();
        return UsernamePasswordAuthenticationToken.authenticated(known, null, known.getAuthorities());
    }

    @Override
    public void saveContext(SecurityContext context, HttpServletRequest request, HttpServletResponse response) {
        Authentication authentication = context.getAuthentication();
        if (authentication != null && authentication.getPrincipal() instanceof Person person) {
            int epoch = jdbc.sql("select session_epoch from account where id = ?")
                    .param(person.id())
                    .query(Integer.class)
                    .single();
            HttpSession session = request.getSession(true);
            session.setAttribute(ACCOUNT, person.id());
            session.setAttribute(EPOCH, epoch);
            session.setAttribute(
                    FindByIndexNameSessionRepository.PRINCIPAL_NAME_INDEX_NAME, Long.toString(person.id()));
        } else {
            HttpSession session = request.getSession(false);
            if (session != null) {
                session.removeAttribute(ACCOUNT);
            }
        }
    }

    @Override
    public boolean containsContext(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        return session != null && session.getAttribute(ACCOUNT) != null;
    }

    /** Reads the database only when somebody asks who this is; a style sheet never does. */
    private static final class Deferred implements DeferredSecurityContext {
        private final Supplier<SecurityContext> supplier;
        private @Nullable SecurityContext context;

        Deferred(Supplier<SecurityContext> supplier) {
            this.supplier = supplier;
        }

        @Override
        public SecurityContext get() {
            SecurityContext known = context;
            if (known == null) {
                known = supplier.get();
                context = known;
            }
            return known;
        }

        @Override
        public boolean isGenerated() {
            return get().getAuthentication() == null;
        }
    }
}
