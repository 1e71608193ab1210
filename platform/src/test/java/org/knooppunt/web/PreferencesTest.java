package org.knooppunt.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PreferencesTest {
    @ParameterizedTest
    @ValueSource(strings = {"/", "/offers", "/offers?sort=-name&page=2", "/plans/a%20b"})
    void theWayBackIsAPageOfOurs(String back) {
        assertThat(Preferences.local(back)).isEqualTo(back);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "offers",
                "https://elsewhere.example",
                "//elsewhere.example",
                "/\\elsewhere.example",
                "\\\\elsewhere.example",
                "/offers\r\nSet-Cookie: a=b",
                "javascript:alert(1)"
            })
    void theWayBackIsNeverAnotherSite(String back) {
        assertThat(Preferences.local(back)).isEqualTo("/");
    }
}
