package org.knooppunt.sessions.internal;

import java.sql.Date;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.knooppunt.sessions.Minutes;
import org.knooppunt.web.Coded;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What was said, decided and thought up, in the database. */
@Repository
public class MinuteStore {
    private final JdbcClient jdbc;

    MinuteStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public String words(long meeting) {
        return jdbc.sql("select minutes from hub_meeting where id = ?")
                .param(meeting)
                .query(String.class)
                .single();
    }

    public void write(long meeting, String words, String who) {
        jdbc.sql("update hub_meeting set minutes = ?, minutes_at = now(), minutes_by = ? where id = ?")
                .params(words, who, meeting)
                .update();
    }

    public List<Minutes.Line> lines(long meeting) {
        return jdbc.sql("select id, kind, words, owner, due from hub_minute where meeting = ? order by id")
                .param(meeting)
                .query((row, index) -> {
                    Date due = row.getDate("due");
                    return new Minutes.Line(
                            row.getLong("id"),
                            Coded.of(Minutes.Line.Kind.class, row.getString("kind")),
                            row.getString("words"),
                            row.getString("owner"),
                            due == null ? null : due.toLocalDate());
                })
                .list();
    }

    public void add(long meeting, Minutes.Line.Kind kind, String words, String owner, @Nullable LocalDate due) {
        jdbc.sql("insert into hub_minute (meeting, kind, words, owner, due) values (?, ?, ?, ?, ?)")
                .params(meeting, kind.code(), words, owner, due == null ? null : Date.valueOf(due))
                .update();
    }

    public boolean remove(long meeting, long line) {
        return jdbc.sql("delete from hub_minute where id = ? and meeting = ?")
                        .params(line, meeting)
                        .update()
                == 1;
    }

    /** Once only: false when it was done before. */
    public boolean share(long meeting) {
        return jdbc.sql("update hub_meeting set shared_at = now() where id = ? and shared_at is null"
                                + " and minutes_at is not null")
                        .param(meeting)
                        .update()
                == 1;
    }

    // ---- ideas

    public void addIdea(long session, String title, String broughtBy, long businessCase, String writer) {
        jdbc.sql("insert into hub_idea (session, title, brought_by, business_case, writer) values (?, ?, ?, ?, ?)")
                .params(session, title, broughtBy, businessCase, writer)
                .update();
    }

    public List<Minutes.Idea> ideas(long session) {
        return jdbc.sql(
                        "select title, brought_by, business_case, written_at from hub_idea where session = ? order by id")
                .param(session)
                .query((row, index) -> new Minutes.Idea(
                        row.getString("title"),
                        row.getString("brought_by"),
                        row.getLong("business_case"),
                        row.getTimestamp("written_at").toInstant(),
                        null))
                .list();
    }

    public List<Long> seeds(long session) {
        return jdbc.sql("select business_case from hub_idea where session = ? order by id")
                .param(session)
                .query(Long.class)
                .list();
    }
}
