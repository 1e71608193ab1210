package org.knooppunt.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import javax.sql.DataSource;
import org.knooppunt.KnooppuntProperties;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The one database: embedded by default, any PostgreSQL when an address is given. */
@Configuration(proxyBeanMethods = false)
class DatabaseConfiguration {

    /** The command line opens it first, to tell what is wrong at once; tests leave it to this. */
    @Bean(destroyMethod = "close")
    @ConditionalOnMissingBean
    DatabaseServer databaseServer(KnooppuntProperties properties) {
        return DatabaseServer.open(properties.home(), properties.databaseUrl());
    }

    @Bean
    DataSource dataSource(DatabaseServer server) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(server.jdbcUrl());
        config.setUsername(server.user());
        config.setPassword(server.password());
        config.setMaximumPoolSize(12);
        config.setMinimumIdle(2);
        config.addDataSourceProperty("reWriteBatchedInserts", "true");
        // the driver would give each connection the machine's zone, and "today" in SQL would be another day than
        // "today" on the pages for an hour or two after midnight
        config.setConnectionInitSql("set time zone 'Europe/Brussels'");
        return new HikariDataSource(config);
    }
}
