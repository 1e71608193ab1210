package org.knooppunt.database;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.knooppunt.PlatformTest;
import org.knooppunt.web.Formats;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The platform on whichever database the tests run on. */
class DatabaseConfigurationTest extends PlatformTest {
    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private DatabaseServer server;

    @Test
    void theTablesAreMadeOnAServerThatIsNewEnough() {
        assertThat(jdbc.sql("select current_setting('server_version_num')::int")
                        .query(Integer.class)
                        .single())
                .isGreaterThanOrEqualTo(150_000);
        assertThat(jdbc.sql("select bool_and(success) from flyway_schema_history")
                        .query(Boolean.class)
                        .single())
                .isTrue();
    }

    @Test
    void todayInTheDatabaseIsTodayOnThePages() {
        assertThat(jdbc.sql("select current_setting('TimeZone')")
                        .query(String.class)
                        .single())
                .isEqualTo(Formats.ZONE.getId());
    }

    @Test
    void theTestsRunWhereTheyWereToldTo() {
        String given = System.getenv("KNOOPPUNT_DATABASE_URL");
        boolean isExternal = given != null && !given.isBlank();

        assertThat(server).isInstanceOf(isExternal ? ExternalDatabase.class : EmbeddedDatabase.class);
        assertThat(jdbc.sql("select current_database()").query(String.class).single())
                .matches(isExternal ? "knooppunt_test_.*" : "knooppunt");
    }
}
