package org.knooppunt.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

class AllTest {
    @Test
    void aSectionIsReplacedBetweenItsMarksAndTheRestStays() {
        String page =
                "# A\n<!-- begin one -->\nold $1\n<!-- end one -->\nB\n<!-- begin two -->\nkept\n<!-- end two -->\n";

        assertThat(All.replace(page, "one", "cost $5 \\ new\n"))
                .isEqualTo("# A\n<!-- begin one -->\ncost $5 \\ new\n\n<!-- end one -->\nB\n"
                        + "<!-- begin two -->\nkept\n<!-- end two -->\n");
    }

    @Test
    void aPageWithoutTheMarksIsRefused() {
        assertThatThrownBy(() -> All.replace("# A", "one", "text"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("<!-- begin one -->");
    }

    @Test
    void aWordAfterATableStandsApart() {
        assertThat(All.asMarkdown("| a |\n|---|\n| 1 |\nall held\n")).isEqualTo("| a |\n|---|\n| 1 |\n\nall held");
        assertThat(All.asMarkdown("| a |\n|---|\n| 1 |\n\nall held\n")).isEqualTo("| a |\n|---|\n| 1 |\n\nall held");
    }

    @Test
    void thePageHasAPlaceForEverySection() throws IOException {
        String page = Files.readString(PlatformProcess.checkout().resolve("docs/benchmarks.md"));

        for (String section : All.sections()) {
            assertThat(All.replace(page, section, "text")).as(section).contains("text");
        }
    }
}
