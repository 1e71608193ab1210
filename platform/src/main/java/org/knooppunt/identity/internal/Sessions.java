package org.knooppunt.identity.internal;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.knooppunt.identity.Audit;
import org.knooppunt.identity.Person;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.session.FindByIndexNameSessionRepository;
import org.springframework.session.Session;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Where a person is signed in. */
@Component
public class Sessions {
    /**
     * One place.
     *
     * @param key to end it with; not what its cookie holds
     * @param device browser and system
     */
    public record Place(String key, String device, Instant since, Instant lastSeen, boolean here) {}

    private final SessionPerson person;
    private final FindByIndexNameSessionRepository<? extends Session> repository;
    private final JdbcClient jdbc;
    private final Audit audit;

    Sessions(
            SessionPerson person,
            FindByIndexNameSessionRepository<? extends Session> repository,
            JdbcClient jdbc,
            Audit audit) {
        this.person = person;
        this.repository = repository;
        this.jdbc = jdbc;
        this.audit = audit;
    }

    /** @param current the id of the session that asks */
    @Transactional(readOnly = true)
    public List<Place> list(long account, String current) {
        Map<String, ? extends Session> sessions = repository.findByPrincipalName(Long.toString(account));
        return jdbc.sql("""
                        select primary_id, session_id, creation_time, last_access_time from spring_session
                        where principal_name = ? and expiry_time > ? order by last_access_time desc
                        """)
                .params(Long.toString(account), System.currentTimeMillis())
                .query((row, index) -> {
                    Session session = sessions.get(row.getString("session_id"));
                    String device = session == null ? null : session.getAttribute(SessionPerson.DEVICE);
                    return new Place(
                            row.getString("primary_id").strip(),
                            device == null ? "?" : device,
                            Instant.ofEpochMilli(row.getLong("creation_time")),
                            Instant.ofEpochMilli(row.getLong("last_access_time")),
                            row.getString("session_id").strip().equals(current));
                })
                .list();
    }

    /** Ends one of a person's own sessions. */
    @Transactional
    public void end(Person person, String key) {
        int rows = jdbc.sql("delete from spring_session where primary_id = ? and principal_name = ?")
                .params(key, Long.toString(person.id()))
                .update();
        if (rows > 0) {
            audit.record(person, "sessions-ended", "account", Long.toString(person.id()), Map.of());
        }
    }

    /** Ends all of a person's own sessions but the one that asks. */
    @Transactional
    public void endOthers(Person person, String current) {
        jdbc.sql("delete from spring_session where principal_name = ? and session_id <> ?")
                .params(Long.toString(person.id()), current)
                .update();
        audit.record(person, "sessions-ended", "account", Long.toString(person.id()), Map.of());
    }

    /** A new session for who just changed their password; the old ones have ended. */
    public void renew(Person who, HttpServletRequest request, HttpServletResponse response) {
        Object device = request.getSession().getAttribute(SessionPerson.DEVICE);
        request.getSession().invalidate();
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(SessionPerson.authentication(who));
        person.saveContext(context, request, response);
        request.getSession().setAttribute(SessionPerson.DEVICE, device);
    }
}
