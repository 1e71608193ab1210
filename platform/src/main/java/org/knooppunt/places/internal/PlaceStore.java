package org.knooppunt.places.internal;

import java.math.BigDecimal;
import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.knooppunt.database.Where;
import org.knooppunt.identity.Person;
import org.knooppunt.inventory.Sight;
import org.knooppunt.places.Booking;
import org.knooppunt.places.Deal;
import org.knooppunt.places.Place;
import org.knooppunt.places.PlaceDraft;
import org.knooppunt.places.PlaceFilter;
import org.knooppunt.places.PlaceKind;
import org.knooppunt.places.Price;
import org.knooppunt.places.PricePeriod;
import org.knooppunt.places.SizeUnit;
import org.knooppunt.places.Trait;
import org.knooppunt.web.Coded;
import org.knooppunt.web.Slice;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Places in the database. Every reading says who reads, so that what somebody may not see does not exist for them. */
@Repository
public class PlaceStore {
    private static final Map<String, String> SORTS = Map.of(
            "name", "plain(t.name)",
            "kind", "array_position(array['building', 'plot', 'room', 'equipment'], t.kind)",
            "owner", "plain(o.name)",
            "size", "t.space_m2",
            "km", "km",
            "updated", "t.updated_at");

    private static final String USE_NOW =
            "exists (select from place_use u where u.contract is not null" + " and u.period @> now() and u.span ";

    /** All of it. */
    private static final String TAKEN = USE_NOW + "@> t.span)";

    /** A part of it. */
    private static final String PARTLY = USE_NOW + "<@ t.span and u.span <> t.span)";

    /** A place with how far it is from a point or the middle of an area, in kilometres over the round earth. */
    private static final String FROM = """
            from (select p.*, 12742 * asin(sqrt(power(sin(radians(p.lat - a.lat) / 2), 2)
                    + cos(radians(a.lat)) * cos(radians(p.lat)) * power(sin(radians(p.lon - a.lon) / 2), 2))) as km
                from place p cross join (select
                    coalesce(:lat::double precision, (select lat from area where key = :area)) as lat,
                    coalesce(:lon::double precision, (select lon from area where key = :area)) as lon) a) t
            join organisation o on o.key = t.organisation
            """;

    private static final String PRICES = """
            array(select r.deal || ' ' || r.cents || ' ' || r.per || ' ' || r.period from place_price r
                where r.place = t.id order by array_position(array['sale', 'lease', 'temporary'], r.deal))
            """;

    private final JdbcClient jdbc;

    PlaceStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The condition on a place under this alias; uses the parameter {@code own}. */
    static String seen(String alias, @Nullable Person person) {
        String there = alias + ".deleted_at is null and ";
        return switch (Sight.of(person).reach()) {
            case PUBLIC -> there + alias + ".visibility = 'public'";
            // who is settled somewhere sees it, whatever its owner shows to others
            case MEMBERS ->
                there + "(" + alias + ".visibility in ('public', 'members') or " + alias + ".organisation in (:own)"
                        + " or exists (select from place_contract k where k.place = " + alias
                        + ".id and k.tenant in (:own) and k.state <> 'cancelled'))";
            case ALL -> there + "true";
        };
    }

    static List<String> own(@Nullable Person person) {
        return Sight.of(person).ownOrNone();
    }

    private static Where where(PlaceFilter filter, @Nullable Person person) {
        Where where = new Where().add(seen("t", person)).with("own", own(person));
        where.when(filter.kind() == null ? null : filter.kind().code(), "t.kind = :kind", "kind")
                .when(
                        filter.deal() == null ? null : filter.deal().code(),
                        "exists (select from place_price r where r.place = t.id and r.deal = :deal)",
                        "deal")
                .when(filter.organisation(), "t.organisation = :organisation", "organisation")
                .words(filter.text(), "t.search like :word or plain(o.name) like :word");
        if (filter.minM2() != null) {
            where.add("t.space_m2 >= :least").with("least", filter.minM2());
        }
        if (filter.maxM2() != null) {
            where.add("t.space_m2 <= :largest").with("largest", filter.maxM2());
        }
        if (filter.months() != null) {
            where.add("coalesce(t.shortest_months, 0) <= :months and coalesce(t.longest_months, 100000) >= :months")
                    .with("months", filter.months());
        }
        if (!filter.traits().isEmpty()) {
            where.add("t.traits @> string_to_array(:traits, ' ')")
                    .with(
                            "traits",
                            String.join(
                                    " ",
                                    filter.traits().stream().map(Coded::code).toList()));
        }
        if (filter.bookable()) {
            where.add("t.booking <> 'none'");
        }
        if (filter.free()) {
            where.add("not " + TAKEN)
                    .add("not " + PARTLY)
                    .add("coalesce(t.available_from, current_date) <= current_date")
                    .add("coalesce(t.available_until, current_date) >= current_date");
        }
        PlaceFilter.Point point = filter.point();
        around(where.parameters(), filter.area(), point);
        if (filter.km() != null && (point != null || !filter.area().isBlank())) {
            where.add("t.km <= :far").with("far", filter.km());
        }
        return where;
    }

    /** Parameters of a reading of single places: who reads, and from nowhere in particular. */
    private static Map<String, @Nullable Object> nowhere(@Nullable Person person) {
        Map<String, @Nullable Object> parameters = new HashMap<>();
        around(parameters, "", null);
        parameters.put("own", own(person));
        return parameters;
    }

    private static void around(
            Map<String, @Nullable Object> parameters, String area, PlaceFilter.@Nullable Point point) {
        parameters.put("area", area);
        parameters.put("lat", point == null ? null : point.lat());
        parameters.put("lon", point == null ? null : point.lon());
    }

    private static String select(@Nullable Person person) {
        return "select t.*, o.name as organisation_name, coalesce((select w.name from place w where w.id = t.parent and "
                + seen("w", person) + "), '') as parent_name, " + PRICES + " as prices, " + TAKEN + " as taken, "
                + PARTLY + " as partly " + FROM;
    }

    private static String order(String sort) {
        boolean down = sort.startsWith("-");
        String column = SORTS.getOrDefault(down ? sort.substring(1) : sort, "plain(t.name)");
        return " order by " + column + (down ? " desc" : "") + " nulls last, plain(t.name), t.id";
    }

    public Slice<Place> list(PlaceFilter filter, @Nullable Person person) {
        Where where = where(filter, person);
        long total = jdbc.sql("select count(*) " + FROM + " where " + where.sql())
                .params(where.parameters())
                .query(Long.class)
                .single();
        int size = Math.clamp(filter.size(), 1, 1000);
        int page = Math.clamp(filter.page(), 1, (int) Math.max(1, (total + size - 1) / size));
        List<Place> rows = jdbc.sql(
                        select(person) + " where " + where.sql() + order(filter.sort()) + " limit :size offset :offset")
                .params(where.parameters())
                .param("size", size)
                .param("offset", (long) (page - 1) * size)
                .query(PlaceStore::place)
                .list();
        return new Slice<>(rows, page, size, total);
    }

    public void each(PlaceFilter filter, @Nullable Person person, Consumer<Place> consumer) {
        Where where = where(filter, person);
        try (Stream<Place> rows = jdbc
                .sql(select(person) + " where " + where.sql() + order(filter.sort()))
                .params(where.parameters())
                .withFetchSize(1_000)
                .query(PlaceStore::place)
                .stream()) {
            rows.forEach(consumer);
        }
    }

    public Optional<Place> find(long id, @Nullable Person person) {
        return jdbc.sql(select(person) + " where t.id = :id and " + seen("t", person))
                .param("id", id)
                .params(nowhere(person))
                .query(PlaceStore::place)
                .optional();
    }

    /** A deleted one of an organisation that this person may change. */
    public Optional<Place> findDeleted(long id, Person person) {
        return jdbc.sql(select(person) + " where t.id = :id and t.deleted_at is not null")
                .param("id", id)
                .params(nowhere(person))
                .query(PlaceStore::place)
                .optional()
                .filter(place -> place.isManagedBy(person));
    }

    /** Its parts that this person sees. */
    public List<Place> parts(long id, @Nullable Person person) {
        return jdbc.sql(select(person) + " where t.parent = :id and " + seen("t", person) + order("name"))
                .param("id", id)
                .params(nowhere(person))
                .query(PlaceStore::place)
                .list();
    }

    public long count() {
        return jdbc.sql("select count(*) from place").query(Long.class).single();
    }

    public long insert(PlaceDraft draft) {
        long id = jdbc.sql("""
                        insert into place (parent, kind, name, organisation, address, lat, lon, size, size_unit, description,
                            conditions, traits, available_from, available_until, shortest_months, longest_months,
                            visibility, booking, opens, closes, open_days)
                        values (:parent, :kind, :name, :organisation, :address, :lat, :lon, :size, :unit, :description,
                            :conditions, string_to_array(:traits, ' '), :from, :until, :shortest, :longest, :visibility,
                            :booking, :opens, :closes, string_to_array(:days, ' ')::int[])
                        returning id
                        """)
                .params(parameters(draft))
                .param("parent", draft.parent())
                .query(Long.class)
                .single();
        setPrices(id, draft.prices());
        return id;
    }

    public boolean update(long id, PlaceDraft draft, int version) {
        int changed = jdbc.sql("""
                        update place set kind = :kind, name = :name, organisation = :organisation, address = :address,
                            lat = :lat, lon = :lon, size = :size, size_unit = :unit, description = :description,
                            conditions = :conditions, traits = string_to_array(:traits, ' '), available_from = :from,
                            available_until = :until, shortest_months = :shortest, longest_months = :longest,
                            visibility = :visibility, booking = :booking, opens = :opens, closes = :closes,
                            open_days = string_to_array(:days, ' ')::int[], version = version + 1, updated_at = now()
                        where id = :id and version = :version and deleted_at is null
                        """)
                .params(parameters(draft))
                .param("id", id)
                .param("version", version)
                .update();
        if (changed == 1) {
            setPrices(id, draft.prices());
        }
        return changed == 1;
    }

    private static Map<String, @Nullable Object> parameters(PlaceDraft draft) {
        Map<String, @Nullable Object> parameters = new HashMap<>();
        parameters.put("kind", draft.kind().code());
        parameters.put("name", draft.name());
        parameters.put("organisation", draft.organisation());
        parameters.put("address", draft.address());
        parameters.put("lat", draft.lat());
        parameters.put("lon", draft.lon());
        parameters.put("size", draft.size());
        parameters.put("unit", draft.sizeUnit().code());
        parameters.put("description", draft.description());
        parameters.put("conditions", draft.conditions());
        parameters.put(
                "traits",
                String.join(" ", draft.traits().stream().map(Coded::code).toList()));
        parameters.put("from", draft.availableFrom());
        parameters.put("until", draft.availableUntil());
        parameters.put("shortest", draft.shortestMonths());
        parameters.put("longest", draft.longestMonths());
        parameters.put("visibility", draft.visibility());
        parameters.put("booking", draft.booking().code());
        parameters.put("opens", draft.opens());
        parameters.put("closes", draft.closes());
        parameters.put(
                "days",
                String.join(" ", draft.openDays().stream().map(String::valueOf).toList()));
        return parameters;
    }

    private void setPrices(long id, List<Price> prices) {
        jdbc.sql("delete from place_price where place = ?").param(id).update();
        for (Price price : prices) {
            jdbc.sql("insert into place_price (place, deal, cents, per, period) values (?, ?, ?, ?, ?)")
                    .params(
                            id,
                            price.deal().code(),
                            price.cents(),
                            price.perUnit() ? "unit" : "whole",
                            price.period().code())
                    .update();
        }
    }

    /** Hides a place that has no parts and that nobody uses from now on; false when it is another version by now. */
    public boolean delete(long id, int version) {
        return jdbc.sql("update place set deleted_at = now(), version = version + 1 where id = ? and version = ?"
                                + " and deleted_at is null")
                        .params(id, version)
                        .update()
                == 1;
    }

    public boolean restore(long id) {
        return jdbc.sql(
                                "update place set deleted_at = null, version = version + 1 where id = ? and deleted_at is not null"
                                        + " and not exists (select from place w where w.id = place.parent"
                                        + " and w.deleted_at is not null)")
                        .param(id)
                        .update()
                == 1;
    }

    /** Whether it has parts, or somebody uses it or will. */
    public boolean isNeeded(long id) {
        return jdbc.sql("""
                        select exists (select from place p where p.parent = :id and p.deleted_at is null)
                            or exists (select from place_use u where u.place = :id and upper(u.period) is null)
                            or exists (select from place_use u where u.place = :id and upper(u.period) > now())
                            or exists (select from place_contract c where c.place = :id and c.state <> 'cancelled'
                                and coalesce(c.until_day, 'infinity') >= current_date)
                        """).param("id", id).query(Boolean.class).single();
    }

    /**
     * Holds the whole that a place is part of until the transaction ends: who books or lets parts of it goes one after the
     * other. The constraint would hold without this; the lock makes the answer to the loser come at once.
     */
    public void hold(long id) {
        jdbc.sql("select w.id from place p join place w on w.parent is null and w.span @> p.span where p.id = ?"
                        + " for no key update of w")
                .param(id)
                .query(Long.class)
                .list();
    }

    /** Square metres of a place that no contract of exclusive use holds on a day. */
    public double freeM2(long id, LocalDate day) {
        Double free = jdbc.sql("""
                        with noon as (select (:day::date + time '12:00') at time zone 'Europe/Brussels' as at),
                        mine as (select span, coalesce(space_m2, 0) as m2 from place where id = :id),
                        holding as (select q.span, q.space_m2 from place_use u join noon on u.period @> noon.at
                            join mine on u.span && mine.span join place q on q.id = u.place where u.contract is not null)
                        select case
                            when exists (select from holding h, mine where h.span @> mine.span) then 0
                            else greatest(0, (select m2 from mine) - coalesce((select sum(space_m2) from holding), 0))
                        end
                        """)
                .param("id", id)
                .param("day", day)
                .query(Double.class)
                .single();
        return free == null ? 0 : free;
    }

    // ---- the offer in the inventory

    public Optional<String> offer(long id) {
        return jdbc.sql("select offer from place_offer where place = ?")
                .param(id)
                .query(String.class)
                .optional();
    }

    public void link(long id, String offer) {
        jdbc.sql(
                        "insert into place_offer (place, offer) values (?, ?) on conflict (place) do update set offer = excluded.offer")
                .params(id, offer)
                .update();
    }

    public boolean isLinked(String offer) {
        return jdbc.sql("select exists (select from place_offer where offer = ?)")
                .param(offer)
                .query(Boolean.class)
                .single();
    }

    public void unlink(long id) {
        jdbc.sql("delete from place_offer where place = ?").param(id).update();
    }

    /** Places of the same whole that are offers. */
    public List<Long> offeredAround(long id) {
        return jdbc.sql(
                        "select f.place from place_offer f join place q on q.id = f.place join place p on p.span && q.span"
                                + " where p.id = ? and q.deleted_at is null order by 1")
                .param(id)
                .query(Long.class)
                .list();
    }

    private static @Nullable LocalDate day(ResultSet row, String column) throws SQLException {
        Date day = row.getDate(column);
        return day == null ? null : day.toLocalDate();
    }

    private static Price price(String text) {
        String[] parts = text.split(" ");
        return new Price(
                Coded.of(Deal.class, parts[0]),
                Long.parseLong(parts[1]),
                parts[2].equals("unit"),
                Coded.of(PricePeriod.class, parts[3]));
    }

    static Place place(ResultSet row, int index) throws SQLException {
        BigDecimal size = row.getBigDecimal("size");
        return new Place(
                row.getLong("id"),
                row.getObject("parent", Long.class),
                row.getString("parent_name"),
                Coded.of(PlaceKind.class, row.getString("kind")),
                row.getString("name"),
                row.getString("organisation"),
                row.getString("organisation_name"),
                row.getString("address"),
                row.getDouble("lat"),
                row.getDouble("lon"),
                size == null ? null : size.doubleValue(),
                Coded.of(SizeUnit.class, row.getString("size_unit")),
                row.getObject("space_m2", Double.class),
                row.getString("description"),
                row.getString("conditions"),
                Arrays.stream((String[]) row.getArray("traits").getArray())
                        .map(code -> Coded.of(Trait.class, code))
                        .toList(),
                day(row, "available_from"),
                day(row, "available_until"),
                row.getObject("shortest_months", Integer.class),
                row.getObject("longest_months", Integer.class),
                row.getString("visibility"),
                Coded.of(Booking.class, row.getString("booking")),
                row.getInt("opens"),
                row.getInt("closes"),
                List.of((Integer[]) row.getArray("open_days").getArray()),
                Arrays.stream((String[]) row.getArray("prices").getArray())
                        .map(PlaceStore::price)
                        .toList(),
                row.getInt("version"),
                row.getTimestamp("updated_at").toInstant(),
                row.getObject("km", Double.class),
                row.getBoolean("taken"),
                row.getBoolean("partly"));
    }
}
