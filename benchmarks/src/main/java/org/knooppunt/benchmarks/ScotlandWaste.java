package org.knooppunt.benchmarks;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.knooppunt.engine.files.InventoryWriter;
import org.knooppunt.engine.inventory.Inventory;
import org.knooppunt.engine.inventory.Mode;
import org.knooppunt.engine.inventory.MonthProfile;
import org.knooppunt.engine.inventory.Need;
import org.knooppunt.engine.inventory.Offer;
import org.knooppunt.engine.inventory.Organisation;
import org.knooppunt.engine.inventory.ResourceClass;
import org.knooppunt.engine.inventory.Site;
import org.knooppunt.engine.inventory.Visibility;

/**
 * Makes an inventory of the licensed waste sites of Scotland (SEPA, through Data Commons Scotland): what a site put out
 * of a material in the year is an offer, what it took in is a need. The year is the latest one the list of sites has.
 * Prices come from {@link ScotlandPrices}, which are assumptions. Rows that cannot be used are counted with their tonnes
 * and their reason, never silently dropped.
 *
 * <p>Keys follow from the data (the permit, the material's class), so a second conversion gives the same inventory.
 * Operators whose names differ only in case, spaces and punctuation are one organisation; a site whose operator is
 * unnamed or a private person's contact is an organisation of its own.
 */
public final class ScotlandWaste {
    /** The folder among the data. */
    static final String FOLDER = "scotland-waste";

    static final String SITES = "waste-site-io.csv";
    static final String MATERIALS = "waste-site-material-io.csv";
    private static final Set<String> NOT_A_NAME = Set.of("", "private-contact", "unknown");

    private ScotlandWaste() {}

    /**
     * Writes the inventory: {@code --out FOLDER [--data FOLDER] [--streams all|net]}; the data are those of {@code
     * KNOOPPUNT_DATA} when none are named. What was read, written and left out goes to standard output.
     */
    public static void main(String... args) throws IOException {
        Arguments arguments = Arguments.of(args, "data", "out", "streams");
        Path data = Path.of(arguments.get("data", BenchmarkData.folder().toString()));
        Path out = Path.of(arguments.get("out", ""));
        if (out.toString().isEmpty()) {
            throw new IllegalArgumentException("no --out; expected the folder to write the inventory in");
        }
        Conversion conversion = convert(data.resolve(FOLDER), ScotlandPrices.standard(), arguments);
        InventoryWriter.writeFolder(conversion.inventory(), out);
        print(conversion, out);
    }

    /** As the {@code --streams} argument says. */
    static Conversion convert(Path source, ScotlandPrices prices, Arguments arguments) throws IOException {
        String streams = arguments.get("streams", "all");
        return switch (streams) {
            case "all" -> convert(source, prices);
            case "net" -> net(convert(source, prices));
            default -> throw new IllegalArgumentException("--streams is '" + streams + "'; expected all or net");
        };
    }

    private static void print(Conversion conversion, Path out) {
        Account account = conversion.account();
        Inventory inventory = conversion.inventory();
        System.out.printf(
                Locale.ROOT,
                """
                Year %d: %,d sites and %,d rows of materials read, %,.2f t out and %,.2f t in.
                Written to %s: %,d sites of %,d organisations, %,d classes,
                %,d offers of %,.2f t and %,d needs of %,.2f t. Prices are assumptions: scotland-prices.csv.
                """,
                account.year(),
                account.siteRows(),
                account.materialRows(),
                account.tonnesOut(),
                account.tonnesIn(),
                out,
                inventory.sites().size(),
                inventory.organisations().size(),
                inventory.classes().size(),
                inventory.offers().size(),
                inventory.offers().stream().mapToDouble(Offer::quantity).sum(),
                inventory.needs().size(),
                inventory.needs().stream().mapToDouble(Need::quantity).sum());
        account.leftOut()
                .forEach((reason, rows) -> System.out.printf(
                        Locale.ROOT, "Left out: %s: %,d rows, %,.2f t%n", reason, rows.rows(), rows.tonnes()));
        account.respelt().forEach(same -> System.out.println("One operator, two spellings: " + same));
    }

    /** Rows of one kind left out. */
    record LeftOut(int rows, double tonnes) {}

    /**
     * What became of the source.
     *
     * @param siteRows rows of the year in the list of sites
     * @param materialRows rows of the year in the list of materials
     * @param tonnesOut and
     * @param tonnesIn of the year in the source, the rows left out included
     * @param leftOut by reason, in alphabetical order
     * @param respelt operators' names that fell together with another spelling
     */
    record Account(
            int year,
            int siteRows,
            int materialRows,
            double tonnesOut,
            double tonnesIn,
            TreeMap<String, LeftOut> leftOut,
            List<String> respelt) {}

    record Conversion(Inventory inventory, Account account) {}

    static Conversion convert(Path source, ScotlandPrices prices) throws IOException {
        return new Reading(prices).convert(source);
    }

    /**
     * Without what merely passes through: of each material a site is left with only what it put out beyond what it took
     * in, or the other way round.
     */
    static Conversion net(Conversion all) {
        Map<String, Double> in = new HashMap<>();
        all.inventory().needs().forEach(need -> in.put(need.site() + " " + need.resourceClass(), need.quantity()));
        Map<String, Double> passing = new HashMap<>();
        for (Offer offer : all.inventory().offers()) {
            String where = offer.site() + " " + offer.resourceClass();
            passing.put(where, Math.min(offer.quantity(), in.getOrDefault(where, 0.0)));
        }
        List<Offer> offers = new ArrayList<>();
        for (Offer offer : all.inventory().offers()) {
            double rest = offer.quantity() - passing.getOrDefault(offer.site() + " " + offer.resourceClass(), 0.0);
            if (rest > 0) {
                offers.add(offer(
                        offer.id(), offer.site(), offer.resourceClass(), rest, offer.price(), offer.description()));
            }
        }
        List<Need> needs = new ArrayList<>();
        for (Need need : all.inventory().needs()) {
            double rest = need.quantity() - passing.getOrDefault(need.site() + " " + need.resourceClass(), 0.0);
            if (rest > 0) {
                needs.add(need(need.id(), need.site(), need.resourceClass(), rest, need.price(), need.description()));
            }
        }
        int before = all.inventory().offers().size() + all.inventory().needs().size();
        TreeMap<String, LeftOut> leftOut = new TreeMap<>(all.account().leftOut());
        leftOut.put(
                "passes through its site",
                new LeftOut(
                        before - offers.size() - needs.size(),
                        2
                                * passing.values().stream()
                                        .mapToDouble(Double::doubleValue)
                                        .sum()));
        Account account = all.account();
        return new Conversion(
                inventory(
                        all.inventory().classes(),
                        all.inventory().organisations(),
                        all.inventory().sites(),
                        offers,
                        needs),
                new Account(
                        account.year(),
                        account.siteRows(),
                        account.materialRows(),
                        account.tonnesOut(),
                        account.tonnesIn(),
                        leftOut,
                        account.respelt()));
    }

    private static Inventory inventory(
            Collection<ResourceClass> classes,
            Collection<Organisation> organisations,
            Collection<Site> sites,
            Collection<Offer> offers,
            Collection<Need> needs) {
        return new Inventory(
                List.copyOf(classes),
                List.copyOf(organisations),
                List.copyOf(sites),
                List.copyOf(offers),
                List.copyOf(needs),
                List.of(),
                List.of(),
                List.of());
    }

    private static Offer offer(
            String key, String site, String resourceClass, double tonnes, double price, String description) {
        return new Offer(
                key,
                site,
                resourceClass,
                tonnes,
                price,
                null,
                description,
                0,
                MonthProfile.EVEN,
                Visibility.PUBLIC,
                new TreeMap<>());
    }

    private static Need need(
            String key, String site, String resourceClass, double tonnes, double price, String description) {
        return new Need(
                key,
                site,
                resourceClass,
                tonnes,
                price,
                description,
                0,
                MonthProfile.EVEN,
                Visibility.PUBLIC,
                new TreeMap<>());
    }

    /** Lower-case letters and digits joined by single hyphens. */
    static String slug(String text) {
        String plain = Normalizer.normalize(text, Normalizer.Form.NFD).replaceAll("\\p{M}", "");
        return plain.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
    }

    /** One conversion. */
    private static final class Reading {
        private final ScotlandPrices prices;
        private final Map<String, Organisation> organisations = new LinkedHashMap<>();
        private final Map<String, Site> sites = new LinkedHashMap<>();
        private final Set<String> streams = new HashSet<>();
        private final List<Offer> offers = new ArrayList<>();
        private final List<Need> needs = new ArrayList<>();
        private final TreeMap<String, LeftOut> leftOut = new TreeMap<>();
        private final Set<String> respelt = new TreeSet<>();
        private int materialRows;
        private double tonnesOut;
        private double tonnesIn;

        Reading(ScotlandPrices prices) {
            this.prices = prices;
        }

        Conversion convert(Path source) throws IOException {
            List<NamedCsvRecord> siteRows = rows(source.resolve(SITES));
            String year = siteRows.stream()
                    .map(row -> row.getField("year"))
                    .max(String::compareTo)
                    .orElseThrow(
                            () -> new IOException(source.resolve(SITES) + " has no rows; expected a list of sites"));
            List<NamedCsvRecord> current = siteRows.stream()
                    .filter(row -> row.getField("year").equals(year))
                    .toList();
            current.forEach(this::addSite);
            try (CsvReader<NamedCsvRecord> materials =
                    CsvReader.builder().ofNamedCsvRecord(source.resolve(MATERIALS))) {
                for (NamedCsvRecord row : materials) {
                    if (row.getField("year").equals(year)) {
                        addStream(row, year);
                    }
                }
            }
            Inventory inventory = inventory(prices.classes(), organisations.values(), sites.values(), offers, needs);
            Account account = new Account(
                    Integer.parseInt(year),
                    current.size(),
                    materialRows,
                    tonnesOut,
                    tonnesIn,
                    leftOut,
                    List.copyOf(respelt));
            return new Conversion(inventory, account);
        }

        private static List<NamedCsvRecord> rows(Path file) throws IOException {
            try (CsvReader<NamedCsvRecord> rows = CsvReader.builder().ofNamedCsvRecord(file)) {
                return rows.stream().toList();
            }
        }

        private void addSite(NamedCsvRecord row) {
            String key = slug(row.getField("permit"));
            OptionalDouble lat = number(row.getField("latitude"));
            OptionalDouble lon = number(row.getField("longitude"));
            if (key.isEmpty()) {
                leaveOut("site without a permit", 0);
            } else if (lat.isEmpty() || lon.isEmpty()) {
                leaveOut("site without coordinates", 0);
            } else if (sites.containsKey(key)) {
                leaveOut("site whose permit stood before", 0);
            } else {
                String name = row.getField("site-name").strip();
                sites.put(
                        key,
                        new Site(
                                key,
                                organisation(row.getField("operator").strip(), key),
                                name.isEmpty() ? row.getField("permit") : name,
                                row.getField("region"),
                                lat.getAsDouble(),
                                lon.getAsDouble(),
                                Set.of(Mode.ROAD)));
            }
        }

        private String organisation(String operator, String site) {
            String key = slug(operator);
            if (NOT_A_NAME.contains(key)) {
                key = "operator-of-" + site;
                organisations.put(key, new Organisation(key, "Private operator of " + site, "", null, null));
                return key;
            }
            Organisation before = organisations.putIfAbsent(key, new Organisation(key, operator, "", null, null));
            if (before != null && !before.name().equals(operator)) {
                respelt.add(operator + " = " + before.name());
            }
            return key;
        }

        private void addStream(NamedCsvRecord row, String year) {
            materialRows++;
            String material = row.getField("material");
            OptionalDouble amount = number(row.getField("tonnes"));
            double tonnes = amount.orElse(0);
            boolean out =
                    switch (row.getField("io-direction")) {
                        case "out" -> true;
                        case "in" -> false;
                        default ->
                            throw new IllegalArgumentException(MATERIALS + ":" + row.getStartingLineNumber()
                                    + ": io-direction is '" + row.getField("io-direction") + "'; expected in or out");
                    };
            if (out) {
                tonnesOut += tonnes;
            } else {
                tonnesIn += tonnes;
            }
            String site = slug(row.getField("permit"));
            if (amount.isEmpty()) {
                leaveOut("tonnes not a number", 0);
            } else if (tonnes <= 0) {
                leaveOut("no tonnes", tonnes);
            } else if (!sites.containsKey(site)) {
                leaveOut("permit without a usable site", tonnes);
            } else {
                ScotlandPrices.Price price = prices.get(material);
                String key = site + (out ? ".out." : ".in.") + price.resourceClass();
                String what = material + (out ? ", output of " : ", input of ") + year;
                if (!streams.add(key)) {
                    leaveOut("site, direction and material stood before", tonnes);
                } else if (out) {
                    offers.add(offer(key, site, price.resourceClass(), tonnes, price.asked(), what));
                } else {
                    needs.add(need(key, site, price.resourceClass(), tonnes, price.paid(), what));
                }
            }
        }

        private void leaveOut(String reason, double tonnes) {
            leftOut.merge(
                    reason,
                    new LeftOut(1, tonnes),
                    (one, other) -> new LeftOut(one.rows() + other.rows(), one.tonnes() + other.tonnes()));
        }

        private static OptionalDouble number(String text) {
            try {
                double value = Double.parseDouble(text.strip());
                return Double.isFinite(value) ? OptionalDouble.of(value) : OptionalDouble.empty();
            } catch (NumberFormatException notANumber) {
                return OptionalDouble.empty();
            }
        }
    }
}
