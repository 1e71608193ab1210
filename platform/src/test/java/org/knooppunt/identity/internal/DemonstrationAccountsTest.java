package org.knooppunt.identity.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The demonstration is for this machine alone. */
class DemonstrationAccountsTest {
    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, localhost, true",
        "127.0.0.1, 127.0.0.1, true",
        "0:0:0:0:0:0:0:1, [::1], true",
        "192.168.1.20, localhost, false",
        "10.0.0.1, 127.0.0.1, false",
        "127.0.0.1, attacker.example, false",
        "127.0.0.1, 192.168.1.20, false",
        "localhost, localhost, false"
    })
    void onlyThisMachineUnderItsOwnNameMayClick(String address, String host, boolean here) {
        assertThat(new SignInDetails(address, host, "administrator").fromThisMachine())
                .isEqualTo(here);
    }

    @Test
    void theDemonstrationListensOnThisMachineOnly() throws Exception {
        assertThatCode(() -> DemonstrationAccounts.checkBind(InetAddress.getByName("127.0.0.1")))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> DemonstrationAccounts.checkBind(null)).hasMessageContaining("not set");
        InetAddress all = InetAddress.getByName("0.0.0.0");
        assertThatThrownBy(() -> DemonstrationAccounts.checkBind(all))
                .hasMessageContaining("0.0.0.0")
                .hasMessageContaining("Set server.address to 127.0.0.1");
    }
}
