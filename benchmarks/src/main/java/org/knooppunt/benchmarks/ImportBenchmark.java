package org.knooppunt.benchmarks;

import java.sql.Connection;
import java.util.Arrays;
import java.util.Locale;
import org.knooppunt.engine.inventory.Inventory;

/**
 * Import of 100,000 offers through the web against COPY of the same rows in the same database. Every run starts a
 * platform on empty data, so nothing is warm that would not be for a user. Arguments: {@code [--runs 3] [--seed 1]}.
 */
public final class ImportBenchmark {
    private static final double BAR = 6;

    private ImportBenchmark() {}

    public static void main(String... args) throws Exception {
        Arguments arguments = Arguments.of(args, "runs", "seed");
        int runs = arguments.whole("runs", 3);
        Inventory inventory = LargeInventory.generate(arguments.whole("seed", 1));
        double[] reading = new double[runs];
        double[] storing = new double[runs];
        double[] total = new double[runs];
        double[] copy = new double[runs];
        double[] ratio = new double[runs];
        double[] totalRatio = new double[runs];
        System.out.println("| run | reading s | storing s | together s | COPY s | storing / COPY | together / COPY |");
        System.out.println("|---|---|---|---|---|---|---|");
        for (int run = 0; run < runs; run++) {
            try (PlatformProcess platform = PlatformProcess.start();
                    Connection connection = platform.connect()) {
                ImportClient.Times times = ImportClient.bring(platform, inventory);
                reading[run] = times.reading();
                storing[run] = times.storing();
                total[run] = times.total();
                copy[run] = CopyPeer.seconds(connection);
                ratio[run] = storing[run] / copy[run];
                totalRatio[run] = total[run] / copy[run];
                print("" + (run + 1), reading[run], storing[run], total[run], copy[run], ratio[run], totalRatio[run]);
            }
        }
        print(
                "**median**",
                median(reading),
                median(storing),
                median(total),
                median(copy),
                median(ratio),
                median(totalRatio));
        System.out.println();
        System.out.printf(
                Locale.ROOT,
                "The whole import takes %.1f times as long as COPY; the bar of %.0f is %s.%n",
                median(totalRatio),
                BAR,
                median(totalRatio) <= BAR ? "met" : "not met");
    }

    private static void print(
            String run, double reading, double storing, double total, double copy, double ratio, double totalRatio) {
        System.out.printf(
                Locale.ROOT,
                "| %s | %.2f | %.2f | %.2f | %.2f | %.2f | %.2f |%n",
                run,
                reading,
                storing,
                total,
                copy,
                ratio,
                totalRatio);
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
