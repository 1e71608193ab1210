package org.knooppunt.planning.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Writes the four files of a plan into a folder: all of them or none. */
public final class PlanFiles {
    private PlanFiles() {}

    /** Writes beside the folder first and moves then, so that a fault half-way leaves the folder as it was. */
    public static void write(ReportHtml.Subject subject, Locale language, Path folder) throws IOException {
        write(subject, language, folder, Map.of());
    }

    /** And what else belongs beside them, by the name of its file. */
    public static void write(ReportHtml.Subject subject, Locale language, Path folder, Map<String, String> more)
            throws IOException {
        PlanReport report = subject.report();
        Map<String, String> files = new LinkedHashMap<>(more);
        files.put("plan.json", PlanJson.write(report.plan()));
        files.put("cases.json", PlanJson.write(report.cases()));
        files.put("flows.csv", FlowsCsv.write(report));
        files.put("report.html", new ReportHtml().write(subject, language));
        write(files, folder);
    }

    /** Texts by the name of their file: all of them or none. */
    public static void write(Map<String, String> files, Path folder) throws IOException {
        Path target = folder.toAbsolutePath().normalize();
        Path parent = target.getParent();
        if (parent == null) {
            throw new IOException(folder + " cannot be written to; expected a folder below another");
        }
        Files.createDirectories(parent);
        Path temporary = Files.createTempDirectory(parent, ".knooppunt-");
        try {
            for (Map.Entry<String, String> file : files.entrySet()) {
                Files.writeString(temporary.resolve(file.getKey()), file.getValue(), StandardCharsets.UTF_8);
            }
            Files.createDirectories(target);
            for (String name : files.keySet()) {
                Files.move(
                        temporary.resolve(name),
                        target.resolve(name),
                        StandardCopyOption.REPLACE_EXISTING,
                        StandardCopyOption.ATOMIC_MOVE);
            }
        } finally {
            for (String name : files.keySet()) {
                Files.deleteIfExists(temporary.resolve(name));
            }
            Files.deleteIfExists(temporary);
        }
    }
}
