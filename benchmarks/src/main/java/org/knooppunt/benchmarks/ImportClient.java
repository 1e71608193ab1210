package org.knooppunt.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.knooppunt.engine.inventory.Inventory;
import org.knooppunt.engine.inventory.Offer;

/** Brings an inventory into the platform as a coordinator does in the browser: upload, wait, look at the preview, accept. */
final class ImportClient {
    private static final String PAGE = "/imports";
    private static final Pattern NUMBER = Pattern.compile("/imports/(\\d+)");
    private static final long LOOK_EVERY_NANOS = 20_000_000;
    private static final long PATIENCE_NANOS = 600_000_000_000L;

    private ImportClient() {}

    /**
     * How long it took.
     *
     * @param reading from upload to the page of the preview
     * @param storing from accept to the page that says it is stored
     */
    record Times(double reading, double storing) {
        double total() {
            return reading + storing;
        }
    }

    /** @throws IllegalStateException when what is stored is not what was brought */
    static Times bring(PlatformProcess platform, Inventory inventory)
            throws IOException, InterruptedException, SQLException {
        return bring(platform, inventory, "bm-%");
    }

    /** @param keysLike pattern of the keys of its offers, by which they are told from those that were there */
    static Times bring(PlatformProcess platform, Inventory inventory, String keysLike)
            throws IOException, InterruptedException, SQLException {
        Path folder = Files.createTempDirectory("knooppunt-large");
        try (WebUser coordinator = new WebUser(platform.address());
                Connection connection = platform.connect()) {
            Path zip = LargeInventory.writeZip(inventory, folder);
            coordinator.signInAs("coordinator");
            Times times = bring(coordinator, connection, zip);
            check(connection, inventory, keysLike);
            return times;
        } finally {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    private static Times bring(WebUser coordinator, Connection connection, Path zip)
            throws IOException, InterruptedException, SQLException {
        long start = System.nanoTime();
        WebUser.Answer uploaded = coordinator.upload(PAGE, PAGE, "file", zip).orFail();
        Matcher number = NUMBER.matcher(uploaded.address().getPath());
        if (!number.find()) {
            throw new IllegalStateException("the upload led to " + uploaded.address() + "; expected /imports/NUMBER");
        }
        String page = number.group();
        long id = Long.parseLong(number.group(1));
        await(connection, "inventory_import", id, "READ");
        WebUser.Answer preview = coordinator.get(page).orFail();
        double reading = (System.nanoTime() - start) / 1e9;
        // a person looks at it now
        String token = WebUser.token(preview);
        start = System.nanoTime();
        coordinator.postWithToken(page + "/accept", token, Map.of()).orFail();
        await(connection, "inventory_import", id, "STORED");
        coordinator.get(page).orFail();
        return new Times(reading, (System.nanoTime() - start) / 1e9);
    }

    /** @throws IllegalStateException when the import fails, or takes longer than anybody waits */
    static void await(Connection connection, String table, long id, String wanted) throws SQLException {
        long start = System.nanoTime();
        String state = "";
        boolean failed = false;
        while (!state.equals(wanted)) {
            if (failed || state.equals("CANCELLED") || System.nanoTime() - start > PATIENCE_NANOS) {
                throw new IllegalStateException("import " + id + " is " + state + "; expected " + wanted);
            }
            LockSupport.parkNanos(LOOK_EVERY_NANOS);
            try (PreparedStatement select =
                    connection.prepareStatement("select state, failure is not null from " + table + " where id = ?")) {
                select.setLong(1, id);
                try (ResultSet row = select.executeQuery()) {
                    row.next();
                    state = row.getString(1);
                    failed = row.getBoolean(2);
                }
            }
        }
    }

    private static void check(Connection connection, Inventory inventory, String keysLike) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("select count(*), sum(quantity), sum(price), "
                + "sum(standard_deviation), count(distinct site), count(distinct resource_class) "
                + "from offer where key similar to ? and deleted_at is null")) {
            select.setString(1, keysLike);
            ResultSet row = select.executeQuery();
            row.next();
            equal("offers", inventory.offers().size(), row.getDouble(1));
            equal(
                    "quantities",
                    inventory.offers().stream().mapToDouble(Offer::quantity).sum(),
                    row.getDouble(2));
            equal(
                    "prices",
                    inventory.offers().stream().mapToDouble(Offer::price).sum(),
                    row.getDouble(3));
            equal(
                    "standard deviations",
                    inventory.offers().stream()
                            .mapToDouble(Offer::standardDeviation)
                            .sum(),
                    row.getDouble(4));
            equal(
                    "sites",
                    inventory.offers().stream().map(Offer::site).distinct().count(),
                    row.getDouble(5));
            equal(
                    "classes",
                    inventory.offers().stream()
                            .map(Offer::resourceClass)
                            .distinct()
                            .count(),
                    row.getDouble(6));
        }
    }

    private static void equal(String what, double brought, double stored) {
        if (Math.abs(brought - stored) > 1e-9 * Math.max(1, Math.abs(brought)) + 1e-3) {
            throw new IllegalStateException(what + ": " + brought + " brought, " + stored + " stored");
        }
    }
}
