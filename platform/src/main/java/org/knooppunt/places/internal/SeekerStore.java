package org.knooppunt.places.internal;

import java.sql.Date;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.knooppunt.places.SeekerState;
import org.knooppunt.web.Coded;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What became of who looked for space, in the database; the need itself is the inventory's. */
@Repository
public class SeekerStore {
    private final JdbcClient jdbc;

    SeekerStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** What is kept of one. */
    public record Row(
            String need,
            String organisation,
            String organisationName,
            String title,
            double quantity,
            SeekerState state,
            @Nullable LocalDate movedOn,
            @Nullable Long place,
            String whereto,
            String note) {}

    /** All, or those of these organisations. */
    public Map<String, Row> rows(@Nullable List<String> own) {
        return jdbc
                .sql("select s.*, o.name as organisation_name from space_seeker s"
                        + " join organisation o on o.key = s.organisation where :all or s.organisation in (:own)")
                .param("all", own == null)
                .param("own", own == null ? List.of("") : own)
                .query((row, index) -> {
                    Date moved = row.getDate("moved_on");
                    return new Row(
                            row.getString("need"),
                            row.getString("organisation"),
                            row.getString("organisation_name"),
                            row.getString("title"),
                            row.getDouble("quantity"),
                            Coded.of(SeekerState.class, row.getString("state")),
                            moved == null ? null : moved.toLocalDate(),
                            row.getObject("place", Long.class),
                            row.getString("whereto"),
                            row.getString("note"));
                })
                .list()
                .stream()
                .collect(Collectors.toMap(Row::need, Function.identity()));
    }

    public void write(Row row, String changer) {
        jdbc.sql("""
                        insert into space_seeker (need, organisation, title, quantity, state, moved_on, place, whereto, note,
                            changer)
                        values (:need, :organisation, :title, :quantity, :state, :moved, :place, :whereto, :note, :changer)
                        on conflict (need) do update set state = excluded.state, moved_on = excluded.moved_on,
                            place = excluded.place, whereto = excluded.whereto, note = excluded.note, changed_at = now(),
                            changer = excluded.changer
                        """)
                .param("need", row.need())
                .param("organisation", row.organisation())
                .param("title", row.title())
                .param("quantity", row.quantity())
                .param("state", row.state().code())
                .param("moved", row.movedOn())
                .param("place", row.place())
                .param("whereto", row.whereto())
                .param("note", row.note())
                .param("changer", changer)
                .update();
    }
}
