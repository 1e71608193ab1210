package org.knooppunt.cases.internal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.knooppunt.cases.ServiceTerms;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The terms on which products of cases would be a service, in the database; the latest version counts. */
@Repository
public class ServiceStore {
    private static final String SELECT = "select * from business_case_service where business_case = ?";

    private final JdbcClient jdbc;

    ServiceStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Terms as they were saved. */
    public record Kept(int version, ServiceTerms terms, Instant savedAt, String writer) {}

    public Optional<Kept> latest(long id) {
        return jdbc.sql(SELECT + " order by version desc limit 1")
                .param(id)
                .query((row, index) -> new Kept(
                        row.getInt("version"),
                        terms(row),
                        row.getTimestamp("saved_at").toInstant(),
                        row.getString("writer")))
                .optional();
    }

    public Optional<ServiceTerms> find(long id, int version) {
        return jdbc.sql(SELECT + " and version = ?")
                .params(id, version)
                .query((row, index) -> terms(row))
                .optional();
    }

    private static ServiceTerms terms(ResultSet row) throws SQLException {
        return new ServiceTerms(
                List.of((Integer[]) row.getArray("fleet").getArray()),
                row.getBigDecimal("unit_cost"),
                row.getBigDecimal("sale_price"),
                row.getBigDecimal("residual_value"),
                row.getInt("contract_years"),
                row.getBigDecimal("fee"),
                row.getBigDecimal("maintenance"),
                row.getDouble("returned"),
                row.getDouble("refurbishable"),
                row.getBigDecimal("refurbishment_cost"));
    }

    /** Adds the version after this one; false when there is one already, or this one is not there. */
    public boolean add(long id, int after, ServiceTerms terms, String writer) {
        return jdbc.sql("""
                        insert into business_case_service (business_case, version, fleet, unit_cost, sale_price,
                            residual_value, contract_years, fee, maintenance, refurbishment_cost, returned, refurbishable,
                            writer)
                        select ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?
                        where ? = coalesce((select max(version) from business_case_service where business_case = ?), 0)
                        on conflict (business_case, version) do nothing
                        """)
                        .params(
                                id,
                                after + 1,
                                terms.fleet().toArray(Integer[]::new),
                                terms.unitCost(),
                                terms.salePrice(),
                                terms.residualValue(),
                                terms.contractYears(),
                                terms.fee(),
                                terms.maintenance(),
                                terms.refurbishmentCost(),
                                terms.returned(),
                                terms.refurbishable(),
                                writer,
                                after,
                                id)
                        .update()
                == 1;
    }
}
