package org.knooppunt.cases.internal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.knooppunt.cases.BusinessCase;
import org.knooppunt.cases.CaseFlow;
import org.knooppunt.cases.CaseLine;
import org.knooppunt.cases.CaseStatus;
import org.knooppunt.cases.EarningModel;
import org.knooppunt.cases.Origin;
import org.knooppunt.database.Where;
import org.knooppunt.identity.Person;
import org.knooppunt.planning.report.CaseDocument;
import org.knooppunt.planning.report.PlanJson;
import org.knooppunt.web.Coded;
import org.knooppunt.web.Slice;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Cases in the database. Every reading says through which organisations one looks; null looks at all. */
@Repository
public class CaseStore {
    private static final String MINE = "c.shared and exists (select 1 from business_case_partner own"
            + " where own.business_case = c.id and own.organisation = any(:own))";

    private final JdbcClient jdbc;
    private final JsonMapper json;

    CaseStore(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** What of the table c one sees through these organisations. */
    static Where visible(@Nullable Set<String> own) {
        return own == null ? new Where() : new Where().add(MINE).with("own", own.toArray(new String[0]));
    }

    public long count() {
        return jdbc.sql("select count(*) from business_case").query(Long.class).single();
    }

    public Slice<CaseLine> list(
            String text,
            @Nullable CaseStatus status,
            @Nullable Integer stillDays,
            String sort,
            int page,
            int size,
            @Nullable Set<String> own) {
        Where where = visible(own)
                .words(
                        text,
                        (own == null ? "c.words" : "c.title_words")
                                + " like :word or c.id in (select business_case from business_case_partner"
                                + " where words like :word)");
        if (stillDays != null) {
            where.add("c.moved_at < now() - make_interval(days => :still)"
                            + " and c.status not in ('realised', 'parked', 'stopped')")
                    .with("still", stillDays);
        }
        if (status != null) {
            where.add("c.status = :status").with("status", status.code());
        }
        boolean down = sort.startsWith("-");
        String column =
                switch (down ? sort.substring(1) : sort) {
                    case "title" -> "lower(c.title)";
                    case "status" ->
                        "array_position(array['seed', 'potential', 'pre_business_case', 'feasible', 'guided', 'realised',"
                                + " 'parked', 'stopped'], c.status)";
                    case "moved" -> "c.moved_at";
                    // sorting by what one may not see would tell it
                    case "surplus" -> own == null ? "c.surplus" : "c.created_at";
                    case "co2" -> "c.co2e_avoided";
                    case "jobs" -> "c.jobs";
                    default -> "c.created_at";
                };
        long total = jdbc.sql("select count(*) from business_case c where " + where.sql())
                .params(where.parameters())
                .query(Long.class)
                .single();
        int at = Math.max(1, page);
        List<CaseLine> rows = jdbc.sql(
                        """
                        select c.id, c.title, c.status, c.surplus, c.co2e_avoided, c.jobs, c.created_at,
                            c.moved_at, array(select p.name from business_case_partner p where p.business_case = c.id
                                  order by p.name) as partners
                        from business_case c where
                        """ + where.sql() + " order by " + column + (down ? " desc" : " asc") + ", c.id desc limit "
                                + size + " offset " + (long) (at - 1) * size)
                .params(where.parameters())
                .query((row, index) -> new CaseLine(
                        row.getLong("id"),
                        row.getString("title"),
                        status(row),
                        List.of((String[]) row.getArray("partners").getArray()),
                        own == null ? (Double) row.getDouble("surplus") : null,
                        row.getDouble("co2e_avoided"),
                        row.getDouble("jobs"),
                        row.getTimestamp("created_at").toInstant(),
                        row.getTimestamp("moved_at").toInstant()))
                .list();
        return new Slice<>(rows, at, size, total);
    }

    /** Whether there is such a case that one sees through these organisations. */
    public boolean sees(long id, @Nullable Set<String> own) {
        Where where = visible(own).add("c.id = :id").with("id", id);
        return jdbc.sql("select exists (select from business_case c where " + where.sql() + ")")
                .params(where.parameters())
                .query(Boolean.class)
                .single();
    }

    public Optional<BusinessCase> find(long id, @Nullable Set<String> own) {
        return jdbc.sql("""
                        select c.id, c.title, c.note, c.status, c.plan, c.plan_case, c.plan_name,
                            c.figures::text as figures, c.flows::text as flows, c.created_at, c.creator, c.updated_at,
                            c.version, c.shared, c.origin, c.model, c.sdgs, c.moved_at, c.surplus, c.co2e_avoided, c.jobs
                        from business_case c where c.id = :id
                        """ + (own == null ? "" : " and " + MINE))
                .param("id", id)
                .param("own", own == null ? new String[0] : own.toArray(new String[0]))
                .query((row, index) -> read(row, own))
                .optional();
    }

    private BusinessCase read(ResultSet row, @Nullable Set<String> own) throws SQLException {
        boolean full = own == null;
        String document = row.getString("figures");
        // a case that did not come out of a plan has no figures of one
        CaseDocument figures = document == null ? null : PlanJson.readCase(document);
        List<CaseFlow> flows = json.readValue(row.getString("flows"), new TypeReference<List<CaseFlow>>() {});
        String model = row.getString("model");
        return new BusinessCase(
                row.getLong("id"),
                row.getString("title"),
                full ? row.getString("note") : "",
                status(row),
                full,
                full ? (Long) row.getObject("plan") : null,
                full ? row.getString("plan_case") : null,
                full ? row.getString("plan_name") : "",
                row.getTimestamp("created_at").toInstant(),
                row.getString("creator"),
                row.getTimestamp("updated_at").toInstant(),
                row.getInt("version"),
                full ? (Double) row.getDouble("surplus") : null,
                full && figures != null ? (Double) figures.money() : null,
                row.getDouble("co2e_avoided"),
                row.getDouble("jobs"),
                full && figures != null ? figures.bestPair() : null,
                figures == null ? List.of() : figures.kinds(),
                partners(row.getLong("id"), own),
                own == null
                        ? flows
                        : flows.stream().filter(flow -> touches(flow, own)).toList(),
                Coded.of(Origin.class, row.getString("origin")),
                model == null ? null : Coded.of(EarningModel.class, model),
                List.of((Integer[]) row.getArray("sdgs").getArray()),
                row.getTimestamp("moved_at").toInstant(),
                row.getBoolean("shared"));
    }

    private List<BusinessCase.Partner> partners(long id, @Nullable Set<String> own) {
        return jdbc.sql("select organisation, name, alone, role from business_case_partner where business_case = ?"
                        + " order by name, organisation")
                .param(id)
                .query((row, index) -> {
                    String organisation = row.getString("organisation");
                    boolean mine = own != null && own.contains(organisation);
                    return new BusinessCase.Partner(
                            organisation,
                            row.getString("name"),
                            own == null || mine ? (Double) row.getObject("alone") : null,
                            mine,
                            row.getString("role"));
                })
                .list();
    }

    private static boolean touches(CaseFlow flow, Set<String> organisations) {
        return organisations.contains(flow.fromOrganisation()) || organisations.contains(flow.toOrganisation());
    }

    /** Nothing when this case of this plan is there already. */
    public Optional<Long> create(
            CaseDocument figures,
            List<CaseFlow> flows,
            boolean shared,
            long plan,
            String planCase,
            String planName,
            Person who) {
        Optional<Long> made = jdbc.sql("""
                        insert into business_case (title, plan, plan_case, plan_name, figures, flows, surplus,
                            co2e_avoided, jobs, created_by, creator, shared)
                        values (?, ?, ?, ?, ?::jsonb, ?::jsonb, ?, ?, ?, ?, ?, ?)
                        on conflict (plan, plan_case) do nothing returning id
                        """)
                .params(
                        figures.title(),
                        plan,
                        planCase,
                        planName,
                        PlanJson.write(figures),
                        json.writeValueAsString(flows),
                        figures.surplus(),
                        figures.co2eAvoidedT(),
                        figures.jobs(),
                        who.id(),
                        who.name(),
                        shared)
                .query(Long.class)
                .optional();
        made.ifPresent(id -> figures.partners().forEach(partner -> jdbc.sql(
                        "insert into business_case_partner (business_case, organisation, name, alone)"
                                + " values (?, ?, ?, ?)")
                .params(id, partner.organisation(), partner.name(), partner.alone())
                .update()));
        return made;
    }

    /** Whether one of these streams is for coordinators only. */
    public boolean isAnyHidden(Collection<String> offers, Collection<String> needs) {
        return jdbc.sql("""
                        select exists (select from offer where key = any(:offers) and visibility = 'coordinator')
                            or exists (select from need where key = any(:needs) and visibility = 'coordinator')
                        """)
                .param("offers", offers.toArray(String[]::new))
                .param("needs", needs.toArray(String[]::new))
                .query(Boolean.class)
                .single();
    }

    /** False when partners found it before. */
    public boolean share(long id) {
        return jdbc.sql("update business_case set shared = true, version = version + 1, updated_at = now()"
                                + " where id = ? and not shared")
                        .param(id)
                        .update()
                == 1;
    }

    public Map<String, Long> takenUp(long plan) {
        Map<String, Long> taken = new HashMap<>();
        jdbc.sql("select plan_case, id from business_case where plan = ?")
                .param(plan)
                .query((row, index) -> taken.put(row.getString("plan_case"), row.getLong("id")))
                .list();
        return taken;
    }

    public boolean change(long id, String title, String note, int version) {
        return jdbc.sql("update business_case set title = ?, note = ?, version = version + 1, updated_at = now()"
                                + " where id = ? and version = ?")
                        .params(title, note, id, version)
                        .update()
                == 1;
    }

    private static CaseStatus status(ResultSet row) throws SQLException {
        return Coded.of(CaseStatus.class, row.getString("status"));
    }
}
