package org.knooppunt.voices.internal;

import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.knooppunt.database.Where;
import org.knooppunt.identity.Person;
import org.knooppunt.identity.Role;
import org.knooppunt.voices.Voice;
import org.knooppunt.voices.Voices;
import org.knooppunt.web.Coded;
import org.knooppunt.web.Slice;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Voices, in the database; who may read which is decided here. */
@Repository
public class VoiceStore {
    private static final String COLUMNS = "select v.id, v.words, v.place, v.theme, v.observed_on, v.seen_as, v.readers,"
            + " v.released_at, v.account, v.version, a.name as writer,"
            + " array(select i.indicator from voice_indicator i where i.voice = v.id order by 1) as indicators"
            + " from voice v left join account a on a.id = v.account where ";

    private final JdbcClient jdbc;

    VoiceStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** What of the table v a person reads. */
    private static Where visible(@Nullable Person person) {
        Where where = new Where().add("v.removed_at is null");
        if (Voices.isOfficer(person)) {
            return where;
        }
        boolean member = person != null && (person.is(Role.MEMBER) || person.is(Role.COACH));
        return where.add("(v.account = :me or v.released_at is not null and (v.readers = 'everybody' or :member and"
                        + " v.readers = 'members'))")
                .with("me", person == null ? 0L : person.id())
                .with("member", member);
    }

    private static Where where(Voices.Filter filter, @Nullable Person person) {
        Where where = visible(person).words(filter.text(), "v.search like :word");
        where.when(filter.place(), "v.place = :place", "place");
        where.when(filter.theme(), "v.theme = :theme", "theme");
        where.when(
                filter.indicator(),
                "exists (select from voice_indicator i where i.voice = v.id and i.indicator = :indicator)",
                "indicator");
        if (filter.waiting()) {
            where.add("v.released_at is null and v.readers <> 'officers'");
        }
        return where;
    }

    public Slice<Voice> list(Voices.Filter filter, int page, int size, @Nullable Person person) {
        Where where = where(filter, person);
        long total = jdbc.sql("select count(*) from voice v where " + where.sql())
                .params(where.parameters())
                .query(Long.class)
                .single();
        int at = Math.max(1, page);
        List<Voice> rows = jdbc.sql(COLUMNS + where.sql() + " order by v.observed_on desc, v.id desc limit " + size
                        + " offset " + (at - 1L) * size)
                .params(where.parameters())
                .query((row, index) -> voice(row, person))
                .list();
        return new Slice<>(rows, at, size, total);
    }

    public void each(Voices.Filter filter, @Nullable Person person, Consumer<Voice> consumer) {
        Where where = where(filter, person);
        jdbc.sql(COLUMNS + where.sql() + " order by v.observed_on desc, v.id desc")
                .params(where.parameters())
                .query((ResultSet row) -> consumer.accept(voice(row, person)));
    }

    public Optional<Voice> find(long id, @Nullable Person person) {
        Where where = visible(person).add("v.id = :id").with("id", id);
        return jdbc.sql(COLUMNS + where.sql())
                .params(where.parameters())
                .query((row, index) -> voice(row, person))
                .optional();
    }

    public List<Voice> find(Collection<Long> ids, @Nullable Person person) {
        Where where = visible(person).add("v.id = any(:ids)").with("ids", ids.toArray(Long[]::new));
        return jdbc.sql(COLUMNS + where.sql() + " order by v.observed_on desc, v.id desc")
                .params(where.parameters())
                .query((row, index) -> voice(row, person))
                .list();
    }

    public List<Long> existing(Collection<Long> ids) {
        return jdbc.sql("select id from voice where removed_at is null and id = any(?)")
                .param(ids.toArray(Long[]::new))
                .query(Long.class)
                .list();
    }

    private static Voice voice(ResultSet row, @Nullable Person person) throws SQLException {
        Timestamp released = row.getTimestamp("released_at");
        boolean own = person != null && Long.valueOf(person.id()).equals(row.getObject("account"));
        return new Voice(
                row.getLong("id"),
                row.getString("words"),
                row.getString("place"),
                row.getString("theme"),
                row.getDate("observed_on").toLocalDate(),
                Coded.of(Voice.SeenAs.class, row.getString("seen_as")),
                Coded.of(Voice.Readers.class, row.getString("readers")),
                released == null ? null : released.toInstant(),
                List.of((String[]) row.getArray("indicators").getArray()),
                own || Voices.isOfficer(person) ? row.getString("writer") : null,
                own,
                row.getInt("version"));
    }

    public List<String> places(@Nullable Person person) {
        return distinct("place", person);
    }

    public List<String> themes(@Nullable Person person) {
        return distinct("theme", person);
    }

    private List<String> distinct(String column, @Nullable Person person) {
        Where where = visible(person).add("v." + column + " <> ''");
        return jdbc.sql("select distinct v." + column + " from voice v where " + where.sql() + " order by 1")
                .params(where.parameters())
                .query(String.class)
                .list();
    }

    public long create(Voice.Draft draft, Person person) {
        long id = jdbc.sql("insert into voice (words, place, theme, observed_on, seen_as, readers, account)"
                        + " values (?, ?, ?, ?, ?, ?, ?) returning id")
                .params(
                        draft.words(),
                        draft.place(),
                        draft.theme(),
                        Date.valueOf(draft.observedOn()),
                        draft.seenAs().code(),
                        draft.readers().code(),
                        person.id())
                .query(Long.class)
                .single();
        indicators(id, draft);
        return id;
    }

    /** Takes back the release, since others would read words nobody looked at; false when somebody changed it first. */
    public boolean change(long id, Voice.Draft draft, int version) {
        boolean changed = jdbc.sql("update voice set words = ?, place = ?, theme = ?, observed_on = ?, seen_as = ?,"
                                + " readers = ?, released_at = null, releaser = null, version = version + 1,"
                                + " updated_at = now() where id = ? and version = ? and removed_at is null")
                        .params(
                                draft.words(),
                                draft.place(),
                                draft.theme(),
                                Date.valueOf(draft.observedOn()),
                                draft.seenAs().code(),
                                draft.readers().code(),
                                id,
                                version)
                        .update()
                == 1;
        if (changed) {
            jdbc.sql("delete from voice_indicator where voice = ?").param(id).update();
            indicators(id, draft);
        }
        return changed;
    }

    private void indicators(long id, Voice.Draft draft) {
        draft.indicators().stream().distinct().forEach(code -> jdbc.sql(
                        "insert into voice_indicator (voice, indicator) values (?, ?)")
                .params(id, code)
                .update());
    }

    /** The version that was read is what is released. */
    public boolean release(long id, int version, String releaser) {
        return jdbc.sql("update voice set released_at = now(), releaser = ?, version = version + 1 where id = ?"
                                + " and version = ? and released_at is null and removed_at is null")
                        .params(releaser, id, version)
                        .update()
                == 1;
    }

    public boolean remove(long id, boolean removed) {
        return jdbc.sql("update voice set removed_at = case when ? then now() end, version = version + 1"
                                + " where id = ? and (removed_at is null) = ?")
                        .params(removed, id, removed)
                        .update()
                == 1;
    }

    public long waiting() {
        return jdbc.sql("select count(*) from voice where released_at is null and readers <> 'officers'"
                        + " and removed_at is null")
                .query(Long.class)
                .single();
    }

    public boolean isEmpty() {
        return jdbc.sql("select not exists (select from voice)")
                .query(Boolean.class)
                .single();
    }

    /** Names of people who are known here. */
    public List<String> names() {
        return jdbc.sql("select name from account where name <> '' union select name from contact where name <> ''")
                .query(String.class)
                .list();
    }

    public List<Map<String, Object>> of(long account) {
        return jdbc.sql(
                        "select words, place, theme, observed_on::text as observed_on, readers, created_at::text as written"
                                + " from voice where account = ? and removed_at is null order by id")
                .param(account)
                .query()
                .listOfRows();
    }
}
