package org.knooppunt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MapBaseTest {
    @Test
    void withoutASettingThereAreNoTilesAndNothingIsLetIn() {
        MapBase none = new MapBase(" ", "");

        assertThat(none.address()).isNull();
        assertThat(none.named()).isNull();
        assertThat(none.origins()).isEmpty();
    }

    @Test
    void aTileAddressLetsInItsOwnOriginOnly() {
        assertThat(new MapBase("https://tile.example/base/{z}/{x}/{y}.png", "© Tile").origins())
                .containsExactly("https://tile.example");
        assertThat(new MapBase("http://127.0.0.1:8099/{z}/{x}/{y}", "").origins())
                .containsExactly("http://127.0.0.1:8099");
    }

    @Test
    void aWmtsIsWrittenTheSameWay() {
        MapBase wmts = new MapBase(
                "https://wmts.example/service?layer=grb&tilematrix={z}&tilerow={y}&tilecol={x}&format=image/png", "");

        assertThat(wmts.origins()).containsExactly("https://wmts.example");
    }

    @Test
    void severalHostsAreEachLetIn() {
        assertThat(new MapBase("https://{a-c}.tile.example/{z}/{x}/{y}.png", "").origins())
                .containsExactly("https://a.tile.example", "https://b.tile.example", "https://c.tile.example");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://tile.example/{z}/{x}.png",
                "tile.example/{z}/{x}/{y}.png",
                "javascript:alert({x}{y}{z})",
                "https://tile.example; script-src */{z}/{x}/{y}",
                "https:///{z}/{x}/{y}.png"
            })
    void whatIsNoTileAddressIsRefusedAtTheStartWithWhatIsExpected(String address) {
        assertThatThrownBy(() -> new MapBase(address, ""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("knooppunt.map.base");
    }
}
