package org.knooppunt.strategy;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.Row;
import org.jspecify.annotations.Nullable;
import org.knooppunt.web.FormText;

/**
 * A framework as one table, in CSV or a workbook: a row per level, goal, foundation and living example. What is wrong is
 * told row by row, and then nothing is taken over.
 */
public final class FrameworkFile {
    /** The columns, in their order. */
    public static final List<String> COLUMNS = List.of(
            "row",
            "level",
            "code",
            "parents",
            "title_nl",
            "title_en",
            "title_fr",
            "words_nl",
            "words_en",
            "words_fr",
            "priority",
            "named",
            "source");

    private static final int MOST_ROWS = 5_000;
    private static final int LONGEST_TITLE = 300;
    private static final int LONGEST_WORDS = 6_000;
    private static final String CODE = "[A-Za-z0-9][A-Za-z0-9.-]{0,39}";

    /**
     * Something wrong in a file.
     *
     * @param row as a spreadsheet counts them; 0 for the file as a whole
     * @param found what stands there
     * @param problem message key, after {@code strategy.fault.}
     * @param expected what should stand there
     */
    public record Fault(int row, String column, String found, String problem, String expected) {}

    /** What a file says; nothing when anything is wrong with it. */
    public record Read(@Nullable FrameworkDraft draft, List<Fault> faults) {
        public Read {
            faults = List.copyOf(faults);
        }
    }

    private final List<Fault> faults = new ArrayList<>();
    private final Map<String, Level> levels = new LinkedHashMap<>();
    private final Map<String, GoalDraft> goals = new LinkedHashMap<>();
    private final Map<String, Integer> rows = new HashMap<>();
    private final List<FrameworkDraft.Remark> remarks = new ArrayList<>();

    private FrameworkFile() {}

    /** Reads a file by what is in it, whatever its name. */
    public static Read read(byte[] content) {
        FrameworkFile file = new FrameworkFile();
        List<List<String>> table = file.table(content);
        if (file.faults.isEmpty()) {
            file.rows(table);
        }
        if (file.faults.isEmpty()) {
            file.check();
        }
        return file.faults.isEmpty()
                ? new Read(
                        new FrameworkDraft(
                                List.copyOf(file.levels.values()), List.copyOf(file.goals.values()), file.remarks),
                        List.of())
                : new Read(null, file.faults);
    }

    private void fault(int row, String column, String found, String problem, String expected) {
        faults.add(
                new Fault(row, column, found.length() > 80 ? found.substring(0, 80) + "…" : found, problem, expected));
    }

    private List<List<String>> table(byte[] content) {
        try {
            return content.length > 1 && content[0] == 'P' && content[1] == 'K' ? workbook(content) : csv(content);
        } catch (CharacterCodingException e) {
            fault(0, "", "", "utf8", "UTF-8");
        } catch (IOException | RuntimeException e) {
            // a broken zip or quotes without an end: what the reader says is of no use to an officer
            fault(0, "", "", "unreadable", "CSV, XLSX");
        }
        return List.of();
    }

    private static List<List<String>> csv(byte[] content) throws IOException {
        String text = StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(content))
                .toString();
        if (text.startsWith("\ufeff")) {
            text = text.substring(1);
        }
        int end = text.indexOf('\n');
        String first = end < 0 ? text : text.substring(0, end);
        // a spreadsheet in Dutch saves with semicolons
        char separator = first.indexOf(';') >= 0 && first.indexOf(',') < 0 ? ';' : ',';
        List<List<String>> rows = new ArrayList<>();
        try (CsvReader<CsvRecord> reader = CsvReader.builder()
                .fieldSeparator(separator)
                .skipEmptyLines(false)
                .ofCsvRecord(text)) {
            for (CsvRecord each : reader) {
                rows.add(each.getFields());
                if (rows.size() > MOST_ROWS + 1) {
                    break;
                }
            }
        }
        return rows;
    }

    private static List<List<String>> workbook(byte[] content) throws IOException {
        List<List<String>> rows = new ArrayList<>();
        try (ReadableWorkbook workbook = new ReadableWorkbook(new ByteArrayInputStream(content));
                var stream = workbook.getFirstSheet().openStream()) {
            for (Row row : (Iterable<Row>) stream::iterator) {
                while (rows.size() < row.getRowNum() - 1 && rows.size() <= MOST_ROWS) {
                    rows.add(List.of());
                }
                List<String> cells = new ArrayList<>();
                for (int i = 0; i < row.getCellCount(); i++) {
                    Cell cell = row.getCell(i);
                    cells.add(cell == null || cell.getValue() == null ? "" : cell.getText());
                }
                rows.add(cells);
                if (rows.size() > MOST_ROWS + 1) {
                    break;
                }
            }
        }
        return rows;
    }

    private void rows(List<List<String>> table) {
        if (table.isEmpty()) {
            fault(0, "", "", "empty", String.join(", ", COLUMNS));
            return;
        }
        if (table.size() > MOST_ROWS + 1) {
            fault(0, "", "", "tooMany", Integer.toString(MOST_ROWS));
            return;
        }
        Map<String, Integer> at = new HashMap<>();
        for (int i = 0; i < table.getFirst().size(); i++) {
            at.putIfAbsent(table.getFirst().get(i).strip().toLowerCase(Locale.ROOT), i);
        }
        for (String needed : List.of("row", "level", "code", "parents", "title_nl")) {
            if (!at.containsKey(needed)) {
                fault(1, needed, "", "column", String.join(", ", COLUMNS));
            }
        }
        if (!faults.isEmpty()) {
            return;
        }
        for (int i = 1; i < table.size(); i++) {
            List<String> cells = table.get(i);
            if (cells.stream().anyMatch(cell -> !cell.isBlank())) {
                row(i + 1, new Cells(cells, at));
            }
        }
    }

    private record Cells(List<String> cells, Map<String, Integer> at) {
        String text(String column) {
            Integer index = at.get(column);
            String text = index == null || index >= cells.size()
                    ? ""
                    : cells.get(index).strip();
            // an apostrophe keeps a spreadsheet from taking a text for a formula; it is no part of the text
            return text.length() > 1 && text.charAt(0) == '\'' && "=+-@".indexOf(text.charAt(1)) >= 0
                    ? text.substring(1)
                    : text;
        }

        List<String> list(String column) {
            Set<String> all = new LinkedHashSet<>();
            for (String each : text(column).split("[;|]")) {
                if (!each.isBlank()) {
                    all.add(each.strip());
                }
            }
            return List.copyOf(all);
        }

        Words words(String column) {
            return new Words(text(column + "_nl"), text(column + "_en"), text(column + "_fr"));
        }
    }

    private void row(int row, Cells cells) {
        int before = faults.size();
        Words title = cells.words("title");
        Words words = cells.words("words");
        if (title.nl().isEmpty()) {
            fault(row, "title_nl", "", "required", "");
        }
        fits(row, "title", title, LONGEST_TITLE);
        fits(row, "words", words, LONGEST_WORDS);
        String code = cells.text("code");
        String kind = cells.text("row").toLowerCase(Locale.ROOT);
        switch (kind) {
            case "level" -> level(row, code, title, cells, before);
            case "goal" -> goal(row, code, title, words, cells, before);
            case "foundation", "alive" -> {
                if (faults.size() == before) {
                    remarks.add(new FrameworkDraft.Remark(code, kind, title, cells.text("source")));
                    rows.put("remark " + remarks.size(), row);
                }
            }
            default -> fault(row, "row", kind, "oneOf", "level, goal, foundation, alive");
        }
    }

    private void fits(int row, String column, Words words, int most) {
        Map<String, String> texts = Map.of("_nl", words.nl(), "_en", words.en(), "_fr", words.fr());
        texts.forEach((language, text) -> {
            if (!FormText.fits(text, most)) {
                fault(row, column + language, text, "tooLong", Integer.toString(most));
            }
        });
    }

    private void level(int row, String code, Words title, Cells cells, int before) {
        if (!code.matches(CODE)) {
            fault(row, "code", code, "code", "measure");
        } else if (levels.containsKey(code)) {
            fault(row, "code", code, "twice", "");
        }
        if (faults.size() == before) {
            levels.put(code, new Level(code, title, cells.list("parents")));
            rows.put("level " + code, row);
        }
    }

    private void goal(int row, String code, Words title, Words words, Cells cells, int before) {
        if (!code.matches(CODE)) {
            fault(row, "code", code, "code", "13");
        } else if (goals.containsKey(code)) {
            fault(row, "code", code, "twice", "");
        }
        boolean priority = truth(row, "priority", cells, false);
        boolean named = truth(row, "named", cells, true);
        if (faults.size() == before) {
            goals.put(
                    code,
                    new GoalDraft(
                            code,
                            cells.text("level"),
                            cells.list("parents"),
                            title,
                            words,
                            priority,
                            named,
                            cells.text("source")));
            rows.put("goal " + code, row);
        }
    }

    private boolean truth(int row, String column, Cells cells, boolean otherwise) {
        String text = cells.text(column).toLowerCase(Locale.ROOT);
        return switch (text) {
            case "" -> otherwise;
            case "yes", "ja", "oui", "true", "1" -> true;
            case "no", "nee", "non", "false", "0" -> false;
            default -> {
                fault(row, column, text, "oneOf", "yes, no");
                yield otherwise;
            }
        };
    }

    /** What can only be said of the file as a whole. */
    private void check() {
        if (levels.isEmpty()) {
            fault(0, "row", "", "noLevels", "level");
        }
        for (Level level : levels.values()) {
            for (String parent : level.parents()) {
                if (!levels.containsKey(parent)) {
                    fault(
                            row("level " + level.code()),
                            "parents",
                            parent,
                            "unknown",
                            String.join(", ", levels.keySet()));
                }
            }
        }
        for (GoalDraft goal : goals.values()) {
            int row = row("goal " + goal.code());
            Level level = levels.get(goal.level());
            if (level == null) {
                fault(row, "level", goal.level(), "unknown", String.join(", ", levels.keySet()));
                continue;
            }
            for (String parent : goal.parents()) {
                GoalDraft above = goals.get(parent);
                if (above == null) {
                    fault(row, "parents", parent, "unknownGoal", "");
                } else if (!level.parents().contains(above.level())) {
                    fault(row, "parents", parent, "wrongLevel", String.join(", ", level.parents()));
                }
            }
        }
        for (int i = 0; i < remarks.size(); i++) {
            if (!goals.containsKey(remarks.get(i).goal())) {
                fault(row("remark " + (i + 1)), "code", remarks.get(i).goal(), "unknownGoal", "");
            }
        }
        if (faults.isEmpty()) {
            Set<String> good = new HashSet<>();
            for (GoalDraft goal : goals.values()) {
                if (isInCircle(goal.code(), new HashSet<>(), good)) {
                    fault(row("goal " + goal.code()), "parents", goal.code(), "circle", "");
                    return;
                }
            }
        }
    }

    private int row(String what) {
        return rows.getOrDefault(what, 0);
    }

    /** Whether going up from a goal comes back to one already passed. */
    private boolean isInCircle(String code, Set<String> passed, Set<String> good) {
        if (good.contains(code)) {
            return false;
        }
        if (!passed.add(code)) {
            return true;
        }
        for (String parent : goals.get(code).parents()) {
            if (isInCircle(parent, passed, good)) {
                return true;
            }
        }
        passed.remove(code);
        good.add(code);
        return false;
    }

    /** The rows of a version, in the form in which they are read. */
    public static List<List<@Nullable Object>> rows(Tree tree) {
        List<List<@Nullable Object>> all = new ArrayList<>();
        for (Level level : tree.levels()) {
            all.add(line("level", "", level.code(), level.parents(), level.name(), NOTHING, "", "", ""));
        }
        for (Goal goal : tree.goals()) {
            all.add(line(
                    "goal",
                    goal.level(),
                    goal.code(),
                    tree.above(goal).stream().map(Goal::code).toList(),
                    goal.title(),
                    goal.words(),
                    goal.ownPriority() ? "yes" : "no",
                    goal.named() ? "yes" : "no",
                    goal.source()));
        }
        for (Tree.Remark remark : tree.remarks()) {
            String code = tree.find(remark.goal()).map(Goal::code).orElse("");
            all.add(line(remark.kind(), "", code, List.of(), remark.words(), NOTHING, "", "", remark.source()));
        }
        return all;
    }

    private static final Words NOTHING = new Words("", "", "");

    private static List<@Nullable Object> line(
            String row,
            String level,
            String code,
            List<String> parents,
            Words title,
            Words words,
            String priority,
            String named,
            String source) {
        return List.of(
                row,
                level,
                code,
                String.join(";", parents),
                title.nl(),
                title.en(),
                title.fr(),
                words.nl(),
                words.en(),
                words.fr(),
                priority,
                named,
                source);
    }
}
