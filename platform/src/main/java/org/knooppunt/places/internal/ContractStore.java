package org.knooppunt.places.internal;

import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.knooppunt.database.Where;
import org.knooppunt.identity.Person;
import org.knooppunt.inventory.Sight;
import org.knooppunt.places.Contract;
import org.knooppunt.places.ContractDraft;
import org.knooppunt.places.ContractState;
import org.knooppunt.places.Contracts;
import org.knooppunt.places.Deal;
import org.knooppunt.places.PricePeriod;
import org.knooppunt.places.Renovation;
import org.knooppunt.web.Coded;
import org.knooppunt.web.Slice;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Contracts in the database: for whom they bind and for the coordinator. */
@Repository
public class ContractStore {
    private static final String SELECT = """
            select c.*, p.name as place_name, p.organisation as owner, o.name as owner_name,
                coalesce(n.name, '') as tenant_name
            """;
    private static final String FROM = """
            from place_contract c join place p on p.id = c.place join organisation o on o.key = p.organisation
                left join organisation n on n.key = c.tenant
            """;

    private final JdbcClient jdbc;

    ContractStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    private static Where mine(@Nullable Person person) {
        Where where = new Where();
        if (Sight.of(person).reach() != Sight.Reach.ALL) {
            where.add("(p.organisation in (:own) or c.tenant in (:own))").with("own", PlaceStore.own(person));
        }
        return where;
    }

    private static Where where(Contracts.Filter filter, @Nullable Person person) {
        Where where = mine(person)
                .words(filter.text(), "plain(p.name || ' ' || o.name || ' ' || coalesce(n.name, '')) like :word")
                .when(filter.state() == null ? null : filter.state().code(), "c.state = :state", "state")
                .when(filter.deal() == null ? null : filter.deal().code(), "c.deal = :deal", "deal");
        if (filter.place() != null) {
            where.add("c.place = :place").with("place", filter.place());
        }
        return where;
    }

    private static String order(String sort) {
        boolean down = sort.startsWith("-");
        String column =
                switch (down ? sort.substring(1) : sort) {
                    case "place" -> "plain(p.name)";
                    case "tenant" -> "plain(n.name)";
                    case "until" -> "c.until_day";
                    case "notice" -> "c.notice_day";
                    default -> "c.from_day";
                };
        return " order by " + column + (down ? " desc" : "") + " nulls last, c.id desc";
    }

    public Slice<Contract> list(Contracts.Filter filter, @Nullable Person person) {
        Where where = where(filter, person);
        long total = jdbc.sql("select count(*) " + FROM + " where " + where.sql())
                .params(where.parameters())
                .query(Long.class)
                .single();
        int size = filter.size();
        int page = Math.clamp(filter.page(), 1, (int) Math.max(1, (total + size - 1) / size));
        List<Contract> rows = jdbc.sql(
                        SELECT + FROM + " where " + where.sql() + order(filter.sort()) + " limit :size offset :offset")
                .params(where.parameters())
                .param("size", size)
                .param("offset", (long) (page - 1) * size)
                .query(ContractStore::contract)
                .list();
        return new Slice<>(rows, page, size, total);
    }

    public void each(Contracts.Filter filter, @Nullable Person person, Consumer<Contract> consumer) {
        Where where = where(filter, person);
        try (Stream<Contract> rows = jdbc
                .sql(SELECT + FROM + " where " + where.sql() + order(filter.sort()))
                .params(where.parameters())
                .withFetchSize(1_000)
                .query(ContractStore::contract)
                .stream()) {
            rows.forEach(consumer);
        }
    }

    public Optional<Contract> find(long id, @Nullable Person person) {
        Where where = mine(person).add("c.id = :id").with("id", id);
        return jdbc.sql(SELECT + FROM + " where " + where.sql())
                .params(where.parameters())
                .query(ContractStore::contract)
                .optional();
    }

    /** Signed contracts of a place, its parts and its wholes whose days meet these, but one. */
    public List<Contract> against(long place, LocalDate from, @Nullable LocalDate until, @Nullable Long except) {
        return jdbc.sql(SELECT + FROM + """
                        join place w on w.span && p.span
                        where w.id = :place and c.state = 'signed' and c.exclusive and c.id is distinct from :except::bigint
                            and c.from_day <= coalesce(:until::date, 'infinity')
                            and coalesce(c.until_day, 'infinity') >= :from::date
                        order by c.from_day
                        """)
                .param("place", place)
                .param("from", from)
                .param("until", until)
                .param("except", except)
                .query(ContractStore::contract)
                .list();
    }

    /** Organisations settled in a place now, in what is public of a contract: the name. */
    public List<Contract> settled(long place) {
        return jdbc.sql(SELECT + FROM + """
                        where c.place = :place and c.state = 'signed' and c.from_day <= current_date
                            and coalesce(c.until_day, 'infinity') >= current_date
                        order by c.from_day
                        """)
                .param("place", place)
                .query(ContractStore::contract)
                .list();
    }

    public long insert(long place, ContractDraft draft) {
        return of("""
                        insert into place_contract (place, tenant, business_case, deal, exclusive, from_day, until_day, cents,
                            period, deposit_cents, notice_day, state, renovation, note)
                        values (:place, :tenant, :case, :deal, :exclusive, :from, :until, :cents, :period, :deposit, :notice,
                            :state, :renovation, :note) returning id
                        """, draft).param("place", place).query(Long.class).single();
    }

    public boolean update(long id, ContractDraft draft, int version) {
        return of("""
                                update place_contract set tenant = :tenant, business_case = :case, deal = :deal,
                                    exclusive = :exclusive, from_day = :from, until_day = :until, cents = :cents,
                                    period = :period, deposit_cents = :deposit, notice_day = :notice, state = :state,
                                    renovation = :renovation, note = :note, version = version + 1, changed_at = now()
                                where id = :id and version = :version
                                """, draft).param("id", id).param("version", version).update() == 1;
    }

    private JdbcClient.StatementSpec of(String sql, ContractDraft draft) {
        return jdbc.sql(sql)
                .param("tenant", draft.tenant())
                .param("case", draft.businessCase())
                .param("deal", draft.deal().code())
                .param("exclusive", draft.exclusive())
                .param("from", draft.fromDay())
                .param("until", draft.untilDay())
                .param("cents", draft.cents())
                .param("period", draft.period().code())
                .param("deposit", draft.depositCents())
                .param("notice", draft.noticeDay())
                .param("state", draft.state().code())
                .param("renovation", draft.renovation().code())
                .param("note", draft.note());
    }

    /** Signed contracts with a date that comes within so many days, for reminders; the system reads all. */
    public List<Contract> near(LocalDate today, int noticeDays, int endDays) {
        return jdbc.sql(SELECT + FROM + """
                        where c.state = 'signed' and (c.notice_day between :today and :notice
                            or c.until_day between :today and :end)
                        order by least(c.notice_day, c.until_day), c.id
                        """)
                .param("today", today)
                .param("notice", today.plusDays(noticeDays))
                .param("end", today.plusDays(endDays))
                .query(ContractStore::contract)
                .list();
    }

    static @Nullable LocalDate day(ResultSet row, String column) throws SQLException {
        Date day = row.getDate(column);
        return day == null ? null : day.toLocalDate();
    }

    private static Contract contract(ResultSet row, int index) throws SQLException {
        return new Contract(
                row.getLong("id"),
                row.getLong("place"),
                row.getString("place_name"),
                row.getString("owner"),
                row.getString("owner_name"),
                row.getString("tenant"),
                row.getString("tenant_name"),
                row.getObject("business_case", Long.class),
                Coded.of(Deal.class, row.getString("deal")),
                row.getBoolean("exclusive"),
                row.getDate("from_day").toLocalDate(),
                day(row, "until_day"),
                row.getObject("cents", Long.class),
                Coded.of(PricePeriod.class, row.getString("period")),
                row.getObject("deposit_cents", Long.class),
                day(row, "notice_day"),
                Coded.of(ContractState.class, row.getString("state")),
                Coded.of(Renovation.class, row.getString("renovation")),
                row.getString("note"),
                row.getInt("version"));
    }
}
