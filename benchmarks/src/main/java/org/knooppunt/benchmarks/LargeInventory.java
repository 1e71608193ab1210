package org.knooppunt.benchmarks;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.knooppunt.engine.files.InventoryWriter;
import org.knooppunt.engine.inventory.Inventory;
import org.knooppunt.engine.inventory.Kind;
import org.knooppunt.engine.inventory.Mode;
import org.knooppunt.engine.inventory.MonthProfile;
import org.knooppunt.engine.inventory.Offer;
import org.knooppunt.engine.inventory.Organisation;
import org.knooppunt.engine.inventory.ResourceClass;
import org.knooppunt.engine.inventory.Site;
import org.knooppunt.engine.inventory.Visibility;

/**
 * An inventory as large as a province could have, out of nothing: 100,000 offers at 2,000 sites of 1,000 organisations
 * in 200 classes, with descriptions of three words. The same seed gives the same inventory.
 */
final class LargeInventory {
    static final int OFFERS = 100_000;
    private static final int SITES = 2_000;
    private static final int ORGANISATIONS = 1_000;
    private static final int CLASSES = 200;
    private static final int CLASS_GROUPS = 20;

    /** No word is part of another, of a key or of a name, so that a search for one finds exactly the offers with it. */
    private static final String[] FIRST = {
        "gebroken",
        "propere",
        "vuile",
        "natte",
        "droge",
        "gemengde",
        "gesorteerde",
        "oude",
        "nieuwe",
        "zware",
        "lichte",
        "gele",
        "blauwe",
        "rode",
        "groene",
        "witte",
        "zwarte",
        "bruine",
        "grijze",
        "fijne"
    };

    private static final String[] SECOND = {
        "pallets", "planken", "tegels", "bakstenen", "kabels", "buizen", "vaten", "zakken", "dozen", "kisten", "banden",
        "matten", "platen", "flessen", "potten", "doeken", "touwen", "korrels", "spaanders", "schroot", "slib",
                "zaagsel",
        "gips", "puin", "glasscherven", "folie", "piepschuim", "vilt", "leer", "kurk"
    };
    private static final String[] THIRD = {
        "winkel", "bouwplaats", "drukkerij", "brouwerij", "bakkerij", "garage", "serre", "ziekenhuis", "school",
                "haven",
        "zagerij", "gieterij", "weverij", "slachthuis", "magazijn", "kantoor", "veiling", "zwembad", "museum", "keuken"
    };

    private LargeInventory() {}

    static Inventory generate(long seed) {
        Random random = new Random(seed);
        List<ResourceClass> classes = new ArrayList<>();
        for (int c = 0; c < CLASS_GROUPS; c++) {
            classes.add(new ResourceClass("g%02d".formatted(c), null, Kind.MATERIAL, "Groep %d".formatted(c)));
        }
        for (int c = CLASS_GROUPS; c < CLASSES; c++) {
            String group = "g%02d".formatted(c % CLASS_GROUPS);
            classes.add(
                    new ResourceClass(group + ".k%03d".formatted(c), group, Kind.MATERIAL, "Klasse %d".formatted(c)));
        }
        List<Organisation> organisations = new ArrayList<>();
        for (int o = 0; o < ORGANISATIONS; o++) {
            organisations.add(new Organisation(
                    "bm-org-%04d".formatted(o), "Verzonnen %d bv".formatted(o), "company", null, null));
        }
        List<Site> sites = new ArrayList<>();
        for (int s = 0; s < SITES; s++) {
            sites.add(new Site(
                    "bm-site-%04d".formatted(s),
                    organisations.get(random.nextInt(ORGANISATIONS)).id(),
                    "Plek %d".formatted(s),
                    "",
                    rounded(50.7 + 0.6 * random.nextDouble(), 5),
                    rounded(4.9 + 0.9 * random.nextDouble(), 5),
                    Set.of(Mode.ROAD)));
        }
        List<Offer> offers = new ArrayList<>();
        for (int o = 0; o < OFFERS; o++) {
            double quantity = rounded(Math.exp(1 + 5 * random.nextDouble()), 2);
            offers.add(new Offer(
                    "bm-%06d".formatted(o),
                    sites.get(random.nextInt(SITES)).id(),
                    classes.get(CLASS_GROUPS + random.nextInt(CLASSES - CLASS_GROUPS))
                            .id(),
                    quantity,
                    rounded(-120 + 240 * random.nextDouble(), 2),
                    null,
                    pick(random, FIRST) + " " + pick(random, SECOND) + " uit " + pick(random, THIRD),
                    rounded(quantity * 0.2 * random.nextDouble(), 2),
                    random.nextInt(4) == 0 ? profile(random) : MonthProfile.EVEN,
                    Visibility.values()[random.nextInt(3)],
                    new TreeMap<>(
                            random.nextInt(3) == 0
                                    ? Map.of("moisture", rounded(40 * random.nextDouble(), 1))
                                    : Map.<String, Double>of())));
        }
        return new Inventory(classes, organisations, sites, offers, List.of(), List.of(), List.of(), List.of());
    }

    /** One or two words that stand in some of the descriptions. */
    static String words(Random random) {
        return switch (random.nextInt(3)) {
            case 0 -> pick(random, SECOND);
            case 1 -> pick(random, FIRST) + " " + pick(random, SECOND);
            default -> pick(random, SECOND) + " " + pick(random, THIRD);
        };
    }

    /** Writes the inventory as a zipped folder, as a person would bring it. */
    static Path writeZip(Inventory inventory, Path folder) throws IOException {
        Path files = folder.resolve("inventory");
        InventoryWriter.writeFolder(inventory, files);
        Path zip = folder.resolve("inventory.zip");
        try (OutputStream out = Files.newOutputStream(zip);
                ZipOutputStream entries = new ZipOutputStream(out);
                Stream<Path> tables = Files.list(files)) {
            for (Path table : tables.sorted().toList()) {
                entries.putNextEntry(new ZipEntry(table.getFileName().toString()));
                Files.copy(table, entries);
                entries.closeEntry();
            }
        }
        return zip;
    }

    private static MonthProfile profile(Random random) {
        List<Double> months = new ArrayList<>();
        for (int month = 0; month < 12; month++) {
            months.add(1.0 + random.nextInt(9));
        }
        return new MonthProfile(months);
    }

    /** All words of descriptions that are searched for. */
    static List<String> vocabulary() {
        List<String> words = new ArrayList<>(List.of(FIRST));
        words.addAll(List.of(SECOND));
        words.addAll(List.of(THIRD));
        return words;
    }

    private static String pick(Random random, String[] words) {
        return words[random.nextInt(words.length)];
    }

    private static double rounded(double value, int digits) {
        double scale = Math.pow(10, digits);
        return Math.round(value * scale) / scale;
    }
}
