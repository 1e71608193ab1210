package org.knooppunt.cases.internal;

import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.knooppunt.cases.CaseStatus;
import org.knooppunt.database.Where;
import org.knooppunt.web.Coded;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What goals need to know of cases. */
@Repository
public class GoalStore {
    private final JdbcClient jdbc;

    GoalStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Titles of those of these cases that one sees through these organisations; null sees all. */
    public Map<Long, String> titles(Collection<Long> ids, @Nullable Set<String> own) {
        return titles(CaseStore.visible(own).add("c.id = any(:ids)").with("ids", ids.toArray(new Long[0])), "");
    }

    /** Titles of the cases one sees, the newest first. */
    public Map<Long, String> latest(@Nullable Set<String> own, int most) {
        return titles(CaseStore.visible(own).with("most", most), " limit :most");
    }

    private Map<Long, String> titles(Where where, String limit) {
        Map<Long, String> titles = new LinkedHashMap<>();
        jdbc.sql("select c.id, c.title from business_case c where " + where.sql() + " order by c.id desc" + limit)
                .params(where.parameters())
                .query(row -> {
                    titles.put(row.getLong("id"), row.getString("title"));
                });
        return titles;
    }

    public Set<String> existing(Collection<Long> ids) {
        return new HashSet<>(jdbc.sql("select id::text from business_case where id = any(?)")
                .param(ids.toArray(new Long[0]))
                .query(String.class)
                .list());
    }

    public List<Integer> sdgs(long id) {
        return jdbc.sql("select unnest(sdgs) as sdg from business_case where id = ? order by 1")
                .param(id)
                .query(Integer.class)
                .list();
    }

    /** Keys of cases by the number of each of these SDGs that any of them serves. */
    public Map<Integer, Set<String>> bySdg(Collection<Integer> numbers) {
        Map<Integer, Set<String>> cases = new HashMap<>();
        jdbc.sql("select c.id::text as id, n as sdg from business_case c, unnest(c.sdgs) n where n = any(?)")
                .param(numbers.toArray(Integer[]::new))
                .query(row -> {
                    cases.computeIfAbsent(row.getInt("sdg"), any -> new HashSet<>())
                            .add(row.getString("id"));
                });
        return cases;
    }

    /** How many of these cases stand in each status, in the order of the statuses. */
    public Map<CaseStatus, Integer> statuses(Collection<Long> ids) {
        Map<CaseStatus, Integer> statuses = new EnumMap<>(CaseStatus.class);
        jdbc.sql("select status, count(*) as cases from business_case where id = any(?) group by status")
                .param(ids.toArray(new Long[0]))
                .query(row -> {
                    statuses.put(Coded.of(CaseStatus.class, row.getString("status")), row.getInt("cases"));
                });
        return statuses;
    }
}
