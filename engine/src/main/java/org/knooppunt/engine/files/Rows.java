package org.knooppunt.engine.files;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.knooppunt.engine.inventory.EnterpriseNumber;
import org.knooppunt.engine.inventory.Facility;
import org.knooppunt.engine.inventory.FacilityStatus;
import org.knooppunt.engine.inventory.Kind;
import org.knooppunt.engine.inventory.Link;
import org.knooppunt.engine.inventory.Mode;
import org.knooppunt.engine.inventory.MonthProfile;
import org.knooppunt.engine.inventory.Need;
import org.knooppunt.engine.inventory.Numbers;
import org.knooppunt.engine.inventory.Offer;
import org.knooppunt.engine.inventory.Organisation;
import org.knooppunt.engine.inventory.Process;
import org.knooppunt.engine.inventory.QualityLimit;
import org.knooppunt.engine.inventory.ResourceClass;
import org.knooppunt.engine.inventory.Site;
import org.knooppunt.engine.inventory.Visibility;

/** Makes records of rows, table by table; scratch of one reading. */
final class Rows {
    private static final Pattern NOT_IN_CODE = Pattern.compile("[\\s\\u00a0\\u202f]|\\*$");
    private static final Pattern SIX_DIGITS = Pattern.compile("[0-9]{6}");

    final List<TableRow<ResourceClass>> classes = new ArrayList<>();
    final List<TableRow<Organisation>> organisations = new ArrayList<>();
    final List<TableRow<Site>> sites = new ArrayList<>();
    final List<TableRow<Offer>> offers = new ArrayList<>();
    final List<TableRow<Need>> needs = new ArrayList<>();
    final List<TableRow<Facility>> facilities = new ArrayList<>();
    final List<TableRow<Process>> processes = new ArrayList<>();
    final List<TableRow<Link>> links = new ArrayList<>();
    final ClassTree tree;
    private final Map<String, Integer> linkRows = new HashMap<>();
    private final @Nullable Predicate<String> wasteCodes;

    Rows(ReadOptions options) {
        this.wasteCodes = options.wasteCodes();
        this.tree = new ClassTree(options.known().classes());
    }

    /** Reads the row the reader stands at; a row with a fault leaves no record. */
    void read(Table table, RowReader row) {
        switch (table) {
            case CLASSES -> add(classes, row, resourceClass(row));
            case ORGANISATIONS -> add(organisations, row, organisation(row));
            case SITES -> add(sites, row, site(row));
            case OFFERS -> add(offers, row, offer(row));
            case NEEDS -> add(needs, row, need(row));
            case FACILITIES -> add(facilities, row, facility(row));
            case PROCESSES -> add(processes, row, process(row));
            case LINKS -> add(links, row, link(row));
        }
    }

    private static <T> void add(List<TableRow<T>> rows, RowReader row, @Nullable T made) {
        if (made != null) {
            rows.add(new TableRow<>(row.row(), made));
        }
    }

    private @Nullable ResourceClass resourceClass(RowReader row) {
        String id = row.key("class");
        String parent = row.findKey("parent");
        Kind kind = row.requiredWord("kind", Kind::find, List.of(Kind.values()), Kind::code);
        String unit = row.find("unit");
        if (unit != null && kind != null && !isUnit(unit, kind)) {
            row.fault(
                    "unit", unit, FaultKind.WRONG_UNIT, kind.code(), kind.unit().symbol());
        }
        String name = row.text("name");
        tree.add(id, row.row(), parent, kind);
        return row.isGood() && kind != null ? new ResourceClass(id, parent, kind, name) : null;
    }

    private static boolean isUnit(String text, Kind kind) {
        String plain = text.replace('²', '2').replace('³', '3');
        return plain.equalsIgnoreCase(kind.unit().symbol());
    }

    private static @Nullable Organisation organisation(RowReader row) {
        String id = row.key("organisation");
        String name = row.text("name");
        String type = row.text("type");
        String written = row.find("enterprise_number");
        EnterpriseNumber number = null;
        if (written != null) {
            number = EnterpriseNumber.parse(written).orElse(null);
            if (number == null) {
                row.fault("enterprise_number", written, FaultKind.BAD_ENTERPRISE_NUMBER);
            }
        }
        String nace = row.find("nace");
        return row.isGood() ? new Organisation(id, name, type, number, nace) : null;
    }

    private static @Nullable Site site(RowReader row) {
        String id = row.key("site");
        String organisation = row.reference("organisation", Table.ORGANISATIONS);
        String name = row.text("name");
        String area = row.text("area");
        double lat = row.number("lat");
        double lon = row.number("lon");
        if (lat >= 2 && lat <= 7 && lon >= 49 && lon <= 52) {
            row.fault("lat", row.found("lat"), FaultKind.COORDINATES_SWAPPED, Numbers.text(lon), Numbers.text(lat));
        }
        if (Math.abs(lat) > 90) {
            row.fault("lat", row.found("lat"), FaultKind.OUT_OF_RANGE, "-90", "90");
        }
        if (Math.abs(lon) > 180) {
            row.fault("lon", row.found("lon"), FaultKind.OUT_OF_RANGE, "-180", "180");
        }
        Set<Mode> modes = new TreeSet<>();
        String words = row.find("modes");
        if (words != null) {
            boolean[] wrong = {false};
            for (String word : words.split("\\+", -1)) {
                Mode.find(Texts.strip(word).toLowerCase(Locale.ROOT))
                        .ifPresentOrElse(modes::add, () -> wrong[0] = true);
            }
            if (wrong[0]) {
                row.fault("modes", words, FaultKind.UNKNOWN_WORDS, modeCodes());
            }
        }
        return row.isGood() ? new Site(id, organisation, name, area, lat, lon, modes) : null;
    }

    private static String modeCodes() {
        return String.join(", ", Arrays.stream(Mode.values()).map(Mode::code).toList());
    }

    private @Nullable Offer offer(RowReader row) {
        String id = row.key("offer");
        String site = row.reference("site", Table.SITES);
        String resourceClass = row.reference("class", Table.CLASSES);
        double quantity = row.atLeastZero("quantity", row.number("quantity"));
        double price = row.numberOrZero("price");
        String ewc = wasteCode(row);
        String description = row.text("description");
        double deviation = row.quietNumberOrZero("sd");
        MonthProfile profile = row.profile("profile");
        Visibility visibility = visibility(row);
        SortedMap<String, Double> qualities = row.qualities("q_");
        return row.isGood()
                ? new Offer(
                        id,
                        site,
                        resourceClass,
                        quantity,
                        price,
                        ewc,
                        description,
                        deviation,
                        profile,
                        visibility,
                        qualities)
                : null;
    }

    /** Six digits, also from {@code 19 12 04*}; a spreadsheet that made a number of 020304 lost the zero in front. */
    private @Nullable String wasteCode(RowReader row) {
        String written = row.find("ewc");
        if (written == null) {
            return null;
        }
        String code = NOT_IN_CODE.matcher(written).replaceAll("");
        boolean lostZero =
                code.length() == 5 && (row.isNumberCell("ewc") || wasteCodes != null && wasteCodes.test("0" + code));
        if (lostZero) {
            code = "0" + code;
        }
        if (!SIX_DIGITS.matcher(code).matches()) {
            row.fault("ewc", written, FaultKind.BAD_WASTE_CODE);
        } else if (wasteCodes != null && !wasteCodes.test(code)) {
            row.fault("ewc", written, FaultKind.UNKNOWN_WASTE_CODE);
        }
        return code;
    }

    /** Nobody but the owner and the coordinator sees a stream of which nothing was said. */
    private static Visibility visibility(RowReader row) {
        if (row.find("visibility") == null) {
            row.took("visibility", Visibility.COORDINATOR.code());
            return Visibility.COORDINATOR;
        }
        Visibility visibility =
                row.word("visibility", Visibility::find, List.of(Visibility.values()), Visibility::code);
        return visibility == null ? Visibility.COORDINATOR : visibility;
    }

    private static @Nullable Need need(RowReader row) {
        String id = row.key("need");
        String site = row.reference("site", Table.SITES);
        String resourceClass = row.reference("class", Table.CLASSES);
        double quantity = row.atLeastZero("quantity", row.number("quantity"));
        double price = row.numberOrZero("price");
        String description = row.text("description");
        double deviation = row.quietNumberOrZero("sd");
        MonthProfile profile = row.profile("profile");
        Visibility visibility = visibility(row);
        SortedMap<String, Double> lowest = row.qualities("min_");
        SortedMap<String, Double> highest = row.qualities("max_");
        SortedMap<String, QualityLimit> limits = new TreeMap<>();
        Set<String> limited = new TreeSet<>(lowest.keySet());
        limited.addAll(highest.keySet());
        for (String quality : limited) {
            double min = lowest.getOrDefault(quality, Double.NEGATIVE_INFINITY);
            double max = highest.getOrDefault(quality, Double.POSITIVE_INFINITY);
            if (min > max) {
                row.fault(
                        row.qualityColumn("min_", quality),
                        row.foundQuality("min_", quality),
                        FaultKind.MIN_ABOVE_MAX,
                        row.qualityColumn("max_", quality),
                        row.foundQuality("max_", quality));
            } else if (min <= max) {
                limits.put(quality, new QualityLimit(min, max));
            }
        }
        return row.isGood()
                ? new Need(
                        id, site, resourceClass, quantity, price, description, deviation, profile, visibility, limits)
                : null;
    }

    private static @Nullable Facility facility(RowReader row) {
        String id = row.key("facility");
        String site = row.reference("site", Table.SITES);
        String name = row.text("name");
        FacilityStatus status = row.requiredWord(
                "status", FacilityStatus::find, List.of(FacilityStatus.values()), FacilityStatus::code);
        double capacity = row.atLeastZero("capacity", row.number("capacity"));
        double minIntake = row.atLeastZero("min_intake", row.numberOrZero("min_intake"));
        double fixedCost = row.atLeastZero("fixed_cost", row.numberOrZero("fixed_cost"));
        double storage = row.quietNumberOrZero("storage");
        double storageCost = row.quietNumberOrZero("storage_cost");
        if (minIntake > capacity) {
            row.fault(
                    "min_intake", row.found("min_intake"), FaultKind.MIN_INTAKE_ABOVE_CAPACITY, Numbers.text(capacity));
        }
        return row.isGood() && status != null
                ? new Facility(id, site, name, status, capacity, minIntake, fixedCost, storage, storageCost)
                : null;
    }

    private static @Nullable Process process(RowReader row) {
        String id = row.key("process");
        String facility = row.reference("facility", Table.FACILITIES);
        String name = row.text("name");
        String input = row.reference("input", Table.CLASSES);
        SortedMap<String, Double> outputs = row.outputs("outputs");
        double variableCost = row.numberOrZero("variable_cost");
        double co2 = row.numberOrZero("co2_per_unit");
        double jobs = row.numberOrZero("jobs_per_1000");
        SortedMap<String, Double> qualities = row.qualities("q_");
        return row.isGood()
                ? new Process(id, facility, name, input, outputs, variableCost, co2, jobs, qualities)
                : null;
    }

    private @Nullable Link link(RowReader row) {
        String from = row.reference("from", Table.SITES);
        String to = row.reference("to", Table.SITES);
        double cost = row.number("cost");
        double km = row.atLeastZero("km", row.numberOrZero("km"));
        double co2 = row.numberOrZero("co2");
        Mode mode = Mode.ROAD;
        if (row.find("mode") == null) {
            row.took("mode", Mode.ROAD.code());
        } else {
            Mode given = row.word("mode", Mode::find, List.of(Mode.values()), Mode::code);
            mode = given == null ? mode : given;
        }
        if (row.isGood()) {
            Integer before = linkRows.putIfAbsent(from + "\n" + to + "\n" + mode.code(), row.row());
            if (before != null) {
                row.fault("to", to, FaultKind.DUPLICATE_KEY, before.toString());
            }
        }
        return row.isGood() ? new Link(from, to, cost, km, co2, mode) : null;
    }
}
