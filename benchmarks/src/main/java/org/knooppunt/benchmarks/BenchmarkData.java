package org.knooppunt.benchmarks;

import java.nio.file.Path;

/** Where the public data lie that the project does not carry itself. */
final class BenchmarkData {
    private BenchmarkData() {}

    /**
     * The folder named by {@code KNOOPPUNT_DATA}, else {@code shared/data} beside the checkout, sought from the working
     * folder upwards.
     */
    static Path folder() {
        String named = System.getenv("KNOOPPUNT_DATA");
        if (named != null && !named.isBlank()) {
            return Path.of(named);
        }
        Path at = Path.of("").toAbsolutePath();
        while (at != null) {
            Path data = at.resolve("shared/data");
            if (java.nio.file.Files.isDirectory(data)) {
                return data;
            }
            at = at.getParent();
        }
        return Path.of("../shared/data");
    }
}
