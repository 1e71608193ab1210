package org.knooppunt.inventory.internal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.knooppunt.inventory.Inventories;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Fills an empty inventory with the demonstration region, Poort Genk, before other rooms build upon it. */
@Component
@ConditionalOnProperty("knooppunt.demonstration")
@Order(0)
class Demonstration implements ApplicationRunner {
    private static final Logger LOG = LoggerFactory.getLogger(Demonstration.class);
    private static final String FOLDER = "/demonstration/poort-genk/";
    private static final List<String> FILES = List.of(
            "classes.csv",
            "organisations.csv",
            "sites.csv",
            "offers.csv",
            "needs.csv",
            "facilities.csv",
            "processes.csv",
            "region.geojson");

    private final Inventories inventories;

    Demonstration(Inventories inventories) {
        this.inventories = inventories;
    }

    @Override
    public void run(ApplicationArguments arguments) throws IOException {
        if (!inventories.isEmpty()) {
            return;
        }
        // inside the jar the files are no paths
        Path parent = Files.createTempDirectory("knooppunt");
        Path folder = Files.createDirectory(parent.resolve("poort-genk"));
        try {
            for (String file : FILES) {
                try (InputStream in = Demonstration.class.getResourceAsStream(FOLDER + file)) {
                    if (in == null) {
                        throw new IOException("the application has no " + FOLDER + file);
                    }
                    Files.copy(in, folder.resolve(file));
                }
            }
            inventories.importFolder(folder);
            LOG.info("The demonstration region Poort Genk is loaded. Its firms and tonnages are invented.");
        } finally {
            for (String file : FILES) {
                Files.deleteIfExists(folder.resolve(file));
            }
            Files.deleteIfExists(folder);
            Files.deleteIfExists(parent);
        }
    }
}
