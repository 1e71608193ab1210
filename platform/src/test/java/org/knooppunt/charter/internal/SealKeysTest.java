package org.knooppunt.charter.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.knooppunt.KnooppuntProperties;
import org.knooppunt.MailSettings;
import org.knooppunt.MapBase;
import org.knooppunt.charter.SealProperties;

class SealKeysTest {
    @TempDir
    Path home;

    private SealKeys keys(SealProperties settings) {
        return new SealKeys(
                new KnooppuntProperties(
                        home,
                        null,
                        false,
                        null,
                        new MapBase("", ""),
                        new MailSettings(null, 587, null, null, "hub@example.org", true)),
                settings);
    }

    @Test
    void theKeyOfTheSettingsIsUsedAndNoOtherMade() throws IOException {
        Path given = home.resolve("eigen.p12");
        Files.write(given, SealKeys.make("CN=Stad Voorbeeld"));

        SealKeys keys = keys(new SealProperties(given, "knooppunt"));
        keys.prepare();
        SealKeys.Key key = keys.key();

        assertThat(key.file()).isEqualTo(Files.readAllBytes(given));
        assertThat(new String(key.password())).isEqualTo("knooppunt");
        assertThat(home.resolve("seal")).doesNotExist();
    }

    @Test
    void aKeyThatIsNotThereIsToldWithItsSetting() {
        assertThatThrownBy(() -> keys(new SealProperties(home.resolve("weg.p12"), "geheim"))
                        .key())
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContainingAll("weg.p12", "knooppunt.seal.file")
                .hasMessageNotContaining("geheim");
    }

    @Test
    void programsThatStartAtOnceMakeOneKey() {
        SealKeys keys = keys(new SealProperties(null, null));
        ConcurrentLinkedQueue<String> made = new ConcurrentLinkedQueue<>();
        try (ExecutorService programs = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 20; i++) {
                programs.submit(() -> {
                    keys.prepare();
                    return made.add(
                            java.util.HexFormat.of().formatHex(keys.key().file()));
                });
            }
        }

        assertThat(made).hasSize(20);
        assertThat(List.copyOf(made)).as("all read the same").containsOnly(made.peek());
    }
}
