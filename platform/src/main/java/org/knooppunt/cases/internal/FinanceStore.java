package org.knooppunt.cases.internal;

import java.util.List;
import org.knooppunt.cases.MoneyLine;
import org.knooppunt.web.Coded;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The money of cases in the database. */
@Repository
public class FinanceStore {
    private final JdbcClient jdbc;

    FinanceStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param rate discount rate, a share; {@code years} is the last year that counts */
    public record Frame(double rate, int years) {}

    public Frame frame(long id) {
        return jdbc.sql("select finance_rate, finance_years from business_case where id = ?")
                .param(id)
                .query((row, index) -> new Frame(row.getDouble("finance_rate"), row.getInt("finance_years")))
                .single();
    }

    public void setFrame(long id, double rate, int years) {
        jdbc.sql("update business_case set finance_rate = ?, finance_years = ? where id = ?")
                .params(rate, years, id)
                .update();
    }

    public List<MoneyLine> lines(long id) {
        return jdbc.sql("select id, kind, name, partner, amount, first_year, last_year, growth, by_volume"
                        + " from business_case_money where business_case = ? order by"
                        + " array_position(array['investment', 'subsidy', 'benefit', 'cost'], kind), id")
                .param(id)
                .query((row, index) -> new MoneyLine(
                        row.getLong("id"),
                        Coded.of(MoneyLine.Kind.class, row.getString("kind")),
                        row.getString("name"),
                        row.getString("partner"),
                        row.getBigDecimal("amount"),
                        row.getInt("first_year"),
                        row.getInt("last_year"),
                        row.getDouble("growth"),
                        row.getBoolean("by_volume")))
                .list();
    }

    /** False when the case has a line of that name. */
    public boolean add(long id, MoneyLine line) {
        return jdbc.sql("insert into business_case_money (business_case, kind, name, partner, amount, first_year,"
                                + " last_year, growth, by_volume) values (?, ?, ?, ?, ?, ?, ?, ?, ?)"
                                + " on conflict (business_case, name) do nothing")
                        .params(
                                id,
                                line.kind().code(),
                                line.name(),
                                line.partner(),
                                line.amount(),
                                line.first(),
                                line.last(),
                                line.growth(),
                                line.byVolume())
                        .update()
                == 1;
    }

    public boolean remove(long id, long line) {
        return jdbc.sql("delete from business_case_money where id = ? and business_case = ?")
                        .params(line, id)
                        .update()
                == 1;
    }
}
