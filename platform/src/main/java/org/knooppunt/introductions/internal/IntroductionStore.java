package org.knooppunt.introductions.internal;

import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.knooppunt.database.Where;
import org.knooppunt.identity.Person;
import org.knooppunt.introductions.State;
import org.knooppunt.introductions.Statement;
import org.knooppunt.introductions.Step;
import org.knooppunt.introductions.StreamFacts;
import org.knooppunt.inventory.Side;
import org.knooppunt.web.Coded;
import org.knooppunt.web.Slice;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/** Introductions and their steps in the database, and the streams they are about. */
@Repository
public class IntroductionStore {
    private static final String FACTS =
            "select t.*, c.name as class_name, c.kind, p.name as site_name, p.organisation, p.organisation_name,"
                    + " p.area_name, p.lat, p.lon from region_stream t join resource_class c on c.key = t.resource_class"
                    + " join site_place p on p.key = t.site where ";

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final SecureRandom random = new SecureRandom();

    IntroductionStore(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    // ---- streams

    public Optional<StreamFacts> stream(Side side, String key) {
        return jdbc.sql(FACTS + "t.side = ? and t.key = ?")
                .params(side.code(), key)
                .query(IntroductionStore::facts)
                .optional();
    }

    /** The streams of these organisations, in the order of side and name. */
    public Slice<StreamFacts> streams(Collection<String> organisations, int page, int size) {
        String where = "t.deleted_at is null and p.organisation in (:own)";
        long total = jdbc.sql("select count(*) from region_stream t join site_place p on p.key = t.site where " + where)
                .param("own", Matches.orNone(organisations))
                .query(Long.class)
                .single();
        int at = Math.clamp(page, 1, (int) Math.max(1, (total + size - 1) / size));
        List<StreamFacts> rows = jdbc.sql(
                        FACTS + where + " order by t.side desc, plain(c.name), t.key limit :size offset :offset")
                .param("own", Matches.orNone(organisations))
                .param("size", size)
                .param("offset", (long) (at - 1) * size)
                .query(IntroductionStore::facts)
                .list();
        return new Slice<>(rows, at, size, total);
    }

    /** The streams of the other side whose class fits, of other organisations, whoever may see them. */
    public List<StreamFacts> partners(StreamFacts of, int most) {
        return jdbc.sql(FACTS + "t.side = :other and t.deleted_at is null and p.organisation <> :own"
                        + " and t.resource_class = any(array(select "
                        + (of.side() == Side.OFFER ? "class_and_above" : "class_and_below")
                        + "(:class))) order by t.key limit :most")
                .param("other", Row.other(of.side()).code())
                .param("own", of.organisation())
                .param("class", of.resourceClass())
                .param("most", most)
                .query(IntroductionStore::facts)
                .list();
    }

    private static StreamFacts facts(ResultSet row, int index) throws SQLException {
        return new StreamFacts(
                side(row.getString("side")),
                row.getString("key"),
                row.getString("resource_class"),
                row.getString("class_name"),
                row.getString("kind"),
                row.getDouble("quantity"),
                row.getDouble("price"),
                row.getString("description"),
                row.getString("visibility"),
                row.getString("organisation"),
                row.getString("organisation_name"),
                row.getString("site_name"),
                row.getString("area_name"),
                row.getDouble("lat"),
                row.getDouble("lon"),
                row.getTimestamp("deleted_at") != null);
    }

    static Side side(String code) {
        return code.equals("offer") ? Side.OFFER : Side.NEED;
    }

    // ---- introductions

    /** What became of the pairs of a stream of which its owner knows: by the other stream, the latest. */
    public Map<String, Row> pairs(StreamFacts own) {
        String side = own.side().code();
        String other = Row.other(own.side()).code();
        Map<String, Row> pairs = new HashMap<>();
        jdbc.sql("select * from introduction where " + side + " = :key and " + side + "_in and " + other
                        + " is not null order by begun_at, id")
                .param("key", own.key())
                .query((row, index) -> row(row))
                .list()
                .forEach(row -> pairs.put(String.valueOf(row.half(Row.other(own.side())).stream()), row));
        return pairs;
    }

    /** How many wishes of an organisation are open; held until the transaction ends, so that two do not count at once. */
    public long openOf(String organisation) {
        jdbc.sql("select pg_advisory_xact_lock(hashtext(?))")
                .param("introductions of " + organisation)
                .query(row -> {});
        return jdbc.sql("select count(*) from introduction where state in ('wished', 'asked')"
                        + " and case begun_by when 'offer' then offer_organisation else need_organisation end = ?")
                .param(organisation)
                .query(Long.class)
                .single();
    }

    /**
     * Begins one; nothing when there is an open one between these two already.
     *
     * @param declined why it is put aside at once, maybe empty; absent when it is wished
     */
    public Optional<String> begin(
            StreamFacts own,
            @Nullable String partner,
            @Nullable String partnerOrganisation,
            @Nullable String partnerVisibility,
            @Nullable Statement sees,
            @Nullable String declined,
            String words,
            Person person) {
        String side = own.side().code();
        String other = Row.other(own.side()).code();
        return jdbc.sql("insert into introduction (id, " + side + ", " + side + "_organisation, " + side
                        + "_visibility, " + side + "_in, " + side + "_yes, " + side + "_account, " + side + "_sees, "
                        + other + ", " + other + "_organisation, " + other
                        + "_visibility, begun_by, state, closed_because, closed_by, reason, words) values (:id, :own,"
                        + " :organisation, :visibility, true, :declined::text is null and :partner::text is not null,"
                        + " :account, :sees::jsonb, :partner,"
                        + " :partnerOrganisation, :partnerVisibility, :side,"
                        + " case when :declined::text is null then 'wished' else 'closed' end,"
                        + " case when :declined::text is not null then 'declined' end,"
                        + " case when :declined::text is not null then :side end, coalesce(:declined, ''), :words)"
                        + " on conflict (offer, need) where state <> 'closed' do nothing returning id")
                .param("id", newId())
                .param("own", own.key())
                .param("organisation", own.organisation())
                .param("visibility", own.visibility())
                .param("account", account(person))
                .param("sees", sees == null ? null : json.writeValueAsString(sees))
                .param("partner", partner)
                .param("partnerOrganisation", partnerOrganisation)
                .param("partnerVisibility", partnerVisibility)
                .param("side", side)
                .param("declined", declined)
                .param("words", words)
                .query(String.class)
                .optional();
    }

    private String newId() {
        byte[] bytes = new byte[16];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Somebody who is not in the database acts in tests and in the demonstration. */
    private @Nullable Long account(Person person) {
        return person.id() > 0 ? (Long) person.id() : null;
    }

    public Optional<Row> find(String id) {
        return jdbc.sql("select * from introduction where id = ?")
                .param(id)
                .query((row, index) -> row(row))
                .optional();
    }

    /** Nobody else changes it until the transaction ends. */
    public Optional<Row> hold(String id) {
        return jdbc.sql("select * from introduction where id = ? for update")
                .param(id)
                .query((row, index) -> row(row))
                .optional();
    }

    /** The open one between two streams. */
    public Optional<Row> holdOpen(String offer, String need) {
        return jdbc.sql("select * from introduction where offer = ? and need = ? and state <> 'closed' for update")
                .params(offer, need)
                .query((row, index) -> row(row))
                .optional();
    }

    /** Those that these organisations know of, the latest begun first. */
    public Slice<Row> of(Collection<String> organisations, boolean open, int page, int size) {
        String where =
                "((offer_organisation in (:own) and offer_in) or (need_organisation in (:own) and need_in)) and state "
                        + (open ? "<>" : "=") + " 'closed'";
        long total = jdbc.sql("select count(*) from introduction where " + where)
                .param("own", Matches.orNone(organisations))
                .query(Long.class)
                .single();
        int at = Math.clamp(page, 1, (int) Math.max(1, (total + size - 1) / size));
        List<Row> rows = jdbc.sql("select * from introduction where " + where
                        // not by the last step: that one may be none of the reader's business yet
                        + " order by begun_at desc, id limit :size offset :offset")
                .param("own", Matches.orNone(organisations))
                .param("size", size)
                .param("offset", (long) (at - 1) * size)
                .query((row, index) -> row(row))
                .list();
        return new Slice<>(rows, at, size, total);
    }

    /** For the desk; those that stand still longest first. */
    public Slice<Row> all(@Nullable State state, boolean open, int page, int size) {
        Where where = new Where();
        if (state != null) {
            where.add("state = :state").with("state", state.code());
        } else if (open) {
            where.add("state <> 'closed'");
        }
        long total = jdbc.sql("select count(*) from introduction where " + where.sql())
                .params(where.parameters())
                .query(Long.class)
                .single();
        int at = Math.clamp(page, 1, (int) Math.max(1, (total + size - 1) / size));
        List<Row> rows = jdbc.sql("select * from introduction where " + where.sql()
                        + " order by (state = 'closed'), moved_at, id limit :size offset :offset")
                .params(where.parameters())
                .param("size", size)
                .param("offset", (long) (at - 1) * size)
                .query((row, index) -> row(row))
                .list();
        return new Slice<>(rows, at, size, total);
    }

    public Map<State, Long> counts() {
        Map<State, Long> counts = new java.util.EnumMap<>(State.class);
        jdbc.sql("select state, count(*) as number from introduction group by state")
                .query(row -> {
                    counts.put(Coded.of(State.class, row.getString("state")), row.getLong("number"));
                });
        return counts;
    }

    /** Those in which the move is the desk's and that stand still so long. */
    public long waitingForDesk() {
        return jdbc.sql("select count(*) from introduction where state = 'wished'")
                .query(Long.class)
                .single();
    }

    public long stalled(int days) {
        return jdbc.sql("select count(*) from introduction where state in ('asked', 'named')"
                        + " and greatest(moved_at, reminded_at) < now() - make_interval(days => ?)")
                .param(days)
                .query(Long.class)
                .single();
    }

    /** This side agrees to names. */
    public void agree(String id, Side side, StreamFacts own, @Nullable Statement sees, Person person) {
        String s = side.code();
        jdbc.sql("update introduction set " + s + "_yes = true, " + s + "_in = true, " + s + "_account = :account, " + s
                        + "_visibility = :visibility, " + s + "_sees = coalesce(" + s
                        + "_sees, :sees::jsonb),"
                        // a wish of this side that the other does not know of moves nothing for the other
                        + " moved_at = case state when 'wished' then moved_at else now() end where id = :id")
                .param("account", account(person))
                .param("visibility", own.visibility())
                .param("sees", sees == null ? null : json.writeValueAsString(sees))
                .param("id", id)
                .update();
    }

    /** The desk puts it before this side. */
    public void ask(String id, Side side, String visibility, Statement sees) {
        String s = side.code();
        jdbc.sql("update introduction set state = 'asked', " + s + "_in = true, " + s + "_visibility = :visibility, "
                        + s + "_sees = :sees::jsonb, moved_at = now() where id = :id")
                .param("visibility", visibility)
                .param("sees", json.writeValueAsString(sees))
                .param("id", id)
                .update();
    }

    /** The desk found a partner for a wish without one; false when there is an open one between these two already. */
    public boolean choose(String id, StreamFacts partner, Statement sees) {
        String s = partner.side().code();
        String own = Row.other(partner.side()).code();
        return jdbc.sql("update introduction i set " + s + " = :partner, " + s + "_organisation = :organisation, " + s
                                + "_visibility = :visibility, " + own + "_sees = :sees::jsonb, moved_at = now()"
                                + " where id = :id and " + s
                                + " is null and not exists (select from introduction o where"
                                + " o.state <> 'closed' and o." + s + " = :partner and o." + own + " = i." + own + ")")
                        .param("partner", partner.key())
                        .param("organisation", partner.organisation())
                        .param("visibility", partner.visibility())
                        .param("sees", json.writeValueAsString(sees))
                        .param("id", id)
                        .update()
                == 1;
    }

    /** A side takes its own wish back while the other side's stays. */
    public void leave(String id, Side side) {
        String s = side.code();
        jdbc.sql("update introduction set " + s + "_yes = false, " + s + "_in = false, " + s + "_account = null, " + s
                        + "_sees = null, begun_by = :other where id = :id")
                .param("other", Row.other(side).code())
                .param("id", id)
                .update();
    }

    /** What the desk should know of the same two streams: earlier introductions, and matches that one of them put aside. */
    public List<Row> earlier(Row of) {
        return of.lacksPartner()
                ? List.of()
                : jdbc.sql("select * from introduction where offer = ? and need = ? and id <> ? and state = 'closed'"
                                + " order by moved_at desc, id limit 10")
                        .params(of.offer().stream(), of.need().stream(), of.id())
                        .query((row, index) -> row(row))
                        .list();
    }

    /** Whether the desk already looks for a partner for this stream. */
    public boolean seeks(StreamFacts own) {
        String s = own.side().code();
        return jdbc.sql("select exists (select from introduction where " + s + " = ? and "
                        + Row.other(own.side()).code() + " is null and state <> 'closed')")
                .param(own.key())
                .query(Boolean.class)
                .single();
    }

    public void move(String id, State state) {
        jdbc.sql("update introduction set state = ?, moved_at = now() where id = ?")
                .params(state.code(), id)
                .update();
    }

    public void agreePrice(String id, Side side, Person person) {
        String s = side.code();
        jdbc.sql("update introduction set " + s + "_price = true, " + s + "_account = :account, moved_at = now()"
                        + " where id = :id")
                .param("account", account(person))
                .param("id", id)
                .update();
    }

    /** @param by code of a side, {@code desk} or {@code system} */
    public void close(String id, String because, String by, String reason, String words) {
        jdbc.sql("update introduction set state = 'closed', closed_because = ?, closed_by = ?, reason = ?,"
                        + " words = case when ? = '' then words else ? end, moved_at = now() where id = ?")
                .params(because, by, reason, words, words, id)
                .update();
    }

    public void note(String id, String note) {
        jdbc.sql("update introduction set note = ? where id = ?")
                .params(note, id)
                .update();
    }

    public void reminded(String id) {
        jdbc.sql("update introduction set reminders = reminders + 1, reminded_at = now() where id = ?")
                .param(id)
                .update();
    }

    public void plant(String id, long businessCase) {
        jdbc.sql("update introduction set business_case = ? where id = ?")
                .params(businessCase, id)
                .update();
    }

    /**
     * Open ones that must end, each with why and through which side: {@code gone offer} when a stream is gone,
     * {@code tightened need} when fewer may see it than when it began, {@code expired system} when nobody moved for too long.
     */
    public Map<String, String> due(Map<State, Integer> days) {
        Map<String, String> due = new HashMap<>();
        String gone = " and not exists (select from region_stream t join site_place p on p.key = t.site"
                + " where t.side = '%1$s' and t.key = i.%1$s and t.deleted_at is null"
                + " and p.organisation = i.%1$s_organisation)";
        String tight = " and exists (select from region_stream t where t.side = '%1$s' and t.key = i.%1$s"
                + " and array_position(array['public', 'members', 'coordinator'], t.visibility)"
                + " > array_position(array['public', 'members', 'coordinator'], i.%1$s_visibility))";
        StringBuilder why = new StringBuilder("case");
        for (Side side : Side.values()) {
            String there = " when i." + side.code() + " is not null";
            why.append(there).append(gone.formatted(side.code())).append(" then 'gone " + side.code() + "'");
            why.append(there).append(tight.formatted(side.code())).append(" then 'tightened " + side.code() + "'");
        }
        days.forEach((state, most) -> why.append(" when i.state = '")
                .append(state.code())
                .append("' and i.moved_at < now() - make_interval(days => ")
                .append(most.intValue())
                .append(") then 'expired system'"));
        why.append(" end");
        jdbc.sql(
                        "select d.id, d.why from (select i.id, " + why
                                + " as why from introduction i where i.state <> 'closed') d where d.why is not null order by d.id")
                .query(row -> {
                    due.put(row.getString("id"), row.getString("why"));
                });
        return due;
    }

    /** Closed ones that are older. */
    public void forget(int years) {
        jdbc.sql("delete from introduction where state = 'closed' and moved_at < now() - make_interval(years => ?)")
                .param(years)
                .update();
    }

    // ---- steps

    public void step(String id, String by, String kind, @Nullable Side to, @Nullable Person person) {
        jdbc.sql("insert into introduction_step (introduction, by_side, kind, to_side, account, person)"
                        + " values (?, ?, ?, ?, ?, ?)")
                .params(
                        id,
                        by,
                        kind,
                        to == null ? null : to.code(),
                        person == null ? null : account(person),
                        person == null ? "" : person.name())
                .update();
    }

    public List<Step> steps(String id) {
        return jdbc.sql("select at, by_side, kind, to_side, person from introduction_step where introduction = ?"
                        + " order by id")
                .param(id)
                .query((row, index) -> new Step(
                        row.getTimestamp("at").toInstant(),
                        row.getString("by_side"),
                        row.getString("kind"),
                        row.getString("to_side"),
                        row.getString("person")))
                .list();
    }

    /** What somebody did in introductions, for who asks what is kept about them. */
    public List<Map<String, Object>> stepsOf(long account) {
        List<Map<String, Object>> steps = new ArrayList<>();
        jdbc.sql("select introduction, at, kind from introduction_step where account = ? order by id")
                .param(account)
                .query(row -> {
                    steps.add(Map.of(
                            "introduction",
                            row.getString("introduction"),
                            "at",
                            row.getTimestamp("at").toInstant().toString(),
                            "step",
                            row.getString("kind")));
                });
        return steps;
    }

    private Row row(ResultSet row) throws SQLException {
        Long businessCase = (Long) row.getObject("business_case");
        return new Row(
                row.getString("id"),
                half(row, "offer"),
                half(row, "need"),
                side(row.getString("begun_by")),
                Coded.of(State.class, row.getString("state")),
                row.getString("closed_because"),
                row.getString("closed_by"),
                row.getString("reason"),
                row.getString("words"),
                row.getString("note"),
                businessCase,
                row.getTimestamp("begun_at").toInstant(),
                row.getTimestamp("moved_at").toInstant(),
                row.getInt("reminders"),
                instant(row.getTimestamp("reminded_at")));
    }

    private static @Nullable Instant instant(@Nullable Timestamp at) {
        return at == null ? null : at.toInstant();
    }

    private Row.Half half(ResultSet row, String side) throws SQLException {
        String sees = row.getString(side + "_sees");
        return new Row.Half(
                row.getString(side),
                row.getString(side + "_organisation"),
                row.getBoolean(side + "_in"),
                row.getBoolean(side + "_yes"),
                row.getBoolean(side + "_price"),
                (Long) row.getObject(side + "_account"),
                row.getString(side + "_visibility"),
                sees == null ? null : json.readValue(sees, Statement.class));
    }
}
