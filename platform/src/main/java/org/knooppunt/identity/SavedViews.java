package org.knooppunt.identity;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The filters and the order of a list that a person kept under a name. A view keeps no rows: opened again it shows what
 * fits it then, and what its person may see then.
 */
@Service
public class SavedViews {
    /** The longest name of a view. */
    public static final int NAME = 80;

    /** As many as still make sense beside each other above one list. */
    static final int MOST = 30;

    private static final int QUERY = 2000;
    private static final Pattern LIST = Pattern.compile("/[a-z-]+");
    /** What an address has after its question mark: percent-encoded, without what would end it. */
    private static final Pattern ENCODED = Pattern.compile("[!$&'()*+,;=:@/?A-Za-z0-9._~%\\-\\[\\]]*");

    /**
     * A view of one list.
     *
     * @param list address of the list, for example {@code /offers}
     * @param query filters and order as they stand in the address; may be empty
     */
    public record View(long id, String list, String name, String query) {
        public String path() {
            return query.isEmpty() ? list : list + "?" + query;
        }
    }

    private final JdbcClient jdbc;
    private final Audit audit;

    SavedViews(JdbcClient jdbc, Audit audit) {
        this.jdbc = jdbc;
        this.audit = audit;
    }

    /** Whether this is the address of a list, and nothing that leads elsewhere. */
    public static boolean isAddress(String list, String query) {
        return LIST.matcher(list).matches()
                && query.length() <= QUERY
                && ENCODED.matcher(query).matches();
    }

    /** A person's own views of a list, by name. */
    @Transactional(readOnly = true)
    public List<View> list(Person person, String list) {
        return jdbc.sql("""
                        select id, list, name, query from saved_view
                        where account_id = ? and list = ? order by lower(name)
                        """).params(person.id(), list).query(View.class).list();
    }

    /** All of a person's views. */
    @Transactional(readOnly = true)
    public List<View> list(Person person) {
        return jdbc.sql("select id, list, name, query from saved_view where account_id = ? order by list, lower(name)")
                .param(person.id())
                .query(View.class)
                .list();
    }

    /**
     * Keeps a view; one of the same name is replaced.
     *
     * @return false when the name is no name, or there are as many as can be kept
     * @throws IllegalArgumentException when it is not the address of a list, see {@link #isAddress}
     */
    @Transactional
    public boolean save(Person person, String list, String name, String query) {
        String plain = name.strip();
        if (!isAddress(list, query)) {
            throw new IllegalArgumentException("not the address of a list: " + list);
        }
        if (!isName(plain)) {
            return false;
        }
        List<View> kept = list(person, list);
        if (kept.size() >= MOST && kept.stream().noneMatch(view -> view.name().equalsIgnoreCase(plain))) {
            return false;
        }
        jdbc.sql("""
                        insert into saved_view (account_id, list, name, query) values (?, ?, ?, ?)
                        on conflict (account_id, list, lower(name))
                        do update set name = excluded.name, query = excluded.query
                        """).params(person.id(), list, plain, query).update();
        record(person, "view-saved", list, plain);
        return true;
    }

    /**
     * Gives one of a person's own views another name.
     *
     * @return the view as it is now; empty when it is not theirs, or the name is no name or that of another view
     */
    @Transactional
    public Optional<View> rename(Person person, long id, String name) {
        String plain = name.strip();
        if (!isName(plain)) {
            return Optional.empty();
        }
        // asked first, since a refused statement would end the transaction
        boolean taken = jdbc.sql("""
                        select exists (select 1 from saved_view v join saved_view o
                            on o.account_id = v.account_id and o.list = v.list and o.id <> v.id
                            where v.id = ? and v.account_id = ? and lower(o.name) = lower(?))
                        """)
                .params(id, person.id(), plain)
                .query(Boolean.class)
                .single();
        if (taken) {
            return Optional.empty();
        }
        Optional<View> view =
                jdbc.sql("""
                        update saved_view set name = ? where id = ? and account_id = ? returning id, list, name, query
                        """).params(plain, id, person.id()).query(View.class).optional();
        view.ifPresent(now -> record(person, "view-renamed", now.list(), now.name()));
        return view;
    }

    /** Removes one of a person's own views; gives what was removed. */
    @Transactional
    public Optional<View> remove(Person person, long id) {
        Optional<View> view =
                jdbc.sql("""
                        delete from saved_view where id = ? and account_id = ? returning id, list, name, query
                        """).params(id, person.id()).query(View.class).optional();
        view.ifPresent(gone -> record(person, "view-removed", gone.list(), gone.name()));
        return view;
    }

    private static boolean isName(String name) {
        return !name.isEmpty() && name.length() <= NAME;
    }

    private void record(Person person, String action, String list, String name) {
        audit.record(person, action, "account", Long.toString(person.id()), Map.of("list", list, "view", name));
    }
}
