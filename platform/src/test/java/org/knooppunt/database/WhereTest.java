package org.knooppunt.database;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.knooppunt.PlatformTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

class WhereTest extends PlatformTest {
    @Autowired
    JdbcClient jdbc;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Oude Autobanden",
                "ÀÁÂÃÄÅÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜÝ",
                "àáâãäåçèéêëìíîïñòóôõöøùúûüýÿ",
                "één café, 100 % naïef_œuvre \\ ß"
            })
    void aSearchedWordIsMadePlainAsTheDatabaseMakesTextPlain(String text) {
        assertThat(Where.plain(text))
                .isEqualTo(jdbc.sql("select plain(?)")
                        .param(text)
                        .query(String.class)
                        .single());
    }

    @Test
    void whatPeopleTypeIsOnlyEverAValue() {
        Where where = new Where().words("50% a_b '); drop", "x like :word");

        assertThat(where.sql())
                .isEqualTo("(x like :word0) and (x like :word1) and (x like :word2) and (x like :word3)");
        assertThat(where.parameters())
                .containsEntry("word0", "%50\\%%")
                .containsEntry("word1", "%a\\_b%")
                .containsEntry("word2", "%');%");
    }
}
