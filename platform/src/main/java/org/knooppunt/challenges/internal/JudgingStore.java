package org.knooppunt.challenges.internal;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.knooppunt.challenges.Sheet;
import org.knooppunt.identity.Person;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Juries, their scores, votes and what became of winners, in the database. */
@Repository
public class JudgingStore {
    private final JdbcClient jdbc;
    private final ChallengeStore challenges;

    JudgingStore(JdbcClient jdbc, ChallengeStore challenges) {
        this.jdbc = jdbc;
        this.challenges = challenges;
    }

    // ---- jury

    /** Names of the jury by account. */
    public Map<Long, String> jurors(long challenge) {
        Map<Long, String> jurors = new LinkedHashMap<>();
        jdbc.sql("select j.account, a.name from challenge_juror j join account a on a.id = j.account"
                        + " where j.challenge = ? order by lower(a.name), a.id")
                .param(challenge)
                .query(row -> {
                    jurors.put(row.getLong("account"), row.getString("name"));
                });
        return jurors;
    }

    /** Who scored already stays in the jury. */
    public void setJurors(long challenge, Collection<Long> accounts) {
        Long[] all = accounts.toArray(Long[]::new);
        jdbc.sql("delete from challenge_juror j where j.challenge = ? and not j.account = any(?) and not exists"
                        + " (select from challenge_sheet t where t.challenge = j.challenge and t.juror = j.account)")
                .params(challenge, all)
                .update();
        jdbc.sql("insert into challenge_juror (challenge, account) select ?, unnest(?::bigint[])"
                        + " on conflict do nothing")
                .params(challenge, all)
                .update();
    }

    /** The sheets of a challenge; of one juror only, or of all. */
    public List<Sheet> sheets(long challenge, @Nullable Person juror) {
        return jdbc.sql(
                        "select t.solution, t.juror, t.remark, a.name, array(select r.score::int from challenge_score r"
                                + " where r.solution = t.solution and r.juror = t.juror order by r.criterion) as scores"
                                + " from challenge_sheet t join account a on a.id = t.juror where t.challenge = :challenge"
                                + " and (:juror::bigint is null or t.juror = :juror) order by t.solution, lower(a.name), t.juror")
                .param("challenge", challenge)
                .param("juror", juror == null ? null : juror.id())
                .query((row, index) -> new Sheet(
                        row.getLong("solution"),
                        row.getLong("juror"),
                        row.getString("name"),
                        List.of((Integer[]) row.getArray("scores").getArray()),
                        row.getString("remark")))
                .list();
    }

    /** Only who is in the jury, only between closing and decision, and never one's own. */
    public boolean score(long challenge, long solution, List<Integer> scores, String remark, Person person) {
        boolean written = jdbc.sql("insert into challenge_sheet (challenge, solution, juror, remark)"
                                + " select c.id, s.id, j.account, :remark from challenge_solution s"
                                + " join challenge c on c.id = s.challenge"
                                + " join challenge_juror j on j.challenge = c.id and j.account = :me"
                                + " where s.id = :solution and c.id = :challenge and s.account is distinct from :me"
                                + " and " + ChallengeStore.STATE + " = 'judging' for share of c"
                                + " on conflict (solution, juror) do update set remark = excluded.remark,"
                                + " written_at = now()")
                        .param("remark", remark)
                        .param("me", person.id())
                        .param("solution", solution)
                        .param("challenge", challenge)
                        .update()
                == 1;
        if (written) {
            for (int i = 0; i < scores.size(); i++) {
                jdbc.sql("insert into challenge_score (challenge, solution, juror, criterion, score)"
                                + " values (?, ?, ?, ?, ?) on conflict (solution, juror, criterion)"
                                + " do update set score = excluded.score")
                        .params(challenge, solution, person.id(), i + 1, scores.get(i))
                        .update();
            }
        }
        return written;
    }

    // ---- the public

    /** One vote each, the latest; only while people vote, for what everybody may read, and never for one's own. */
    public boolean vote(long challenge, long solution, Person person) {
        return jdbc.sql("insert into challenge_vote (challenge, account, solution) select c.id, :me, s.id"
                                + " from challenge_solution s join challenge c on c.id = s.challenge"
                                + " where s.id = :solution and c.id = :challenge and s.readers = 'everybody'"
                                + " and s.account is distinct from :me and " + ChallengeStore.VOTING
                                + " for share of c on conflict (challenge, account)"
                                + " do update set solution = excluded.solution, voted_at = now()")
                        .param("me", person.id())
                        .param("solution", solution)
                        .param("challenge", challenge)
                        .update()
                == 1;
    }

    public Optional<Long> voted(long challenge, Person person) {
        return jdbc.sql("select solution from challenge_vote where challenge = ? and account = ?")
                .params(challenge, person.id())
                .query(Long.class)
                .optional();
    }

    // ---- decision

    /**
     * Decides, tells the votes and forgets who gave them.
     *
     * @return false when somebody changed it first or it is not the time
     * @throws IllegalArgumentException when one that should win is not of this challenge
     */
    public boolean decide(long challenge, Set<Long> winners, String reasons, int version) {
        if (!challenges.decide(challenge, reasons, version)) {
            return false;
        }
        int won = jdbc.sql("update challenge_solution set won = true where challenge = ? and id = any(?)")
                .params(challenge, winners.toArray(Long[]::new))
                .update();
        if (won != winners.size()) {
            throw new IllegalArgumentException(
                    won + " of the " + winners.size() + " winners are solutions of challenge " + challenge);
        }
        jdbc.sql("update challenge_solution s set votes = (select count(*) from challenge_vote v"
                        + " where v.challenge = s.challenge and v.solution = s.id) from challenge c"
                        + " where c.id = s.challenge and c.id = ? and c.vote_until is not null"
                        + " and s.readers = 'everybody'")
                .param(challenge)
                .update();
        challenges.forgetVotes(challenge);
        return true;
    }

    /** Lets one at a time make a case of a winner. */
    public boolean holdWinner(long challenge, long solution) {
        return jdbc.sql("select id from challenge_solution where id = ? and challenge = ? and won for update")
                .params(solution, challenge)
                .query(Long.class)
                .optional()
                .isPresent();
    }

    public boolean isPlanted(long solution) {
        return jdbc.sql("select exists (select from challenge_case where solution = ?)")
                .param(solution)
                .query(Boolean.class)
                .single();
    }

    /** The primary key refuses a second case of one solution. */
    public void plant(long solution, long businessCase, Person person) {
        jdbc.sql("insert into challenge_case (solution, business_case, planter) values (?, ?, ?)")
                .params(solution, businessCase, person.name())
                .update();
    }
}
