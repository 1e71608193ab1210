package org.knooppunt.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import javax.sql.DataSource;
import org.knooppunt.KnooppuntProperties;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The one database: embedded by default, any PostgreSQL when an address is given. */
@Configuration(proxyBeanMethods = false)
class DatabaseConfiguration {

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnExpression("'${knooppunt.database-url:}' == ''")
    static class Embedded {
        @Bean(destroyMethod = "close")
        EmbeddedDatabase embeddedDatabase(KnooppuntProperties properties) {
            return EmbeddedDatabase.start(properties.home().resolve("postgres"));
        }

        @Bean
        DataSource dataSource(EmbeddedDatabase database) {
            return pool(database.jdbcUrl(), database.user(), database.password());
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnExpression("'${knooppunt.database-url:}' != ''")
    static class External {
        @Bean
        DataSource dataSource(KnooppuntProperties properties) {
            DatabaseAddress address = DatabaseAddress.parse(properties.databaseUrl());
            return pool(address.jdbcUrl(), address.user(), address.password());
        }
    }

    private static DataSource pool(String url, String user, String password) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setUsername(user);
        config.setPassword(password);
        config.setMaximumPoolSize(12);
        config.setMinimumIdle(2);
        config.addDataSourceProperty("reWriteBatchedInserts", "true");
        return new HikariDataSource(config);
    }
}
