package org.knooppunt.engine.files;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.knooppunt.engine.inventory.EnterpriseNumber;
import org.knooppunt.engine.inventory.Facility;
import org.knooppunt.engine.inventory.FacilityStatus;
import org.knooppunt.engine.inventory.Inventory;
import org.knooppunt.engine.inventory.Kind;
import org.knooppunt.engine.inventory.Link;
import org.knooppunt.engine.inventory.Mode;
import org.knooppunt.engine.inventory.MonthProfile;
import org.knooppunt.engine.inventory.Need;
import org.knooppunt.engine.inventory.Offer;
import org.knooppunt.engine.inventory.Organisation;
import org.knooppunt.engine.inventory.Process;
import org.knooppunt.engine.inventory.QualityLimit;
import org.knooppunt.engine.inventory.ResourceClass;
import org.knooppunt.engine.inventory.Site;
import org.knooppunt.engine.inventory.Visibility;

/** Makes an inventory with everything that is allowed and hard to write down. */
final class RandomInventory {
    private static final String[] HARD = {
        "",
        " ",
        "  padded  ",
        "a,b",
        "a;b",
        "\"quoted\"",
        "two\nlines",
        "dos\r\nlines",
        "\r",
        "=1+2",
        "+3",
        "-4",
        "@x",
        "'",
        "1,234",
        "001",
        "1e5",
        "NaN",
        "TRUE",
        "2024-01-01",
        "_x000D_",
        "_x005F_x000D_",
        "_x41_",
        "é ü ł 漢 😀",
        "\u00a0",
        "\u200b",
        "\ufeff",
        "\t",
        "<b>&amp;</b>",
        "]]>",
        "null",
        "#DIV/0!",
        "sep=;",
        "\u2028"
    };

    private final Random random;
    private final Set<String> used = new HashSet<>();

    RandomInventory(long seed) {
        random = new Random(seed);
    }

    Inventory next() {
        List<ResourceClass> classes = new ArrayList<>();
        for (int i = 0; i < 2 + random.nextInt(8); i++) {
            ResourceClass parent = classes.isEmpty() || random.nextBoolean() ? null : any(classes);
            Kind kind = parent == null ? any(List.of(Kind.values())) : parent.kind();
            classes.add(new ResourceClass(plainKey("c"), parent == null ? null : parent.id(), kind, text()));
        }
        List<Organisation> organisations = new ArrayList<>();
        for (int i = 0; i < 1 + random.nextInt(4); i++) {
            organisations.add(
                    new Organisation(key("org"), text(), text(), number(), random.nextBoolean() ? null : "38.10"));
        }
        List<Site> sites = new ArrayList<>();
        for (int i = 0; i < 1 + random.nextInt(6); i++) {
            sites.add(new Site(
                    key("s"),
                    any(organisations).id(),
                    text(),
                    text(),
                    random.nextDouble(-90, 90),
                    random.nextDouble(53, 180) * (random.nextBoolean() ? 1 : -1),
                    random.nextBoolean() ? Set.of() : Set.of(Mode.WATER, any(List.of(Mode.RAIL, Mode.ROAD)))));
        }
        List<Offer> offers = new ArrayList<>();
        List<Need> needs = new ArrayList<>();
        for (int i = 0; i < random.nextInt(12); i++) {
            offers.add(new Offer(
                    key("o"),
                    any(sites).id(),
                    any(classes).id(),
                    positive(),
                    any(),
                    random.nextBoolean() ? null : String.format("%06d", random.nextInt(1_000_000)),
                    text(),
                    positive(),
                    profile(),
                    any(List.of(Visibility.values())),
                    qualities()));
            needs.add(new Need(
                    key("n"),
                    any(sites).id(),
                    any(classes).id(),
                    positive(),
                    any(),
                    text(),
                    positive(),
                    profile(),
                    any(List.of(Visibility.values())),
                    limits()));
        }
        List<Facility> facilities = new ArrayList<>();
        List<Process> processes = new ArrayList<>();
        for (int i = 0; i < random.nextInt(4); i++) {
            double capacity = positive();
            facilities.add(new Facility(
                    key("f"),
                    any(sites).id(),
                    text(),
                    any(List.of(FacilityStatus.values())),
                    capacity,
                    capacity * random.nextDouble(),
                    positive(),
                    random.nextBoolean() ? 0 : positive(),
                    random.nextBoolean() ? 0 : positive()));
            processes.add(new Process(
                    key("p"),
                    any(facilities).id(),
                    text(),
                    any(classes).id(),
                    outputs(classes),
                    any(),
                    any(),
                    any(),
                    qualities()));
        }
        List<Link> links = new ArrayList<>();
        Set<String> pairs = new HashSet<>();
        for (int i = 0; i < random.nextInt(4); i++) {
            Link link =
                    new Link(any(sites).id(), any(sites).id(), any(), positive(), any(), any(List.of(Mode.values())));
            if (pairs.add(link.from() + "\n" + link.to() + link.mode())) {
                links.add(link);
            }
        }
        return new Inventory(classes, organisations, sites, offers, needs, facilities, processes, links);
    }

    private <T> T any(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }

    private String text() {
        return random.nextInt(3) == 0
                ? "plain text"
                : HARD[random.nextInt(HARD.length)] + (random.nextBoolean() ? "" : "x");
    }

    private String plainKey(String prefix) {
        return prefix + "." + used.size() + (used.add(prefix + used.size()) ? "" : "x");
    }

    private String key(String prefix) {
        String odd = Texts.strip(HARD[random.nextInt(HARD.length)]);
        String key =
                switch (random.nextInt(4)) {
                    case 0 -> odd + prefix;
                    case 1 -> Integer.toString(random.nextInt(100_000));
                    default -> prefix + random.nextInt(1_000_000);
                };
        return used.add(key) ? key : key(prefix + "_");
    }

    private @Nullable EnterpriseNumber number() {
        if (random.nextBoolean()) {
            return null;
        }
        long first = 10_000_000L + random.nextInt(9_000_000);
        return new EnterpriseNumber(String.format("%08d%02d", first, 97 - first % 97));
    }

    private double positive() {
        return switch (random.nextInt(6)) {
            case 0 -> 0;
            case 1 -> random.nextInt(100_000);
            case 2 -> random.nextInt(10_000) / 1000.0;
            case 3 -> random.nextDouble() * Math.pow(10, random.nextInt(-20, 20));
            case 4 -> random.nextBoolean() ? Double.MIN_VALUE : 1e15 + 0.3;
            default -> random.nextDouble() * 1000;
        };
    }

    private double any() {
        double value = positive();
        return value == 0 || random.nextBoolean() ? value : -value;
    }

    private MonthProfile profile() {
        if (random.nextBoolean()) {
            return MonthProfile.EVEN;
        }
        List<Double> weights = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            weights.add(i == 0 ? 1.5 : positive());
        }
        return new MonthProfile(weights);
    }

    private String quality() {
        return any(List.of("temp", "Temp", "pH", "a b", "zoutgehalte (g/l)", "q,r", "1.5"));
    }

    private SortedMap<String, Double> qualities() {
        SortedMap<String, Double> qualities = new TreeMap<>();
        for (int i = 0; i < random.nextInt(3); i++) {
            qualities.put(quality(), any());
        }
        return qualities;
    }

    private SortedMap<String, QualityLimit> limits() {
        SortedMap<String, QualityLimit> limits = new TreeMap<>();
        for (int i = 0; i < random.nextInt(3); i++) {
            double min = any();
            limits.put(
                    quality(),
                    switch (random.nextInt(3)) {
                        case 0 -> new QualityLimit(min, Double.POSITIVE_INFINITY);
                        case 1 -> new QualityLimit(Double.NEGATIVE_INFINITY, min);
                        default -> new QualityLimit(min, min + positive());
                    });
        }
        return limits;
    }

    private SortedMap<String, Double> outputs(List<ResourceClass> classes) {
        SortedMap<String, Double> outputs = new TreeMap<>();
        for (int i = 0; i < random.nextInt(3); i++) {
            outputs.put(any(classes).id(), positive() + 0.001);
        }
        return outputs;
    }
}
