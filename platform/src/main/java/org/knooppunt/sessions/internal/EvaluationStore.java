package org.knooppunt.sessions.internal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.knooppunt.identity.Person;
import org.knooppunt.sessions.Evaluations.Question;
import org.knooppunt.web.Coded;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Questions and answers in the database; nothing in it leads from an answer to who gave it. */
@Repository
public class EvaluationStore {
    private final JdbcClient jdbc;

    EvaluationStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public List<Question> questions(long session) {
        return jdbc.sql("select id, kind, words from hub_question where session = ? order by id")
                .param(session)
                .query((row, index) -> new Question(
                        row.getLong("id"),
                        Coded.of(Question.Kind.class, row.getString("kind")),
                        row.getString("words")))
                .list();
    }

    public void ask(long session, Question.Kind kind, String words) {
        jdbc.sql("insert into hub_question (session, kind, words) values (?, ?, ?)")
                .params(session, kind.code(), words)
                .update();
    }

    /** False when somebody answered it already: then it stays. */
    public boolean drop(long session, long question) {
        return jdbc.sql("delete from hub_question q where q.id = ? and q.session = ?"
                                + " and not exists (select from hub_answer a where a.question = q.id)")
                        .params(question, session)
                        .update()
                == 1;
    }

    public void copy(long from, long to) {
        jdbc.sql("insert into hub_question (session, kind, words) select ?, kind, words from hub_question"
                        + " where session = ? order by id")
                .params(to, from)
                .update();
    }

    /** Whether somebody was at a meeting of the session. */
    public boolean wasThere(long enrolment) {
        return jdbc.sql("select exists (select from hub_attendance where enrolment = ?)")
                .param(enrolment)
                .query(Boolean.class)
                .single();
    }

    public boolean hasAnswered(long enrolment) {
        return jdbc.sql("select exists (select from hub_answered where enrolment = ?)")
                .param(enrolment)
                .query(Boolean.class)
                .single();
    }

    /** False when this person answered before. */
    public boolean begin(long enrolment) {
        return jdbc.sql("insert into hub_answered (enrolment) values (?) on conflict do nothing")
                        .param(enrolment)
                        .update()
                == 1;
    }

    public void answer(UUID sheet, long question, @Nullable Integer value, @Nullable String words) {
        jdbc.sql("insert into hub_answer (sheet, question, value, words) values (?, ?, ?, ?)")
                .params(sheet, question, value, words)
                .update();
    }

    /** How often each value was given, by question. */
    public Map<Long, Map<Integer, Integer>> counts(long session) {
        Map<Long, Map<Integer, Integer>> counts = new HashMap<>();
        jdbc.sql(
                        "select a.question, a.value, count(*) as times from hub_answer a join hub_question q on q.id = a.question"
                                + " where q.session = ? and a.value is not null group by a.question, a.value")
                .param(session)
                .query(row -> {
                    counts.computeIfAbsent(row.getLong("question"), any -> new HashMap<>())
                            .put(row.getInt("value"), row.getInt("times"));
                });
        return counts;
    }

    /** The texts that were given, by question, in an order that says nothing. */
    public Map<Long, List<String>> texts(long session) {
        Map<Long, List<String>> texts = new HashMap<>();
        jdbc.sql(
                        "select a.question, a.words from hub_answer a join hub_question q on q.id = a.question"
                                + " where q.session = ? and a.words is not null order by md5(a.sheet::text || a.question::text)")
                .param(session)
                .query(row -> {
                    texts.computeIfAbsent(row.getLong("question"), any -> new ArrayList<>())
                            .add(row.getString("words"));
                });
        return texts;
    }

    public int sheets(long session) {
        return jdbc.sql("select count(distinct a.sheet) from hub_answer a join hub_question q on q.id = a.question"
                        + " where q.session = ?")
                .param(session)
                .query(Integer.class)
                .single();
    }

    /** An evaluation that somebody was asked for. */
    public record Asked(long session, String title) {}

    public List<Asked> open(Person person, int most) {
        return jdbc.sql("""
                        select s.id, s.title from hub_enrolment e join hub_session s on s.id = e.session
                        where e.account = ? and e.state = 'in'
                            and exists (select from hub_question q where q.session = s.id)
                            and exists (select from hub_attendance t where t.enrolment = e.id)
                            and not exists (select from hub_answered d where d.enrolment = e.id)
                            and exists (select from hub_meeting m where m.session = s.id
                                and m.ends_at > now() - interval '60 days')
                        order by s.id desc limit ?
                        """)
                .params(person.id(), most)
                .query((row, index) -> new Asked(row.getLong("id"), row.getString("title")))
                .list();
    }
}
