package org.knooppunt.inventory;

import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.knooppunt.database.Ledger;
import org.knooppunt.database.Recent;
import org.knooppunt.database.Saved;
import org.knooppunt.database.Shape;
import org.knooppunt.database.Where;
import org.knooppunt.engine.inventory.Need;
import org.knooppunt.engine.inventory.Offer;
import org.knooppunt.identity.Person;
import org.knooppunt.inventory.internal.InventoryTables;
import org.knooppunt.inventory.internal.Texts;
import org.knooppunt.organisation.Organisations;
import org.knooppunt.web.Missing;
import org.knooppunt.web.Slice;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Offers and needs: lists, single ones, changes. What a person may not see does not exist for them. */
@Service
public class Streams {
    private static final Map<String, String> SORTS = Map.of(
            "key", "t.key",
            "description", "t.search collate \"C\"",
            "class", "c.plain_name",
            "kind", "c.kind",
            "quantity", "t.quantity",
            "price", "t.price",
            "organisation", "o.search",
            "area", "plain(s.area)",
            "visibility", "t.visibility",
            "updated", "t.updated_at");

    /** Letters of a key at random; none that is read as another. */
    private static final String LETTERS = "abcdefghjkmnpqrstuvwxyz23456789";

    private static final int RANDOM_LENGTH = 8;

    private final SecureRandom random = new SecureRandom();
    private final JdbcClient jdbc;
    private final Ledger ledger;
    private final Organisations organisations;
    private final Recent recent;

    Streams(JdbcClient jdbc, Ledger ledger, Organisations organisations, Recent recent) {
        this.jdbc = jdbc;
        this.ledger = ledger;
        this.organisations = organisations;
        this.recent = recent;
    }

    /**
     * What a filter finds.
     *
     * @param sums of all pages together, per kind
     */
    public record Found(Slice<Stream> slice, List<Sum> sums) {}

    /** One page of a list, with what the whole list adds up to. */
    @Transactional(readOnly = true)
    public Found list(Side side, StreamFilter filter, @Nullable Person person) {
        Where where = where(side, filter, Sight.of(person));
        List<Sum> sums = sums(side, where);
        long total = sums.stream().mapToLong(Sum::count).sum();
        int size = Math.clamp(filter.size(), 1, 200);
        int last = (int) Math.max(1, (total + size - 1) / size);
        int page = Math.clamp(filter.page(), 1, last);
        List<Stream> rows = jdbc.sql(select(side, where, filter.sort(), " limit :size offset :offset"))
                .params(where.parameters())
                .param("size", size)
                .param("offset", (long) (page - 1) * size)
                .query((row, index) -> stream(side, row))
                .list();
        return new Found(new Slice<>(rows, page, size, total), sums);
    }

    /** All that a filter finds, one by one, without keeping them in memory. */
    @Transactional(readOnly = true)
    public void each(Side side, StreamFilter filter, @Nullable Person person, Consumer<Stream> consumer) {
        Where where = where(side, filter, Sight.of(person));
        try (java.util.stream.Stream<Stream> rows = jdbc
                .sql(select(side, where, filter.sort(), ""))
                .params(where.parameters())
                .withFetchSize(1_000)
                .query((row, index) -> stream(side, row))
                .stream()) {
            rows.forEach(consumer);
        }
    }

    /** What the person sees of a side adds up to. */
    @Transactional(readOnly = true)
    public List<Sum> sums(Side side, @Nullable Person person) {
        return sums(side, where(side, StreamFilter.ALL, Sight.of(person)));
    }

    @Transactional(readOnly = true)
    public Optional<Stream> find(Side side, String key, @Nullable Person person) {
        Where where = where(side, StreamFilter.ALL, Sight.of(person))
                .add("t.key = :key")
                .with("key", key);
        return one(side, where);
    }

    /** A deleted one, for those who may bring it back. */
    @Transactional(readOnly = true)
    public Optional<Stream> findDeleted(Side side, String key, @Nullable Person person) {
        return one(
                        side,
                        new Where()
                                .add("t.deleted_at is not null")
                                .add("t.key = :key")
                                .with("key", key))
                .filter(stream -> Organisations.mayEdit(person, stream.organisation()));
    }

    private Optional<Stream> one(Side side, Where where) {
        return jdbc.sql(select(side, where, null, ""))
                .params(where.parameters())
                .query((row, index) -> stream(side, row))
                .optional();
    }

    /** Adds an offer. */
    @Transactional
    public Saved add(Person person, Offer offer) {
        return add(person, InventoryTables.OFFERS, offer, offer.site());
    }

    /** Adds a need. */
    @Transactional
    public Saved add(Person person, Need need) {
        return add(person, InventoryTables.NEEDS, need, need.site());
    }

    private <T> Saved add(Person person, Shape<T> shape, T record, String site) {
        organisations.holdSite(person, site);
        return Saved.added(ledger.insert(person, shape, record));
    }

    /** Changes an offer that was read as this version. */
    @Transactional
    public Saved change(Person person, Offer offer, int version) {
        getMine(Side.OFFER, offer.id(), person);
        return change(person, InventoryTables.OFFERS, offer, offer.site(), version);
    }

    /** Changes a need that was read as this version. */
    @Transactional
    public Saved change(Person person, Need need, int version) {
        getMine(Side.NEED, need.id(), person);
        return change(person, InventoryTables.NEEDS, need, need.site(), version);
    }

    private <T> Saved change(Person person, Shape<T> shape, T record, String site, int version) {
        organisations.holdSite(person, site);
        return Saved.changed(ledger.update(person, shape, record, version));
    }

    @Transactional
    public Saved delete(Person person, Side side, String key, int version) {
        getMine(side, key, person);
        return Saved.changed(ledger.delete(person, shape(side), key, version));
    }

    /** Undoes a deletion. */
    @Transactional
    public void restore(Person person, Side side, String key) {
        if (findDeleted(side, key, person).isEmpty()) {
            throw new Missing(side.code() + " " + key);
        }
        ledger.restore(person, shape(side), key);
    }

    /**
     * A key that is free, for somebody who does not care. Who sees everything gets the next number; others one at random,
     * since numbers that follow on each other count what somebody may not see.
     */
    @Transactional(readOnly = true)
    public String freeKey(Side side, Person person) {
        String letter = side == Side.OFFER ? "O" : "N";
        if (Sight.of(person).reach() != Sight.Reach.ALL) {
            StringBuilder key = new StringBuilder(letter).append('-');
            random.ints(RANDOM_LENGTH, 0, LETTERS.length()).forEach(at -> key.append(LETTERS.charAt(at)));
            return key.toString();
        }
        long highest = jdbc.sql("select coalesce(max(substring(key from 2)::bigint), 0) from " + side.code()
                        + " where key ~ :pattern")
                .param("pattern", "^" + letter + "[0-9]{1,15}$")
                .query(Long.class)
                .single();
        return letter + String.format("%03d", highest + 1);
    }

    /** Seen and theirs; seen but not theirs is forbidden, not seen does not exist. */
    private Stream getMine(Side side, String key, Person person) {
        Stream stream = find(side, key, person).orElseThrow(() -> new Missing(side.code() + " " + key));
        if (!Organisations.mayEdit(person, stream.organisation())) {
            throw new AccessDeniedException("not of an organisation of this person");
        }
        return stream;
    }

    private static Shape<?> shape(Side side) {
        return side == Side.OFFER ? InventoryTables.OFFERS : InventoryTables.NEEDS;
    }

    private List<Sum> sums(Side side, Where where) {
        return recent.get(
                List.of("streams.sums", side, where.sql(), Map.copyOf(where.parameters())), () -> count(side, where));
    }

    private List<Sum> count(Side side, Where where) {
        return jdbc.sql("select c.kind, sum(g.number) as number, sum(g.quantity) as quantity from ("
                        + "select t.resource_class, count(*) as number, sum(t.quantity) as quantity from " + side.code()
                        + " t where " + where.sql() + " group by t.resource_class) g"
                        + " join resource_class c on c.key = g.resource_class group by c.kind"
                        + " order by array_position(array['material', 'energy', 'water', 'space', 'people'], c.kind)")
                .params(where.parameters())
                .query((row, index) -> new Sum(row.getString("kind"), row.getLong("number"), row.getDouble("quantity")))
                .list();
    }

    private Where where(Side side, StreamFilter filter, Sight sight) {
        return new Where()
                .add(sight.streams("t"))
                .with("own", sight.ownOrNone())
                .when(
                        filter.kind(),
                        "t.resource_class = any(array(select key from resource_class where kind = :kind))",
                        "kind")
                .when(filter.resourceClass(), "t.resource_class = any(array(select class_and_below(:class)))", "class")
                .when(
                        filter.area(),
                        "t.site = any(array(select key from site_place where area in (select area_and_below(:area))))",
                        "area")
                .when(
                        filter.organisation(),
                        "t.site = any(array(select key from site_place where organisation = :organisation))",
                        "organisation")
                .when(filter.site(), "t.site = :site", "site")
                .when(filter.visibility(), "t.visibility = :visibility", "visibility")
                .words(filter.text(), this::findsWord);
    }

    /**
     * Where a word may be found. The few sites and classes are asked first: when none has the word, the query is left
     * with the index of the streams' own text alone.
     */
    private String findsWord(String pattern) {
        Map<String, Boolean> there = recent.get(
                List.of("streams.word", pattern), () -> jdbc.sql("select exists (select sites_with(:word)) as site,"
                                + " exists (select from resource_class where plain(key || ' ' || name) like :word)"
                                + " as class")
                        .param("word", pattern)
                        .query((row, index) -> Map.of("site", row.getBoolean("site"), "class", row.getBoolean("class")))
                        .single());
        StringBuilder condition = new StringBuilder("t.search like :word");
        if (there.get("site")) {
            condition.append(" or t.site = any(array(select sites_with(:word)))");
        }
        if (there.get("class")) {
            condition.append(" or t.resource_class = any(array(select key from resource_class"
                    + " where plain(key || ' ' || name) like :word))");
        }
        return condition.toString();
    }

    private static String select(Side side, Where where, @Nullable String sort, String limit) {
        boolean descending = sort != null && sort.startsWith("-");
        String name = sort == null ? "key" : descending ? sort.substring(1) : sort;
        String column = SORTS.getOrDefault(name, "t.key");
        String order = " order by " + column + (descending ? " desc" : "") + ", t.key" + (descending ? " desc" : "");
        String joins =
                switch (name) {
                    // offset 0: each name is made plain once, not once per stream
                    case "class", "kind" ->
                        " join (select key, kind, plain(name) as plain_name from resource_class offset 0) c"
                                + " on c.key = t.resource_class";
                    case "area" -> " join site s on s.key = t.site";
                    case "organisation" ->
                        " join site s on s.key = t.site join organisation o on o.key = s.organisation";
                    default -> "";
                };
        String more = side == Side.OFFER ? "t.ewc, t.qualities::text as more" : "null as ewc, t.limits::text as more";
        // the page is cut out before names and areas are looked up
        return "select t.*, " + more
                + ", c.name as class_name, c.kind, p.name as site_name, p.organisation, p.organisation_name, p.area,"
                + " p.area_name from (select t.*, " + column + " as place from " + side.code() + " t" + joins
                + " where " + where.sql() + order + limit + ") t"
                + " join resource_class c on c.key = t.resource_class join site_place p on p.key = t.site"
                + " order by t.place" + (descending ? " desc" : "") + ", t.key" + (descending ? " desc" : "");
    }

    private static Stream stream(Side side, ResultSet row) throws SQLException {
        long born = row.getLong("born");
        return new Stream(
                side,
                row.getString("key"),
                row.getString("resource_class"),
                row.getString("class_name"),
                row.getString("kind"),
                row.getDouble("quantity"),
                row.getDouble("price"),
                row.getString("ewc"),
                row.getString("description"),
                row.getDouble("standard_deviation"),
                Texts.profile(row.getString("profile")),
                row.getString("visibility"),
                side == Side.OFFER ? Texts.values(row.getString("more")) : new TreeMap<>(),
                side == Side.NEED ? Texts.limits(row.getString("more")) : new TreeMap<>(),
                row.getString("site"),
                row.getString("site_name"),
                row.getString("organisation"),
                row.getString("organisation_name"),
                row.getString("area"),
                row.getString("area_name"),
                row.getInt("version"),
                row.getTimestamp("updated_at").toInstant(),
                row.getTimestamp("deleted_at") != null,
                born == 0 ? null : born);
    }
}
