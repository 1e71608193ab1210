package org.knooppunt.strategy.internal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.knooppunt.strategy.PartnerRole;
import org.knooppunt.strategy.Tag;
import org.knooppunt.strategy.Words;
import org.knooppunt.web.Coded;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Tags of initiatives and the parts of partners, in the database. */
@Repository
public class MatrixStore {
    private final JdbcClient jdbc;

    MatrixStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    // ---- tags

    /** One tag on one thing. */
    public record Tagged(long tag, String kind, String ref) {}

    private static Tag tag(ResultSet row, int index) throws SQLException {
        return new Tag(
                row.getLong("id"),
                Coded.of(Tag.Axis.class, row.getString("axis")),
                new Words(row.getString("name_nl"), row.getString("name_en"), row.getString("name_fr")));
    }

    public List<Tag> tags() {
        return jdbc.sql("select id, axis, name_nl, name_en, name_fr from strategy_tag order by axis desc, id")
                .query(MatrixStore::tag)
                .list();
    }

    public List<Tagged> tagged() {
        return jdbc.sql("select tag, kind, ref from strategy_tagged order by kind, ref")
                .query((row, index) -> new Tagged(row.getLong("tag"), row.getString("kind"), row.getString("ref")))
                .list();
    }

    /** Nothing when there is one of this name already. */
    public @Nullable Long addTag(Tag.Axis axis, Words name) {
        return jdbc.sql("insert into strategy_tag (axis, name_nl, name_en, name_fr) values (?, ?, ?, ?)"
                        + " on conflict do nothing returning id")
                .params(axis.code(), name.nl(), name.en(), name.fr())
                .query(Long.class)
                .optional()
                .orElse(null);
    }

    public boolean removeTag(long id) {
        return jdbc.sql("delete from strategy_tag where id = ?").param(id).update() > 0;
    }

    /** A thing carries exactly these tags; those that are not there are left out. */
    public void tag(String kind, String ref, Collection<Long> tags, String tagger) {
        Long[] wanted = tags.toArray(new Long[0]);
        jdbc.sql("delete from strategy_tagged where kind = ? and ref = ? and tag <> all(?)")
                .params(kind, ref, wanted)
                .update();
        jdbc.sql("insert into strategy_tagged (tag, kind, ref, tagger) select id, ?, ?, ? from strategy_tag"
                        + " where id = any(?) on conflict do nothing")
                .params(kind, ref, tagger, wanted)
                .update();
    }

    // ---- parts of partners

    /** A part as it is kept; its goal by id. */
    public record RoleLine(long id, UUID goal, String partner, PartnerRole.Part part, String words) {}

    public List<RoleLine> roles(@Nullable UUID goal) {
        return jdbc.sql("select id, goal, partner, role, words from strategy_role"
                        + " where (:goal::uuid is null or goal = :goal)"
                        + " order by array_position(array['lead', 'partner', 'informed'], role), lower(partner)")
                .param("goal", goal)
                .query((row, index) -> new RoleLine(
                        row.getLong("id"),
                        row.getObject("goal", UUID.class),
                        row.getString("partner"),
                        Coded.of(PartnerRole.Part.class, row.getString("role")),
                        row.getString("words")))
                .list();
    }

    /** The part a partner has from now on; false when somebody else leads already. */
    public boolean setRole(UUID goal, String partner, PartnerRole.Part part, String words, String adder) {
        return jdbc.sql("""
                        insert into strategy_role (goal, partner, role, words, adder)
                        select :goal, :partner, :role, :words, :adder
                        where :role <> 'lead' or not exists (select from strategy_role r
                            where r.goal = :goal and r.role = 'lead' and r.partner <> :partner)
                        on conflict (goal, partner) do update set role = excluded.role, words = excluded.words
                        """)
                        .param("goal", goal)
                        .param("partner", partner)
                        .param("role", part.code())
                        .param("words", words)
                        .param("adder", adder)
                        .update()
                > 0;
    }

    public boolean removeRole(UUID goal, long id) {
        return jdbc.sql("delete from strategy_role where goal = ? and id = ?")
                        .params(goal, id)
                        .update()
                > 0;
    }

    /** Nobody else changes who does what for this goal until the end of the transaction. */
    public void lock(UUID goal) {
        jdbc.sql("select id from strategy_goal where id = ? for update")
                .param(goal)
                .query(UUID.class)
                .optional();
    }
}
