package org.knooppunt.challenges.internal;

import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.knooppunt.challenges.Challenge;
import org.knooppunt.challenges.Challenge.Criterion;
import org.knooppunt.challenges.Challenge.State;
import org.knooppunt.challenges.Challenges;
import org.knooppunt.database.Where;
import org.knooppunt.identity.Person;
import org.knooppunt.web.Coded;
import org.knooppunt.web.Slice;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Challenges in the database; who sees which, and how far each is, is decided here. */
@Repository
public class ChallengeStore {
    /** The day it is where the hub is. */
    static final String TODAY = "(now() at time zone 'Europe/Brussels')::date";

    /** How far the challenge c is. */
    static final String STATE = "case when c.withdrawn_at is not null then 'withdrawn' when c.decided_at is not null"
            + " then 'decided' when c.published_at is null then 'draft' when c.closes_on >= " + TODAY
            + " then 'open' else 'judging' end";

    /** Whether people vote on the challenge c today. */
    static final String VOTING =
            "(" + STATE + " = 'judging' and c.vote_until is not null and c.vote_until >= " + TODAY + ")";

    private static final String SELECT = "select c.*, " + STATE + " as state, " + VOTING + " as voting,"
            + " o.name as asker, c.account is not null and c.account = :me as own,"
            + " (select count(*) from challenge_solution s where s.challenge = c.id) as solutions,"
            + " exists (select from challenge_juror j where j.challenge = c.id and j.account = :me) as juror,"
            + " array(select k.name from challenge_criterion k where k.challenge = c.id order by k.position) as names,"
            + " array(select k.weight from challenge_criterion k where k.challenge = c.id order by k.position) as weights"
            + " from challenge c left join organisation o on o.key = c.organisation where ";

    private final JdbcClient jdbc;

    ChallengeStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    static long me(@Nullable Person person) {
        return person == null ? 0 : person.id();
    }

    /** What of the table c a person sees: all that was put to everybody, their own, and where they sent something. */
    static Where visible(@Nullable Person person) {
        Where where = new Where().add("c.removed_at is null").with("me", me(person));
        return Challenges.runs(person)
                ? where
                : where.add("(c.published_at is not null and c.withdrawn_at is null or c.account = :me or exists"
                        + " (select from challenge_solution w where w.challenge = c.id and w.account = :me))");
    }

    private static Where where(String text, @Nullable State state, @Nullable Person person) {
        Where where = visible(person).words(text, "c.search like :word");
        return where.when(state == null ? null : state.code(), STATE + " = :state", "state");
    }

    /** What can still be done comes first; of that what closes first, of the rest the latest. */
    private static final String ORDER = " order by array_position(array['draft', 'open', 'judging', 'decided',"
            + " 'withdrawn'], " + STATE + "), case when " + STATE + " = 'open' then c.closes_on end,"
            + " c.closes_on desc, c.id desc";

    public Slice<Challenge> list(String text, @Nullable State state, int page, int size, @Nullable Person person) {
        Where where = where(text, state, person);
        long total = jdbc.sql("select count(*) from challenge c where " + where.sql())
                .params(where.parameters())
                .query(Long.class)
                .single();
        int at = Math.max(1, page);
        List<Challenge> rows = jdbc.sql(SELECT + where.sql() + ORDER + " limit " + size + " offset " + (at - 1L) * size)
                .params(where.parameters())
                .query(ChallengeStore::challenge)
                .list();
        return new Slice<>(rows, at, size, total);
    }

    public void each(String text, @Nullable State state, @Nullable Person person, Consumer<Challenge> consumer) {
        Where where = where(text, state, person);
        jdbc.sql(SELECT + where.sql() + ORDER)
                .params(where.parameters())
                .query((ResultSet row) -> consumer.accept(challenge(row, 0)));
    }

    public Optional<Challenge> find(long id, @Nullable Person person) {
        Where where = visible(person).add("c.id = :id").with("id", id);
        return jdbc.sql(SELECT + where.sql())
                .params(where.parameters())
                .query(ChallengeStore::challenge)
                .optional();
    }

    private static Challenge challenge(ResultSet row, int index) throws SQLException {
        String[] names = (String[]) row.getArray("names").getArray();
        Integer[] weights = (Integer[]) row.getArray("weights").getArray();
        List<Criterion> criteria = new ArrayList<>();
        for (int i = 0; i < names.length; i++) {
            criteria.add(new Criterion(names[i], weights[i]));
        }
        Date vote = row.getDate("vote_until");
        Timestamp decided = row.getTimestamp("decided_at");
        return new Challenge(
                row.getLong("id"),
                row.getString("title"),
                row.getString("question"),
                row.getString("background"),
                row.getString("organisation"),
                row.getString("asker"),
                row.getString("prize"),
                (Long) row.getObject("prize_cents"),
                row.getDate("closes_on").toLocalDate(),
                vote == null ? null : vote.toLocalDate(),
                criteria,
                Coded.of(State.class, row.getString("state")),
                row.getBoolean("voting"),
                row.getString("reason"),
                row.getString("decision"),
                decided == null ? null : decided.toInstant(),
                row.getInt("solutions"),
                row.getBoolean("own"),
                row.getBoolean("juror"),
                row.getInt("version"));
    }

    public boolean isEmpty() {
        return jdbc.sql("select not exists (select from challenge)")
                .query(Boolean.class)
                .single();
    }

    // ---- change

    public long create(Challenge.Draft draft, Person person) {
        long id = jdbc.sql(
                        "insert into challenge (title, question, background, organisation, prize, prize_cents,"
                                + " closes_on, vote_until, account, creator) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) returning id")
                .params(
                        draft.title(),
                        draft.question(),
                        draft.background(),
                        draft.organisation(),
                        draft.prize(),
                        draft.prizeCents(),
                        Date.valueOf(draft.closesOn()),
                        draft.voteUntil() == null ? null : Date.valueOf(draft.voteUntil()),
                        person.id(),
                        person.name())
                .query(Long.class)
                .single();
        criteria(id, draft.criteria());
        return id;
    }

    private void criteria(long id, List<Criterion> criteria) {
        for (int i = 0; i < criteria.size(); i++) {
            jdbc.sql("insert into challenge_criterion (challenge, position, name, weight) values (?, ?, ?, ?)")
                    .params(id, i + 1, criteria.get(i).name(), criteria.get(i).weight())
                    .update();
        }
    }

    /** Keeps a challenge as it is until the transaction ends; nothing when there is none. */
    public Optional<State> hold(long id) {
        return lock(id, "update");
    }

    /** Keeps it as it is beside others who do the same, so that it is not closed or withdrawn meanwhile. */
    Optional<State> holdWithOthers(long id) {
        return lock(id, "share");
    }

    private Optional<State> lock(long id, String how) {
        return jdbc.sql("select " + STATE + " as state from challenge c where c.id = ? and c.removed_at is null for "
                        + how + " of c")
                .param(id)
                .query(String.class)
                .optional()
                .map(state -> Coded.of(State.class, state));
    }

    /** False when somebody changed it first, or it is not a draft or open any more. */
    public boolean change(long id, Challenge.Draft draft, boolean criteria, int version) {
        boolean changed = jdbc.sql("update challenge c set title = :title, question = :question,"
                                + " background = :background, organisation = :organisation, prize = :prize,"
                                + " prize_cents = :cents, closes_on = :closes, vote_until = :vote,"
                                + " version = version + 1, updated_at = now() where c.id = :id and c.version = :version"
                                + " and c.removed_at is null and " + STATE + " in ('draft', 'open')")
                        .param("title", draft.title())
                        .param("question", draft.question())
                        .param("background", draft.background())
                        .param("organisation", draft.organisation())
                        .param("prize", draft.prize())
                        .param("cents", draft.prizeCents())
                        .param("closes", Date.valueOf(draft.closesOn()))
                        .param("vote", draft.voteUntil() == null ? null : Date.valueOf(draft.voteUntil()))
                        .param("id", id)
                        .param("version", version)
                        .update()
                == 1;
        if (changed && criteria) {
            jdbc.sql("delete from challenge_criterion where challenge = ?")
                    .param(id)
                    .update();
            criteria(id, draft.criteria());
        }
        return changed;
    }

    public boolean hasSolutions(long id) {
        return jdbc.sql("select exists (select from challenge_solution where challenge = ?)")
                .param(id)
                .query(Boolean.class)
                .single();
    }

    /** What was read is what is published; not after its last day. */
    public boolean publish(long id, int version) {
        return jdbc.sql("update challenge c set published_at = now(), version = version + 1, updated_at = now()"
                                + " where c.id = ? and c.version = ? and c.removed_at is null and " + STATE
                                + " = 'draft' and c.closes_on >= " + TODAY)
                        .params(id, version)
                        .update()
                == 1;
    }

    public boolean withdraw(long id, String reason) {
        boolean withdrawn = jdbc.sql("update challenge c set withdrawn_at = now(), reason = ?, version = version + 1,"
                                + " updated_at = now() where c.id = ? and " + STATE + " in ('open', 'judging')")
                        .params(reason, id)
                        .update()
                == 1;
        if (withdrawn) {
            forgetVotes(id);
        }
        return withdrawn;
    }

    public boolean remove(long id, boolean removed) {
        return jdbc.sql("update challenge c set removed_at = case when :removed then now() end, version = version + 1"
                                + " where c.id = :id and c.published_at is null and (c.removed_at is null) = :removed")
                        .param("removed", removed)
                        .param("id", id)
                        .update()
                == 1;
    }

    /** Whether a person made a draft that was deleted, so that they may bring it back. */
    public boolean made(long id, Person person) {
        return jdbc.sql("select exists (select from challenge where id = ? and account = ?)")
                .params(id, person.id())
                .query(Boolean.class)
                .single();
    }

    /** Not while people vote. */
    boolean decide(long id, String reasons, int version) {
        return jdbc.sql("update challenge c set decided_at = now(), decision = ?, version = version + 1,"
                                + " updated_at = now() where c.id = ? and c.version = ? and " + STATE
                                + " = 'judging' and not " + VOTING)
                        .params(reasons, id, version)
                        .update()
                == 1;
    }

    void forgetVotes(long id) {
        jdbc.sql("delete from challenge_vote where challenge = ?").param(id).update();
    }

    // ---- what waits

    /** What waits for somebody; {@code number} of solutions, where that says something. */
    public record Waits(long challenge, String title, String what, int number) {}

    /** Drafts to publish and challenges to decide for who runs them, solutions to score for who is in a jury. */
    public List<Waits> waiting(Person person, int most) {
        return jdbc.sql("select * from (select c.id, c.title, case when " + STATE + " = 'draft' then 'publish'"
                        + " else 'decide' end as what, 0 as number, c.closes_on from challenge c where :runs"
                        + " and c.removed_at is null and (" + STATE + " = 'draft' or " + STATE
                        + " = 'judging' and not " + VOTING + ") union all select c.id, c.title, 'score', count(*),"
                        + " c.closes_on from challenge c join challenge_juror j on j.challenge = c.id and j.account = :me"
                        + " join challenge_solution s on s.challenge = c.id and s.account is distinct from :me where "
                        + STATE + " = 'judging' and not exists (select from challenge_sheet t where t.solution = s.id"
                        + " and t.juror = :me) group by c.id) w order by closes_on, id limit :most")
                .param("runs", Challenges.runs(person))
                .param("me", person.id())
                .param("most", most)
                .query((row, index) -> new Waits(
                        row.getLong("id"), row.getString("title"), row.getString("what"), row.getInt("number")))
                .list();
    }

    // ---- for goals

    /** Titles of those of these challenges that a person sees. */
    public Map<Long, String> titles(Collection<Long> ids, @Nullable Person person) {
        return titles(visible(person).add("c.id = any(:ids)").with("ids", ids.toArray(new Long[0])), "");
    }

    /** Titles of the challenges a person sees, the newest first. */
    public Map<Long, String> latest(Person person, int most) {
        return titles(visible(person).with("most", most), " limit :most");
    }

    private Map<Long, String> titles(Where where, String limit) {
        Map<Long, String> titles = new LinkedHashMap<>();
        jdbc.sql("select c.id, c.title from challenge c where " + where.sql() + " order by c.id desc" + limit)
                .params(where.parameters())
                .query(row -> {
                    titles.put(row.getLong("id"), row.getString("title"));
                });
        return titles;
    }

    public Set<String> existing(Collection<Long> ids) {
        return new HashSet<>(jdbc.sql("select id::text from challenge where removed_at is null and id = any(?)")
                .param(ids.toArray(new Long[0]))
                .query(String.class)
                .list());
    }
}
