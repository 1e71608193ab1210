package org.knooppunt.cases.internal;

import java.sql.Types;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.knooppunt.cases.ExchangeFacts;
import org.knooppunt.cases.LegalChecks;
import org.knooppunt.cases.LegalRules;
import org.knooppunt.engine.legal.RuleReader;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/** Facts and ticks of the exchanges of a case, and the rules, in the database. */
@Repository
public class LegalStore {
    private final JdbcClient jdbc;
    private final JsonMapper json;

    LegalStore(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    public Map<Integer, ExchangeFacts> facts(long id) {
        Map<Integer, ExchangeFacts> facts = new HashMap<>();
        jdbc.sql("select number, facts::text as facts from business_case_exchange where business_case = ?")
                .param(id)
                .query(row -> {
                    facts.put(row.getInt("number"), json.readValue(row.getString("facts"), ExchangeFacts.class));
                });
        return facts;
    }

    public void setFacts(long id, int number, ExchangeFacts facts, String who) {
        jdbc.sql("insert into business_case_exchange (business_case, number, facts, changer) values (?, ?, ?::jsonb, ?)"
                        + " on conflict (business_case, number) do update set facts = excluded.facts,"
                        + " changed_at = now(), changer = excluded.changer")
                .params(id, number, json.writeValueAsString(facts), who)
                .update();
    }

    public Map<Integer, List<LegalChecks.Tick>> ticks(long id) {
        Map<Integer, List<LegalChecks.Tick>> ticks = new HashMap<>();
        jdbc.sql("select number, rule, version, note, ticked_at, ticker from business_case_tick"
                        + " where business_case = ? order by ticked_at")
                .param(id)
                .query(row -> {
                    ticks.computeIfAbsent(row.getInt("number"), key -> new ArrayList<>())
                            .add(new LegalChecks.Tick(
                                    row.getString("rule"),
                                    row.getInt("version"),
                                    row.getString("note"),
                                    row.getTimestamp("ticked_at").toInstant(),
                                    row.getString("ticker")));
                });
        return ticks;
    }

    public void tick(long id, int number, String rule, int version, boolean done, String note, String who) {
        if (done) {
            jdbc.sql("insert into business_case_tick (business_case, number, rule, version, note, ticker)"
                            + " values (?, ?, ?, ?, ?, ?) on conflict do nothing")
                    .params(id, number, rule, version, note, who)
                    .update();
        } else {
            jdbc.sql(
                            "delete from business_case_tick where business_case = ? and number = ? and rule = ? and version = ?")
                    .params(id, number, rule, version)
                    .update();
        }
    }

    // ---- the rules themselves

    /** The files of an edition by name, of the latest one when none is named; nothing when there is none. */
    public Optional<Map<String, byte[]>> rules(@Nullable Long edition) {
        return jdbc.sql("select rules, routes, fields from legal_rules where coalesce(id = :edition, true)"
                        + " order by id desc limit 1")
                .param("edition", edition, Types.BIGINT)
                .query((row, index) -> Map.of(
                        RuleReader.RULES,
                        row.getBytes("rules"),
                        RuleReader.ROUTES,
                        row.getBytes("routes"),
                        RuleReader.FIELDS,
                        row.getBytes("fields")))
                .optional();
    }

    public List<LegalRules.Edition> editions() {
        return jdbc.sql("select id, words, added_at, adder from legal_rules order by id desc")
                .query((row, index) -> new LegalRules.Edition(
                        row.getLong("id"),
                        row.getString("words"),
                        row.getTimestamp("added_at").toInstant(),
                        row.getString("adder")))
                .list();
    }

    public long putRules(Map<String, byte[]> files, String words, String adder) {
        return jdbc.sql("insert into legal_rules (rules, routes, fields, words, adder) values (?, ?, ?, ?, ?)"
                        + " returning id")
                .params(
                        files.get(RuleReader.RULES),
                        files.get(RuleReader.ROUTES),
                        files.get(RuleReader.FIELDS),
                        words,
                        adder)
                .query(Long.class)
                .single();
    }
}
