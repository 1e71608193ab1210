package org.knooppunt.challenges.internal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.knooppunt.challenges.Challenge.State;
import org.knooppunt.challenges.Challenges;
import org.knooppunt.challenges.Solution;
import org.knooppunt.database.Where;
import org.knooppunt.identity.Person;
import org.knooppunt.identity.Role;
import org.knooppunt.web.Coded;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Solutions in the database; who reads which is decided here. */
@Repository
public class SolutionStore {
    /** Told once nobody votes any more, never before. */
    private static final String VOTES = "case when s.readers <> 'everybody' then null when " + ChallengeStore.STATE
            + " = 'decided' then s.votes when " + ChallengeStore.STATE + " = 'judging' and c.vote_until < "
            + ChallengeStore.TODAY + " then (select count(*) from challenge_vote v where v.challenge = s.challenge"
            + " and v.solution = s.id) end";

    private static final String FROM = " from challenge_solution s join challenge c on c.id = s.challenge"
            + " left join challenge_case k on k.solution = s.id left join account a on a.id = s.account where ";

    private static final String SELECT = "select s.*, " + VOTES + " as told, k.business_case, a.name as writer,"
            + " s.account is not null and s.account = :me as own" + FROM;

    private final JdbcClient jdbc;
    private final ChallengeStore challenges;

    SolutionStore(JdbcClient jdbc, ChallengeStore challenges) {
        this.jdbc = jdbc;
        this.challenges = challenges;
    }

    /**
     * What of the table s a person reads: who runs challenges all, everybody their own; after closing the jury and who poses
     * the challenge all of it, everybody what the writer lets them.
     */
    private static Where visible(@Nullable Person person) {
        Where where = new Where().add("c.removed_at is null").with("me", ChallengeStore.me(person));
        if (Challenges.runs(person)) {
            return where;
        }
        boolean member = person != null && person.is(Role.MEMBER);
        return where.add("(" + readable() + ")")
                .with("own", member ? person.organisations().toArray(String[]::new) : new String[0]);
    }

    private static String readable() {
        return "s.account = :me or " + ChallengeStore.STATE + " in ('judging', 'decided') and (s.readers = 'everybody'"
                + " or c.account = :me or c.organisation = any(:own) or exists (select from challenge_juror j"
                + " where j.challenge = c.id and j.account = :me))";
    }

    public List<Solution> of(long challenge, @Nullable Person person) {
        Where where = visible(person).add("c.id = :challenge").with("challenge", challenge);
        return jdbc.sql(SELECT + where.sql() + " order by s.won desc, s.id")
                .params(where.parameters())
                .query((row, index) -> solution(row, person))
                .list();
    }

    public Optional<Solution> find(long challenge, long id, @Nullable Person person) {
        Where where = visible(person)
                .add("c.id = :challenge and s.id = :id")
                .with("challenge", challenge)
                .with("id", id);
        return jdbc.sql(SELECT + where.sql())
                .params(where.parameters())
                .query((row, index) -> solution(row, person))
                .optional();
    }

    private static Solution solution(ResultSet row, @Nullable Person person) throws SQLException {
        boolean own = row.getBoolean("own");
        Number told = (Number) row.getObject("told");
        return new Solution(
                row.getLong("id"),
                row.getLong("challenge"),
                row.getString("title"),
                row.getString("words"),
                row.getString("team"),
                row.getString("talent"),
                Coded.of(Solution.Readers.class, row.getString("readers")),
                own || Challenges.runs(person) ? row.getString("writer") : null,
                row.getTimestamp("created_at").toInstant(),
                own,
                row.getBoolean("won"),
                told == null ? null : told.intValue(),
                (Long) row.getObject("business_case"),
                row.getInt("version"));
    }

    /** Those that won, which everybody knows by title and team, whatever else of them they may read. */
    public List<Solution.Winner> winners(long challenge, @Nullable Person person) {
        Where where = visible(person);
        String seen = where.sql();
        return jdbc.sql("select s.id, s.challenge, s.title, s.team, k.business_case, (" + seen + ") as readable" + FROM
                        + "c.id = :challenge and s.won order by s.id")
                .params(where.parameters())
                .param("challenge", challenge)
                .query((row, index) -> new Solution.Winner(
                        row.getLong("id"),
                        row.getLong("challenge"),
                        row.getString("title"),
                        row.getString("team"),
                        row.getBoolean("readable"),
                        (Long) row.getObject("business_case")))
                .list();
    }

    // ---- change

    /** While it is open; nothing while it is not. */
    public boolean holdOpen(long challenge) {
        return challenges
                .holdWithOthers(challenge)
                .filter(state -> state == State.OPEN)
                .isPresent();
    }

    /** Takes the first of a person's places that is free; nothing when all are taken. */
    public Optional<Long> create(long challenge, Solution.Draft draft, Person person) {
        for (int number = 1; number <= Solution.MOST; number++) {
            Optional<Long> made = jdbc.sql("insert into challenge_solution (challenge, account, number, title, words,"
                            + " team, talent, readers) values (?, ?, ?, ?, ?, ?, ?, ?)"
                            + " on conflict (challenge, account, number) do nothing returning id")
                    .params(
                            challenge,
                            person.id(),
                            number,
                            draft.title(),
                            draft.words(),
                            draft.team(),
                            draft.talent(),
                            draft.readers().code())
                    .query(Long.class)
                    .optional();
            if (made.isPresent()) {
                return made;
            }
        }
        return Optional.empty();
    }

    public boolean change(long challenge, long id, Solution.Draft draft, int version, Person person) {
        return jdbc.sql("update challenge_solution set title = ?, words = ?, team = ?, talent = ?, readers = ?,"
                                + " version = version + 1, updated_at = now() where id = ? and challenge = ?"
                                + " and account = ? and version = ?")
                        .params(
                                draft.title(),
                                draft.words(),
                                draft.team(),
                                draft.talent(),
                                draft.readers().code(),
                                id,
                                challenge,
                                person.id(),
                                version)
                        .update()
                == 1;
    }

    public boolean takeBack(long challenge, long id, Person person) {
        return jdbc.sql("delete from challenge_solution where id = ? and challenge = ? and account = ?")
                        .params(id, challenge, person.id())
                        .update()
                == 1;
    }

    // ---- where cases come from

    /** Where a case came up. */
    public record Bed(long challenge, String title) {}

    public Optional<Bed> bedOf(long businessCase, Person person) {
        Where where =
                ChallengeStore.visible(person).add("k.business_case = :case").with("case", businessCase);
        return jdbc.sql("select c.id, c.title from challenge_case k join challenge_solution s on s.id = k.solution"
                        + " join challenge c on c.id = s.challenge where " + where.sql())
                .params(where.parameters())
                .query((row, index) -> new Bed(row.getLong("id"), row.getString("title")))
                .optional();
    }

    // ---- what is kept of people

    /** A writer, and whether one of their solutions won. */
    public record Writer(long account, boolean won) {}

    public List<Writer> writers(long challenge) {
        return jdbc.sql("select account, bool_or(won) as won from challenge_solution where challenge = ?"
                        + " and account is not null group by account order by account")
                .param(challenge)
                .query((row, index) -> new Writer(row.getLong("account"), row.getBoolean("won")))
                .list();
    }

    public List<Map<String, Object>> sentBy(long account) {
        return jdbc.sql("select c.title as challenge, s.title, s.words, s.team, s.talent, s.readers,"
                        + " s.created_at::text as sent from challenge_solution s join challenge c on c.id = s.challenge"
                        + " where s.account = ? order by s.id")
                .param(account)
                .query()
                .listOfRows();
    }

    public List<Map<String, Object>> votesOf(long account) {
        return jdbc.sql("select c.title as challenge, s.title as solution, v.voted_at::text as voted"
                        + " from challenge_vote v join challenge_solution s on s.id = v.solution"
                        + " join challenge c on c.id = v.challenge where v.account = ? order by v.voted_at")
                .param(account)
                .query()
                .listOfRows();
    }

    public List<Map<String, Object>> sheetsOf(long account) {
        return jdbc.sql("select c.title as challenge, s.title as solution, t.remark, array_to_string(array(select"
                        + " r.score from challenge_score r where r.solution = t.solution and r.juror = t.juror"
                        + " order by r.criterion), ', ') as scores from challenge_sheet t"
                        + " join challenge_solution s on s.id = t.solution join challenge c on c.id = t.challenge"
                        + " where t.juror = ? order by t.written_at")
                .param(account)
                .query()
                .listOfRows();
    }

    /**
     * Forgets who sent what did not win, so many days after the end.
     *
     * @return the challenges whose writers were forgotten
     */
    public List<Long> forget(int days) {
        return jdbc.sql("with forgotten as (update challenge_solution s set account = null, team = '', talent = ''"
                        + " from challenge c where c.id = s.challenge and not s.won"
                        + " and (s.account is not null or s.team <> '' or s.talent <> '')"
                        + " and coalesce(c.decided_at, c.withdrawn_at) < now() - make_interval(days => ?)"
                        + " returning s.challenge) select distinct challenge from forgotten order by 1")
                .param(days)
                .query(Long.class)
                .list();
    }
}
