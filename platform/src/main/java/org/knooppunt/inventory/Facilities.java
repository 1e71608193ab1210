package org.knooppunt.inventory;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.knooppunt.database.Ledger;
import org.knooppunt.database.Saved;
import org.knooppunt.database.Where;
import org.knooppunt.engine.inventory.Facility;
import org.knooppunt.engine.inventory.Process;
import org.knooppunt.identity.Person;
import org.knooppunt.inventory.Plant.Output;
import org.knooppunt.inventory.Plant.Step;
import org.knooppunt.inventory.internal.InventoryTables;
import org.knooppunt.inventory.internal.Texts;
import org.knooppunt.organisation.Organisations;
import org.knooppunt.web.Missing;
import org.knooppunt.web.Slice;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Facilities with their processes. Everybody may see them; they are what the region has to work with. */
@Service
public class Facilities {
    private static final Map<String, String> SORTS = Map.of(
            "key", "t.key",
            "name", "plain(t.name)",
            "status", "t.status",
            "capacity", "t.capacity",
            "min_intake", "t.min_intake",
            "fixed_cost", "t.fixed_cost",
            "organisation", "plain(p.organisation_name)",
            "area", "plain(p.area_name)");

    private static final String SELECT = "select t.*, p.name as site_name, p.organisation, p.organisation_name, p.area,"
            + " p.area_name, array(select distinct c.kind from process r join resource_class c on c.key = r.input"
            + " where r.facility = t.key and r.deleted_at is null order by 1) as kinds"
            + " from facility t join site_place p on p.key = t.site where ";

    private final JdbcClient jdbc;
    private final Ledger ledger;
    private final Organisations organisations;

    Facilities(JdbcClient jdbc, Ledger ledger, Organisations organisations) {
        this.jdbc = jdbc;
        this.ledger = ledger;
        this.organisations = organisations;
    }

    /**
     * Which facilities, in which order. What is empty does not matter.
     *
     * @param resourceClass a class one of its processes takes in, or one below it
     */
    public record Filter(
            @Nullable String text,
            @Nullable String kind,
            @Nullable String resourceClass,
            @Nullable String area,
            @Nullable String organisation,
            @Nullable String status,
            @Nullable String sort,
            int page,
            int size) {
        public static final Filter ALL = new Filter(null, null, null, null, null, null, null, 1, 50);

        public Filter ofOrganisation(String key) {
            return new Filter(text, kind, resourceClass, area, key, status, sort, page, size);
        }
    }

    @Transactional(readOnly = true)
    public Slice<Plant> list(Filter filter) {
        Where where = where(filter);
        long total = jdbc.sql("select count(*) from facility t where " + where.sql())
                .params(where.parameters())
                .query(Long.class)
                .single();
        int size = Math.clamp(filter.size(), 1, 200);
        int page = Math.clamp(filter.page(), 1, (int) Math.max(1, (total + size - 1) / size));
        List<Plant> rows = jdbc.sql(SELECT + where.sql() + order(filter.sort()) + " limit :size offset :offset")
                .params(where.parameters())
                .param("size", size)
                .param("offset", (long) (page - 1) * size)
                .query(Facilities::plant)
                .list();
        return new Slice<>(rows, page, size, total);
    }

    /** All that a filter finds, one by one. */
    @Transactional(readOnly = true)
    public void each(Filter filter, Consumer<Plant> consumer) {
        Where where = where(filter);
        try (java.util.stream.Stream<Plant> rows = jdbc
                .sql(SELECT + where.sql() + order(filter.sort()))
                .params(where.parameters())
                .withFetchSize(1_000)
                .query(Facilities::plant)
                .stream()) {
            rows.forEach(consumer);
        }
    }

    @Transactional(readOnly = true)
    public Optional<Plant> find(String key) {
        return one("t.deleted_at is null", key);
    }

    /** A deleted one, for those who may bring it back. */
    @Transactional(readOnly = true)
    public Optional<Plant> findDeleted(String key, @Nullable Person person) {
        return one("t.deleted_at is not null", key)
                .filter(plant -> Organisations.mayEdit(person, plant.organisation()));
    }

    private Optional<Plant> one(String condition, String key) {
        return jdbc.sql(SELECT + condition + " and t.key = :key")
                .param("key", key)
                .query(Facilities::plant)
                .optional();
    }

    /** What a facility can do. */
    @Transactional(readOnly = true)
    public List<Step> steps(String facility) {
        return jdbc.sql("select r.*, r.outputs::text as made, r.qualities::text as declared, c.name as input_name,"
                        + " c.kind as input_kind, array(select o.key || '=' || coalesce(n.name, o.key)"
                        + " from jsonb_object_keys(r.outputs) o (key) left join resource_class n on n.key = o.key)"
                        + " as names from process r join resource_class c on c.key = r.input"
                        + " where r.facility = ? and r.deleted_at is null order by r.key")
                .param(facility)
                .query(Facilities::step)
                .list();
    }

    @Transactional
    public Saved add(Person person, Facility facility) {
        organisations.holdSite(person, facility.site());
        return Saved.added(ledger.insert(person, InventoryTables.FACILITIES, facility));
    }

    @Transactional
    public Saved change(Person person, Facility facility, int version) {
        getMine(facility.id(), person);
        organisations.holdSite(person, facility.site());
        return Saved.changed(ledger.update(person, InventoryTables.FACILITIES, facility, version));
    }

    /** Deletes a facility; its processes go and come back with it. */
    @Transactional
    public Saved delete(Person person, String key, int version) {
        getMine(key, person);
        return Saved.changed(ledger.delete(person, InventoryTables.FACILITIES, key, version));
    }

    @Transactional
    public void restore(Person person, String key) {
        if (findDeleted(key, person).isEmpty()) {
            throw new Missing("facility " + key);
        }
        ledger.restore(person, InventoryTables.FACILITIES, key);
    }

    @Transactional
    public Saved add(Person person, Process process) {
        getMine(process.facility(), person);
        return Saved.added(ledger.insert(person, InventoryTables.PROCESSES, process));
    }

    @Transactional
    public Saved change(Person person, Process process, int version) {
        getStep(process.facility(), process.id(), person);
        return Saved.changed(ledger.update(person, InventoryTables.PROCESSES, process, version));
    }

    @Transactional
    public Saved deleteStep(Person person, String facility, String key, int version) {
        getStep(facility, key, person);
        return Saved.changed(ledger.delete(person, InventoryTables.PROCESSES, key, version));
    }

    @Transactional
    public void restoreStep(Person person, String facility, String key) {
        getMine(facility, person);
        boolean belongs = jdbc.sql("select exists (select from process where key = ? and facility = ?)")
                .params(key, facility)
                .query(Boolean.class)
                .single();
        if (!belongs) {
            throw new Missing("process " + key);
        }
        ledger.restore(person, InventoryTables.PROCESSES, key);
    }

    /** A key that is free. */
    @Transactional(readOnly = true)
    public String freeKey(String table) {
        String letter = table.equals("process") ? "P" : "F";
        long highest = jdbc.sql("select coalesce(max(substring(key from 2)::bigint), 0) from "
                        + (table.equals("process") ? "process" : "facility") + " where key ~ :pattern")
                .param("pattern", "^" + letter + "[0-9]{1,15}$")
                .query(Long.class)
                .single();
        return letter + String.format("%02d", highest + 1);
    }

    private void getStep(String facility, String key, Person person) {
        getMine(facility, person);
        if (steps(facility).stream().noneMatch(step -> step.key().equals(key))) {
            throw new Missing("process " + key);
        }
    }

    private void getMine(String key, Person person) {
        Plant plant = find(key).orElseThrow(() -> new Missing("facility " + key));
        if (!Organisations.mayEdit(person, plant.organisation())) {
            throw new AccessDeniedException("not of an organisation of this person");
        }
    }

    private static Where where(Filter filter) {
        return new Where()
                .add("t.deleted_at is null")
                .when(
                        filter.kind(),
                        "t.key in (select r.facility from process r join resource_class c on c.key = r.input"
                                + " where c.kind = :kind and r.deleted_at is null)",
                        "kind")
                .when(
                        filter.resourceClass(),
                        "t.key in (select r.facility from process r where r.deleted_at is null"
                                + " and r.input in (select class_and_below(:class)))",
                        "class")
                .when(
                        filter.area(),
                        "t.site in (select key from site_place where area in (select area_and_below(:area)))",
                        "area")
                .when(
                        filter.organisation(),
                        "t.site in (select key from site_place where organisation = :organisation)",
                        "organisation")
                .when(filter.status(), "t.status = :status", "status")
                .words(
                        filter.text(),
                        "plain(t.key || ' ' || t.name) like :word"
                                + " or t.site in (select sites_with(:word))"
                                + " or t.key in (select r.facility from process r"
                                + " join resource_class c on c.key = r.input"
                                + " where plain(r.name || ' ' || c.name || ' ' || c.key) like :word"
                                + " and r.deleted_at is null)");
    }

    private static String order(@Nullable String sort) {
        boolean descending = sort != null && sort.startsWith("-");
        String column = SORTS.getOrDefault(sort == null ? "key" : descending ? sort.substring(1) : sort, "t.key");
        return " order by " + column + (descending ? " desc" : "") + ", t.key" + (descending ? " desc" : "");
    }

    private static Plant plant(ResultSet row, int index) throws SQLException {
        long born = row.getLong("born");
        return new Plant(
                row.getString("key"),
                row.getString("name"),
                row.getString("status"),
                row.getDouble("capacity"),
                row.getDouble("min_intake"),
                row.getDouble("fixed_cost"),
                row.getDouble("storage"),
                row.getDouble("storage_cost"),
                List.of((String[]) row.getArray("kinds").getArray()),
                row.getString("site"),
                row.getString("site_name"),
                row.getString("organisation"),
                row.getString("organisation_name"),
                row.getString("area"),
                row.getString("area_name"),
                row.getInt("version"),
                row.getTimestamp("updated_at").toInstant(),
                row.getTimestamp("deleted_at") != null,
                born == 0 ? null : born);
    }

    private static Step step(ResultSet row, int index) throws SQLException {
        Map<String, String> names = new java.util.HashMap<>();
        for (String pair : (String[]) row.getArray("names").getArray()) {
            names.put(pair.substring(0, pair.indexOf('=')), pair.substring(pair.indexOf('=') + 1));
        }
        List<Output> outputs = new ArrayList<>();
        Texts.values(row.getString("made"))
                .forEach((key, yield) -> outputs.add(new Output(key, names.getOrDefault(key, key), yield)));
        return new Step(
                row.getString("key"),
                row.getString("facility"),
                row.getString("name"),
                row.getString("input"),
                row.getString("input_name"),
                row.getString("input_kind"),
                outputs,
                row.getDouble("variable_cost"),
                row.getDouble("co2_per_unit"),
                row.getDouble("jobs_per_thousand"),
                Texts.values(row.getString("declared")),
                row.getInt("version"));
    }
}
