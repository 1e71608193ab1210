package org.knooppunt.purchases.internal;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.knooppunt.database.Where;
import org.knooppunt.engine.finance.PurchaseProblem;
import org.knooppunt.identity.Person;
import org.knooppunt.purchases.Joining;
import org.knooppunt.purchases.Later;
import org.knooppunt.purchases.Pledge;
import org.knooppunt.purchases.PurchaseStatus;
import org.knooppunt.purchases.PurchaseTerms;
import org.knooppunt.web.Coded;
import org.knooppunt.web.Slice;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/**
 * Group purchases in the database. Every reading says through which organisations one looks; null looks at all. Whoever
 * changes something first takes the row of the purchase, so changes of one purchase come one after another.
 */
@Repository
public class PurchaseStore {
    /** A purchase p that one may open through the organisations :own. */
    private static final String MINE = """
            (p.joining = 'everybody' and :network
             or p.supplier_organisation = any(:own)
             or exists (select from purchase_guest g where g.purchase = p.id and g.organisation = any(:own))
             or exists (select from purchase_pledge l where l.purchase = p.id and l.organisation = any(:own)))""";

    private final JdbcClient jdbc;
    private final JsonMapper json;

    PurchaseStore(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** A purchase as it is kept, without its pledges. */
    public record Kept(
            long id,
            int version,
            PurchaseTerms terms,
            PurchaseStatus status,
            @Nullable BigDecimal price,
            @Nullable Instant boundAt,
            String reason,
            @Nullable Long businessCase,
            Instant createdAt,
            long createdBy,
            String creator) {}

    /** A purchase in a list, with what its pledges add up to. */
    public record Line(
            long id,
            String product,
            String unit,
            String supplier,
            @Nullable String supplierOrganisation,
            LocalDate closesOn,
            PurchaseStatus status,
            boolean open,
            @Nullable BigDecimal lowest,
            @Nullable BigDecimal price,
            int buyers,
            BigDecimal volume,
            boolean own) {}

    /**
     * Those that one may open, and those that everybody may know of.
     *
     * @param own organisations through which one looks; null opens all
     */
    public Slice<Line> list(
            String text, @Nullable PurchaseStatus status, String sort, int page, int size, @Nullable Set<String> own) {
        Where where = sight(own)
                .words(
                        text,
                        // finding what one may not see would tell it
                        "plain(p.product || case when " + (own == null ? "true" : MINE)
                                + " then ' ' || p.supplier else '' end) like :word");
        where.add("(" + (own == null ? "true" : MINE) + " or p.joining = 'everybody')");
        if (status != null) {
            where.add("p.status = :status").with("status", status.code());
        }
        long total = jdbc.sql("select count(*) from purchase p where " + where.sql())
                .params(where.parameters())
                .query(Long.class)
                .single();
        boolean down = sort.startsWith("-");
        String column =
                switch (down ? sort.substring(1) : sort) {
                    case "product" -> "plain(p.product)";
                    case "closes" -> "p.closes_on";
                    case "status" -> "array_position(array['open', 'bound', 'lapsed', 'stopped'], p.status)";
                    default -> "p.created_at";
                };
        int at = Math.max(1, page);
        List<Line> rows = jdbc.sql(
                        """
                        select p.*, %s as may_open, t.lowest, l.buyers, l.volume,
                            exists (select from purchase_pledge o where o.purchase = p.id
                                and o.organisation = any(:own)) as mine
                        from purchase p
                        left join lateral (select min(price) as lowest from purchase_tier where purchase = p.id) t on true
                        left join lateral (select count(*) as buyers, coalesce(sum(volume), 0) as volume
                            from purchase_pledge where purchase = p.id
                                and (p.status <> 'bound' or bound_at is not null)) l on true
                        where %s order by %s %s, p.id desc limit :size offset :offset
                        """.formatted(own == null ? "true" : MINE, where.sql(), column, down ? "desc" : "asc"))
                .params(where.parameters())
                .param("size", size)
                .param("offset", (long) (at - 1) * size)
                .query((row, index) -> new Line(
                        row.getLong("id"),
                        row.getString("product"),
                        row.getString("unit"),
                        row.getString("supplier"),
                        row.getString("supplier_organisation"),
                        row.getObject("closes_on", LocalDate.class),
                        Coded.of(PurchaseStatus.class, row.getString("status")),
                        row.getBoolean("may_open"),
                        row.getBigDecimal("lowest"),
                        row.getBigDecimal("price"),
                        row.getInt("buyers"),
                        row.getBigDecimal("volume"),
                        row.getBoolean("mine")))
                .list();
        return new Slice<>(rows, at, size, total);
    }

    private static Where sight(@Nullable Set<String> own) {
        return new Where()
                .with("own", own == null ? new String[0] : own.toArray(String[]::new))
                .with("network", own != null && !own.isEmpty());
    }

    public boolean isEmpty() {
        return !jdbc.sql("select exists (select from purchase)")
                .query(Boolean.class)
                .single();
    }

    /** Id, product, status of those of a case. */
    public record Brief(long id, String product, PurchaseStatus status, LocalDate closesOn) {}

    public List<Brief> ofCase(long businessCase) {
        return briefs("where business_case = ? order by id desc limit 20", businessCase);
    }

    /** Open ones whose closing date has come near, the nearest first. */
    public List<Brief> closingBy(LocalDate day, int most) {
        return briefs("where status = 'open' and closes_on <= ? order by closes_on, id limit ?", day, most);
    }

    private List<Brief> briefs(String rest, Object... parameters) {
        return jdbc.sql("select id, product, status, closes_on from purchase " + rest)
                .params(parameters)
                .query((row, index) -> new Brief(
                        row.getLong("id"),
                        row.getString("product"),
                        Coded.of(PurchaseStatus.class, row.getString("status")),
                        row.getObject("closes_on", LocalDate.class)))
                .list();
    }

    /** @param own organisations through which one looks; null finds any */
    public Optional<Kept> find(long id, @Nullable Set<String> own) {
        Where where = sight(own).add("p.id = :id").with("id", id).add(own == null ? "true" : MINE);
        return jdbc.sql(
                        "select p.*, b.bound_at from purchase p left join purchase_binding b on b.purchase = p.id where "
                                + where.sql())
                .params(where.parameters())
                .query((row, index) -> kept(row))
                .optional();
    }

    /** Takes a purchase until the transaction ends; nobody else pledges, withdraws or closes it meanwhile. */
    public Optional<Kept> take(long id) {
        boolean there = jdbc.sql("select id from purchase where id = ? for update")
                .param(id)
                .query(Long.class)
                .optional()
                .isPresent();
        return there ? find(id, null) : Optional.empty();
    }

    /** Takes the open ones whose closing date is over, those left out that somebody else is at. */
    public List<Long> takeOverdue(LocalDate today) {
        return jdbc.sql("select id from purchase where status = 'open' and closes_on < ? order by id"
                        + " for update skip locked")
                .param(today)
                .query(Long.class)
                .list();
    }

    private Kept kept(ResultSet row) throws SQLException {
        long id = row.getLong("id");
        Timestamp bound = row.getTimestamp("bound_at");
        return new Kept(
                id,
                row.getInt("version"),
                new PurchaseTerms(
                        row.getString("product"),
                        row.getString("description"),
                        row.getString("unit"),
                        row.getString("supplier"),
                        row.getString("supplier_organisation"),
                        row.getBigDecimal("minimum"),
                        row.getBigDecimal("reference"),
                        tiers(id),
                        row.getObject("closes_on", LocalDate.class),
                        Coded.of(Joining.class, row.getString("joining")),
                        Coded.of(Later.class, row.getString("later")),
                        row.getString("terms")),
                Coded.of(PurchaseStatus.class, row.getString("status")),
                row.getBigDecimal("price"),
                bound == null ? null : bound.toInstant(),
                row.getString("reason"),
                (Long) row.getObject("business_case"),
                row.getTimestamp("created_at").toInstant(),
                row.getLong("created_by"),
                row.getString("creator"));
    }

    private List<PurchaseProblem.Tier> tiers(long id) {
        return jdbc.sql("select threshold, price from purchase_tier where purchase = ? order by threshold")
                .param(id)
                .query((row, index) ->
                        new PurchaseProblem.Tier(row.getBigDecimal("threshold"), row.getBigDecimal("price")))
                .list();
    }

    public long create(PurchaseTerms terms, @Nullable Long businessCase, Person who) {
        long id = jdbc.sql("""
                        insert into purchase (product, description, unit, supplier, supplier_organisation, minimum,
                            reference, closes_on, joining, later, terms, business_case, created_by, creator)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) returning id
                        """)
                .params(values(terms, businessCase, who.id(), who.name()))
                .query(Long.class)
                .single();
        addTiers(id, terms);
        return id;
    }

    /** False when somebody else changed it first. */
    public boolean change(long id, PurchaseTerms terms, int version) {
        List<@Nullable Object> values = values(terms, id, version);
        boolean changed = jdbc.sql("""
                        update purchase set product = ?, description = ?, unit = ?, supplier = ?,
                            supplier_organisation = ?, minimum = ?, reference = ?, closes_on = ?, joining = ?, later = ?,
                            terms = ?, version = version + 1, updated_at = now()
                        where id = ? and version = ?
                        """).params(values).update() == 1;
        if (changed) {
            jdbc.sql("delete from purchase_tier where purchase = ?").param(id).update();
            addTiers(id, terms);
        }
        return changed;
    }

    private static List<@Nullable Object> values(PurchaseTerms terms, @Nullable Object... more) {
        List<@Nullable Object> values = new ArrayList<>();
        values.add(terms.product());
        values.add(terms.description());
        values.add(terms.unit());
        values.add(terms.supplier());
        values.add(terms.supplierOrganisation());
        values.add(terms.minimum());
        values.add(terms.reference());
        values.add(terms.closesOn());
        values.add(terms.joining().code());
        values.add(terms.later().code());
        values.add(terms.terms());
        for (@Nullable Object each : more) {
            values.add(each);
        }
        return values;
    }

    private void addTiers(long id, PurchaseTerms terms) {
        terms.tiers()
                .forEach(tier -> jdbc.sql("insert into purchase_tier (purchase, threshold, price) values (?, ?, ?)")
                        .params(id, tier.threshold(), tier.price())
                        .update());
    }

    // ---- who may join

    public Map<String, String> guests(long id) {
        Map<String, String> guests = new LinkedHashMap<>();
        jdbc.sql("select organisation, name from purchase_guest where purchase = ? order by plain(name), organisation")
                .param(id)
                .query(row -> {
                    guests.put(row.getString("organisation"), row.getString("name"));
                });
        return guests;
    }

    /** False when it is there already. */
    public boolean addGuest(long id, String organisation, String name) {
        return jdbc.sql("insert into purchase_guest (purchase, organisation, name) values (?, ?, ?)"
                                + " on conflict (purchase, organisation) do nothing")
                        .params(id, organisation, name)
                        .update()
                == 1;
    }

    // ---- pledges

    /** In the order in which they came. */
    public List<Pledge> pledges(long id) {
        return jdbc.sql("select * from purchase_pledge where purchase = ? order by pledged_at, organisation")
                .param(id)
                .query(PurchaseStore::pledge)
                .list();
    }

    private static Pledge pledge(ResultSet row, int index) throws SQLException {
        Timestamp bound = row.getTimestamp("bound_at");
        return new Pledge(
                row.getString("organisation"),
                row.getString("name"),
                row.getBigDecimal("volume"),
                row.getBigDecimal("max_price"),
                row.getLong("account"),
                row.getString("person"),
                row.getTimestamp("changed_at").toInstant(),
                bound == null ? null : bound.toInstant(),
                row.getBoolean("late"));
    }

    /** A pledge that is not bound, new or in the place of the one before. */
    public void pledge(long id, String organisation, String name, BigDecimal volume, BigDecimal limit, Person who) {
        put(id, organisation, name, volume, limit, who, false);
    }

    /** A pledge that is binding at once. */
    public void join(long id, String organisation, String name, BigDecimal volume, BigDecimal limit, Person who) {
        put(id, organisation, name, volume, limit, who, true);
    }

    private void put(
            long id, String organisation, String name, BigDecimal volume, BigDecimal limit, Person who, boolean late) {
        jdbc.sql("""
                        insert into purchase_pledge (purchase, organisation, name, volume, max_price, account, person, late,
                            bound_at)
                        values (:id, :organisation, :name, :volume, :limit, :account, :person, :late,
                            case when :late then now() end)
                        on conflict (purchase, organisation) do update set volume = excluded.volume,
                            max_price = excluded.max_price, account = excluded.account, person = excluded.person,
                            changed_at = now(), late = excluded.late, bound_at = excluded.bound_at
                        """)
                .param("id", id)
                .param("organisation", organisation)
                .param("name", name)
                .param("volume", volume)
                .param("limit", limit)
                .param("account", who.id())
                .param("person", who.name())
                .param("late", late)
                .update();
    }

    public boolean withdraw(long id, String organisation) {
        return jdbc.sql("delete from purchase_pledge where purchase = ? and organisation = ? and bound_at is null")
                        .params(id, organisation)
                        .update()
                == 1;
    }

    /**
     * Makes the pledges of these organisations binding and keeps what they were. A second moment of binding of the same
     * purchase breaks the key of its table.
     */
    public void bind(long id, Collection<String> organisations, BigDecimal price, BigDecimal volume) {
        List<Map<String, Object>> frozen = pledges(id).stream()
                .filter(pledge -> organisations.contains(pledge.organisation()))
                .map(pledge -> Map.<String, Object>of(
                        "organisation", pledge.organisation(), "name", pledge.name(), "volume", pledge.volume()))
                .toList();
        jdbc.sql("insert into purchase_binding (purchase, price, volume, pledges) values (?, ?, ?, ?::jsonb)")
                .params(id, price, volume, json.writeValueAsString(frozen))
                .update();
        jdbc.sql("update purchase_pledge set bound_at = now() where purchase = ? and organisation = any(?)")
                .params(id, organisations.toArray(String[]::new))
                .update();
        jdbc.sql("update purchase set status = 'bound', price = ?, version = version + 1, updated_at = now()"
                        + " where id = ? and status = 'open'")
                .params(price, id)
                .update();
    }

    public void lower(long id, BigDecimal price) {
        jdbc.sql("update purchase set price = ?, updated_at = now() where id = ? and price > ?")
                .params(price, id, price)
                .update();
    }

    /** An open purchase lapses or is stopped. */
    public void end(long id, PurchaseStatus status, String reason) {
        jdbc.sql("update purchase set status = ?, reason = ?, version = version + 1, updated_at = now()"
                        + " where id = ? and status = 'open'")
                .params(status.code(), reason, id)
                .update();
    }

    /** Pledges that this person made: purchase, product, organisation, volume, limit, day. */
    public List<Map<String, Object>> pledgesBy(long account) {
        return jdbc.sql("select l.purchase, p.product, l.organisation, l.volume, l.max_price, l.pledged_at::text,"
                        + " l.changed_at::text, l.bound_at is not null as binding from purchase_pledge l"
                        + " join purchase p on p.id = l.purchase where l.account = ? order by l.pledged_at")
                .param(account)
                .query()
                .listOfRows();
    }

    public List<Map<String, Object>> openedBy(long account) {
        return jdbc.sql(
                        "select id as purchase, product, created_at::text from purchase where created_by = ? order by id")
                .param(account)
                .query()
                .listOfRows();
    }
}
