package org.knooppunt.benchmarks;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Runs every benchmark as a process of its own, one after the other, and writes what each prints to standard output
 * between its marks in {@code docs/benchmarks.md}, with the machine, the JDK, the date and the commit on top. Arguments:
 * the names of the sections to run; all when there are none. Nothing is written of a benchmark that fails.
 */
public final class All {
    private record Section(String name, Class<?> program, String... arguments) {}

    private static final List<Section> SECTIONS = List.of(
            new Section("plan", ExactPlanBenchmark.class),
            new Section("location", LocationBenchmark.class),
            new Section("scale", ScaleBenchmark.class),
            new Section("coalition", CoalitionBenchmark.class),
            new Section("effect", EffectBenchmark.class),
            new Section("candidates", CandidatesBenchmark.class),
            new Section("import", ImportBenchmark.class),
            new Section("list", ListLoadBenchmark.class),
            new Section("large-pages", LargePagesBenchmark.class),
            new Section("indicators", IndicatorsBenchmark.class),
            new Section("scotland", ScotlandPlan.class),
            new Section("scotland-net", ScotlandPlan.class, "--streams", "net"));

    private All() {}

    public static void main(String... names) throws IOException, InterruptedException {
        Path page = PlatformProcess.checkout().resolve("docs/benchmarks.md");
        List<String> unknown = new ArrayList<>(List.of(names));
        unknown.removeAll(sections());
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException("unknown sections " + unknown + "; expected some of " + sections());
        }
        // before the page changes, which would count as a change of the commit
        String commit = output("git", "describe", "--always", "--dirty", "--abbrev=10");
        boolean failed = false;
        for (Section section : SECTIONS) {
            if (names.length == 0 || List.of(names).contains(section.name())) {
                System.err.println("== " + section.name());
                String taken = "Measured " + where(commit) + ".\n\n";
                String printed = run(section);
                failed |= printed.isEmpty();
                if (!printed.isEmpty()) {
                    System.out.println(printed);
                    Files.writeString(page, replace(Files.readString(page), section.name(), taken + printed));
                }
            }
        }
        if (failed) {
            System.exit(1);
        }
    }

    static List<String> sections() {
        return SECTIONS.stream().map(Section::name).toList();
    }

    /** What the benchmark printed; empty when it failed. */
    private static String run(Section section) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-Xmx2g",
                "-cp",
                System.getProperty("java.class.path"),
                section.program().getName()));
        command.addAll(List.of(section.arguments()));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String printed;
        try (Reader out = new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)) {
            printed = out.readAllAsString();
        }
        int status = process.waitFor();
        if (status != 0) {
            System.err.println(section.name() + " failed with status " + status + "; its table stays as it was");
            return "";
        }
        return asMarkdown(printed);
    }

    /** A word after a table is a paragraph of its own. */
    static String asMarkdown(String printed) {
        return printed.strip().replaceAll("(?m)^(\\|.*)\n(?!\\||\n)", "$1\n\n");
    }

    static String replace(String page, String section, String text) {
        Pattern marks = Pattern.compile(
                "(<!-- begin " + Pattern.quote(section) + " -->\n).*?(<!-- end " + Pattern.quote(section) + " -->)",
                Pattern.DOTALL);
        Matcher matcher = marks.matcher(page);
        if (!matcher.find()) {
            throw new IllegalStateException("docs/benchmarks.md has no '<!-- begin " + section + " -->' and its end");
        }
        return matcher.replaceFirst(found -> Matcher.quoteReplacement(found.group(1) + text + "\n" + found.group(2)));
    }

    private static String where(String commit) throws IOException, InterruptedException {
        return "on " + LocalDate.now(ZoneOffset.UTC) + " at " + commit + ", " + processor() + ", "
                + Runtime.getRuntime().availableProcessors() + " cores, "
                + System.getProperty("os.name") + " " + System.getProperty("os.version") + ", JDK "
                + Runtime.version() + load();
    }

    private static String processor() throws IOException {
        Path file = Path.of("/proc/cpuinfo");
        if (!Files.isReadable(file)) {
            return System.getProperty("os.arch");
        }
        return Files.readAllLines(file).stream()
                .filter(line -> line.startsWith("model name"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse(System.getProperty("os.arch"));
    }

    /** How busy the machine was before the section, since a shared machine spoils figures. */
    private static String load() {
        double load = java.lang.management.ManagementFactory.getOperatingSystemMXBean()
                .getSystemLoadAverage();
        return load < 0 ? "" : String.format(java.util.Locale.ROOT, ", load %.1f", load);
    }

    private static String output(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String text;
        try (Reader out = new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)) {
            text = out.readAllAsString().strip();
        }
        return process.waitFor() == 0 ? text : "an unknown commit";
    }
}
