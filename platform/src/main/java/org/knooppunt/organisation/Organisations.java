package org.knooppunt.organisation;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.knooppunt.database.Ledger;
import org.knooppunt.database.Saved;
import org.knooppunt.database.Where;
import org.knooppunt.engine.inventory.EnterpriseNumber;
import org.knooppunt.engine.inventory.Organisation;
import org.knooppunt.engine.inventory.Site;
import org.knooppunt.identity.Person;
import org.knooppunt.identity.Role;
import org.knooppunt.organisation.Partner.Place;
import org.knooppunt.web.Missing;
import org.knooppunt.web.Slice;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Organisations and their sites. Members of the network and those who work for it see all of them; others only those
 * that a room shows to everybody, see {@link Showcase}.
 */
@Service
public class Organisations {
    private static final Map<String, String> SORTS = Map.of(
            "key", "t.key",
            "name", "t.search",
            "type", "plain(t.type)",
            "nace", "t.nace");

    private static final String SELECT = "select t.*, (select count(*) from site s where s.organisation = t.key"
            + " and s.deleted_at is null) as sites, array(select distinct p.area_name from site_place p"
            + " where p.organisation = t.key and p.deleted_at is null and p.area_name <> '' order by 1) as areas"
            + " from organisation t where ";

    private final JdbcClient jdbc;
    private final Ledger ledger;
    private final List<Showcase> showcases;
    private final List<SiteUse> uses;

    Organisations(JdbcClient jdbc, Ledger ledger, List<Showcase> showcases, List<SiteUse> uses) {
        this.jdbc = jdbc;
        this.ledger = ledger;
        this.showcases = showcases;
        this.uses = uses;
    }

    /** Which organisations, in which order. What is empty does not matter. */
    public record Filter(
            @Nullable String text,
            @Nullable String type,
            @Nullable String area,
            @Nullable String domain,
            @Nullable String sort,
            int page,
            int size) {
        public static final Filter ALL = new Filter(null, null, null, null, null, 1, 50);

        public Filter(
                @Nullable String text,
                @Nullable String type,
                @Nullable String area,
                @Nullable String sort,
                int page,
                int size) {
            this(text, type, area, null, sort, page, size);
        }
    }

    @Transactional(readOnly = true)
    public Slice<Partner> list(Filter filter, @Nullable Person person) {
        Where where = where(filter, person);
        long total = jdbc.sql("select count(*) from organisation t where " + where.sql())
                .params(where.parameters())
                .query(Long.class)
                .single();
        int size = Math.clamp(filter.size(), 1, 1_000);
        int page = Math.clamp(filter.page(), 1, (int) Math.max(1, (total + size - 1) / size));
        List<Partner> rows = jdbc.sql(SELECT + where.sql() + order(filter.sort()) + " limit :size offset :offset")
                .params(where.parameters())
                .param("size", size)
                .param("offset", (long) (page - 1) * size)
                .query(Organisations::partner)
                .list();
        return new Slice<>(rows, page, size, total);
    }

    /** Key and name of the first that somebody sees, in the order of names. */
    @Transactional(readOnly = true)
    public Map<String, String> names(int most, @Nullable Person person) {
        Where where = where(Filter.ALL, person);
        Map<String, String> names = new LinkedHashMap<>();
        jdbc.sql("select t.key, t.name from organisation t where " + where.sql() + order("name") + " limit :most")
                .params(where.parameters())
                .param("most", most)
                .query(row -> {
                    names.put(row.getString("key"), row.getString("name"));
                });
        return names;
    }

    /** All that a filter finds, one by one. */
    @Transactional(readOnly = true)
    public void each(Filter filter, @Nullable Person person, Consumer<Partner> consumer) {
        Where where = where(filter, person);
        try (java.util.stream.Stream<Partner> rows = jdbc
                .sql(SELECT + where.sql() + order(filter.sort()))
                .params(where.parameters())
                .withFetchSize(1_000)
                .query(Organisations::partner)
                .stream()) {
            rows.forEach(consumer);
        }
    }

    @Transactional(readOnly = true)
    public Optional<Partner> find(String key, @Nullable Person person) {
        return one(where(Filter.ALL, person), key);
    }

    /** A deleted one, for those who may bring it back. */
    @Transactional(readOnly = true)
    public Optional<Partner> findDeleted(String key, @Nullable Person person) {
        return mayEdit(person, key) ? one(new Where().add("t.deleted_at is not null"), key) : Optional.empty();
    }

    private Optional<Partner> one(Where where, String key) {
        where.add("t.key = :key").with("key", key);
        return jdbc.sql(SELECT + where.sql())
                .params(where.parameters())
                .query(Organisations::partner)
                .optional();
    }

    /** The types that occur. */
    @Transactional(readOnly = true)
    public List<String> types(@Nullable Person person) {
        Where where = where(Filter.ALL, person).add("t.type <> ''");
        return jdbc.sql("select distinct t.type from organisation t where " + where.sql() + " order by 1")
                .params(where.parameters())
                .query(String.class)
                .list();
    }

    /** The sites of an organisation that was found. */
    @Transactional(readOnly = true)
    public List<Place> sites(String organisation) {
        return jdbc.sql("select p.*, s.version from site_place p join site s on s.key = p.key"
                        + " where p.organisation = ? and p.deleted_at is null order by plain(p.name), p.key")
                .param(organisation)
                .query(Organisations::place)
                .list();
    }

    /** A site a person may put something on: a coordinator any, a member those of its own organisations. */
    @Transactional(readOnly = true)
    public List<Place> sitesToUse(Person person, int most) {
        boolean all = person.is(Role.COORDINATOR);
        List<String> own = person.is(Role.MEMBER) && !person.organisations().isEmpty()
                ? List.copyOf(person.organisations())
                : List.of("");
        return jdbc.sql("select p.*, s.version from site_place p join site s on s.key = p.key"
                        + " where p.deleted_at is null and (:all or p.organisation in (:own))"
                        + " order by plain(p.organisation_name), plain(p.name), p.key limit :most")
                .param("all", all)
                .param("own", own)
                .param("most", most)
                .query(Organisations::place)
                .list();
    }

    @Transactional(readOnly = true)
    public Optional<Place> findSite(String key) {
        return jdbc.sql("select p.*, s.version from site_place p join site s on s.key = p.key"
                        + " where p.key = ? and p.deleted_at is null")
                .param(key)
                .query(Organisations::place)
                .optional();
    }

    /**
     * Holds a site until the transaction ends, so that nobody deletes it while something is put on it.
     *
     * @throws AccessDeniedException when it is not of an organisation this person may change
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void holdSite(Person person, String site) {
        String owner = jdbc.sql("select organisation from site where key = ? and deleted_at is null for share")
                .param(site)
                .query(String.class)
                .optional()
                .orElseThrow(() -> new Missing("site " + site));
        if (!mayEdit(person, owner)) {
            throw new AccessDeniedException("not a site of an organisation of this person");
        }
    }

    public static boolean mayEdit(@Nullable Person person, String organisation) {
        return person != null
                && (person.is(Role.COORDINATOR)
                        || person.is(Role.MEMBER) && person.organisations().contains(organisation));
    }

    @Transactional
    public Saved add(Person person, Organisation organisation) {
        if (!person.is(Role.COORDINATOR)) {
            throw new AccessDeniedException("only a coordinator adds organisations");
        }
        return Saved.added(ledger.insert(person, OrganisationTables.ORGANISATIONS, organisation));
    }

    @Transactional
    public Saved change(Person person, Organisation organisation, int version) {
        getMine(organisation.id(), person);
        return Saved.changed(ledger.update(person, OrganisationTables.ORGANISATIONS, organisation, version));
    }

    /** Deletes an organisation that has no sites any more. */
    @Transactional
    public Saved delete(Person person, String key, int version) {
        getMine(key, person);
        if (!person.is(Role.COORDINATOR)) {
            throw new AccessDeniedException("only a coordinator deletes organisations");
        }
        if (!sites(key).isEmpty()) {
            return Saved.IN_USE;
        }
        return Saved.changed(ledger.delete(person, OrganisationTables.ORGANISATIONS, key, version));
    }

    @Transactional
    public void restore(Person person, String key) {
        if (findDeleted(key, person).isEmpty()) {
            throw new Missing("organisation " + key);
        }
        ledger.restore(person, OrganisationTables.ORGANISATIONS, key);
    }

    @Transactional
    public Saved add(Person person, Site site) {
        getMine(site.organisation(), person);
        return Saved.added(ledger.insert(person, OrganisationTables.SITES, site));
    }

    @Transactional
    public Saved change(Person person, Site site, int version) {
        getMine(site.organisation(), person);
        getSite(site.organisation(), site.id());
        return Saved.changed(ledger.update(person, OrganisationTables.SITES, site, version));
    }

    /** Deletes a site on which nothing lies any more. */
    @Transactional
    public Saved deleteSite(Person person, String organisation, String key, int version) {
        getMine(organisation, person);
        getSite(organisation, key);
        // nobody puts something on the site while it is looked at
        jdbc.sql("select key from site where key = ? for update")
                .param(key)
                .query(String.class)
                .single();
        for (SiteUse use : uses) {
            if (use.isUsed(key)) {
                return Saved.IN_USE;
            }
        }
        return Saved.changed(ledger.delete(person, OrganisationTables.SITES, key, version));
    }

    @Transactional
    public void restoreSite(Person person, String organisation, String key) {
        getMine(organisation, person);
        boolean belongs = jdbc.sql("select exists (select from site where key = ? and organisation = ?)")
                .params(key, organisation)
                .query(Boolean.class)
                .single();
        if (!belongs) {
            throw new Missing("site " + key);
        }
        ledger.restore(person, OrganisationTables.SITES, key);
    }

    /** A key made of words that is free: small letters, digits and dashes. */
    @Transactional(readOnly = true)
    public String freeKey(String table, String words) {
        String stem = stem(words, table);
        String key = stem;
        for (int number = 2; isTaken(table, key); number++) {
            key = stem + "-" + number;
        }
        return key;
    }

    static String stem(String words, String otherwise) {
        String plain = java.text.Normalizer.normalize(words, java.text.Normalizer.Form.NFD)
                .replaceAll("\\p{M}", "")
                .toLowerCase(java.util.Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "-")
                .replaceAll("^-|-$", "");
        return plain.isEmpty() ? otherwise : plain.substring(0, Math.min(40, plain.length()));
    }

    private boolean isTaken(String table, String key) {
        return jdbc.sql("select exists (select from " + (table.equals("site") ? "site" : "organisation")
                        + " where key = ?)")
                .param(key)
                .query(Boolean.class)
                .single();
    }

    private void getSite(String organisation, String key) {
        if (findSite(key)
                .filter(place -> place.organisation().equals(organisation))
                .isEmpty()) {
            throw new Missing("site " + key);
        }
    }

    private void getMine(String key, Person person) {
        if (find(key, person).isEmpty()) {
            throw new Missing("organisation " + key);
        }
        if (!mayEdit(person, key)) {
            throw new AccessDeniedException("not an organisation of this person");
        }
    }

    private Where where(Filter filter, @Nullable Person person) {
        Where where = new Where().add("t.deleted_at is null");
        boolean network = person != null
                && (person.is(Role.MEMBER) || person.is(Role.COORDINATOR) || person.is(Role.ADMINISTRATOR));
        if (!network) {
            where.add(
                    showcases.isEmpty()
                            ? "false"
                            : "t.key in ("
                                    + showcases.stream()
                                            .map(Showcase::organisations)
                                            .collect(Collectors.joining(" union "))
                                    + ")");
        }
        return where.when(filter.type(), "t.type = :type", "type")
                .when(
                        filter.domain(),
                        "t.key in (select organisation from organisation_domain where domain = :domain)",
                        "domain")
                .when(
                        filter.area(),
                        "t.key in (select organisation from site_place where deleted_at is null"
                                + " and area in (select area_and_below(:area)))",
                        "area")
                .words(
                        filter.text(),
                        // the name of an area is looked up once per area, not once per site
                        """
                        t.words like :word or t.key in (
                            select s.organisation from site s where s.deleted_at is null and (s.search like :word
                                or s.area in (select d.area from (select distinct area from site) d
                                    where plain(coalesce((select name from area where key = d.area), d.area)) like :word)))
                        """);
    }

    private static String order(@Nullable String sort) {
        boolean descending = sort != null && sort.startsWith("-");
        String column = SORTS.getOrDefault(sort == null ? "name" : descending ? sort.substring(1) : sort, "t.search");
        return " order by " + column + (descending ? " desc nulls last" : " nulls last") + ", t.key"
                + (descending ? " desc" : "");
    }

    private static Partner partner(ResultSet row, int index) throws SQLException {
        long born = row.getLong("born");
        String number = row.getString("enterprise_number");
        return new Partner(
                row.getString("key"),
                row.getString("name"),
                row.getString("type"),
                number == null
                        ? null
                        : EnterpriseNumber.parse(number)
                                .map(EnterpriseNumber::formatted)
                                .orElse(number),
                row.getString("nace"),
                row.getInt("sites"),
                List.of((String[]) row.getArray("areas").getArray()),
                row.getInt("version"),
                row.getTimestamp("updated_at").toInstant(),
                row.getTimestamp("deleted_at") != null,
                born == 0 ? null : born);
    }

    private static Place place(ResultSet row, int index) throws SQLException {
        return new Place(
                row.getString("key"),
                row.getString("organisation"),
                row.getString("name"),
                row.getString("area"),
                row.getString("area_name"),
                row.getDouble("lat"),
                row.getDouble("lon"),
                List.of(row.getString("modes").split("\\+")),
                row.getInt("version"));
    }
}
