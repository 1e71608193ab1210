package org.knooppunt.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseAddressTest {
    @Test
    void readsTheAddressAsPsqlWritesIt() {
        DatabaseAddress address = DatabaseAddress.parse("postgresql://an:p%40ss+1@db.example:5433/hub?sslmode=require");

        assertThat(address.jdbcUrl()).isEqualTo("jdbc:postgresql://db.example:5433/hub?sslmode=require");
        assertThat(address.user()).isEqualTo("an");
        assertThat(address.password()).isEqualTo("p@ss+1");
        assertThat(address.shown()).isEqualTo("postgresql://db.example:5433/hub");
    }

    @Test
    void leavesAJdbcAddressAsItIs() {
        String text = "jdbc:postgresql://db.example/hub?user=an&password=secret";

        DatabaseAddress address = DatabaseAddress.parse(text);

        assertThat(address.jdbcUrl()).isEqualTo(text);
        assertThat(address.shown()).doesNotContain("secret");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mysql://an:secret@db/hub",
                "db.example/secret",
                "postgresql://an:sec ret@db/hub",
                "postgresql://an:secret@/hub",
                "postgresql://"
            })
    void anythingElseIsRefusedWithoutRepeatingThePassword(String text) {
        assertThatThrownBy(() -> DatabaseAddress.parse(text)).isInstanceOfSatisfying(DatabaseFault.class, fault -> {
            assertThat(fault.problem()).contains("KNOOPPUNT_DATABASE_URL").doesNotContain("secret");
            assertThat(fault.remedy()).contains("postgresql://user:password@host/database");
        });
    }
}
