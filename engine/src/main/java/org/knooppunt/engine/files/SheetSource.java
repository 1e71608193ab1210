package org.knooppunt.engine.files;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.CellType;
import org.dhatim.fastexcel.reader.Row;
import org.dhatim.fastexcel.reader.Sheet;
import org.jspecify.annotations.Nullable;

/** A table in a sheet of a workbook. */
final class SheetSource implements TableSource {
    private final Sheet sheet;
    private final Table table;

    SheetSource(Sheet sheet, Table table) {
        this.sheet = sheet;
        this.table = table;
    }

    @Override
    public String name() {
        return sheet.getName();
    }

    @Override
    public Table table() {
        return table;
    }

    @Override
    public char decimal() {
        return 0;
    }

    @Override
    public boolean prepare(FaultList faults, Watch watch) {
        return true;
    }

    @Override
    public boolean rows(FaultList faults, RowVisitor visitor) throws IOException {
        SheetCells cells = new SheetCells();
        try (Stream<Row> rows = sheet.openStream()) {
            int last = 0;
            for (Iterator<Row> each = rows.iterator(); each.hasNext(); ) {
                Row row = each.next();
                if (row.getRowNum() <= last) {
                    throw new IOException("row " + row.getRowNum() + " comes after row " + last);
                }
                last = row.getRowNum();
                cells.row = row;
                if (!visitor.row(last, cells)) {
                    return false;
                }
            }
        }
        return true;
    }

    /** The cells of one row of a sheet. */
    private static final class SheetCells implements Cells {
        private static final Pattern NOT_FORMAT =
                Pattern.compile("\"[^\"]*\"|\\[(?![hms]+\\])[^\\]]*\\]|\\\\.|_.|\\*.");
        private static final Pattern DATE_LETTER = Pattern.compile("[dmyhsDMYHS]");
        private static final Set<String> ERRORS = Set.of(
                "#DIV/0!",
                "#N/A",
                "#NAME?",
                "#NULL!",
                "#NUM!",
                "#REF!",
                "#VALUE!",
                "#SPILL!",
                "#CALC!",
                "#FIELD!",
                "#BLOCKED!",
                "#CONNECT!",
                "#GETTING_DATA");

        private final Map<String, Boolean> dateFormats = new HashMap<>();
        private @Nullable Row row;

        private @Nullable Cell cell(int index) {
            return row == null || index >= row.getCellCount() ? null : row.getCell(index);
        }

        @Override
        public int size() {
            return row == null ? 0 : row.getCellCount();
        }

        @Override
        public Content content(int index) {
            Cell cell = cell(index);
            if (cell == null) {
                return Content.TEXT;
            }
            return switch (cell.getType()) {
                case EMPTY -> Content.TEXT;
                case STRING -> Content.TEXT;
                case BOOLEAN -> Content.BOOLEAN;
                case ERROR -> Content.ERROR;
                case NUMBER -> isDate(cell) ? Content.DATE : Content.NUMBER;
                case FORMULA -> ofFormula(cell);
            };
        }

        private Content ofFormula(Cell cell) {
            Object value = cell.getValue();
            if (value instanceof BigDecimal) {
                return isDate(cell) ? Content.DATE : Content.NUMBER;
            }
            if (value instanceof Boolean) {
                return Content.BOOLEAN;
            }
            if (value instanceof String text) {
                return ERRORS.contains(text) ? Content.ERROR : Content.TEXT;
            }
            boolean computedNothing = cell.getRawValue() != null || cell.getFormula() == null;
            return computedNothing ? Content.TEXT : Content.FORMULA_WITHOUT_VALUE;
        }

        private boolean isDate(Cell cell) {
            String format = cell.getDataFormatString();
            return format != null
                    && dateFormats.computeIfAbsent(format, f -> DATE_LETTER
                            .matcher(NOT_FORMAT.matcher(f).replaceAll(""))
                            .find());
        }

        @Override
        public String text(int index) {
            Cell cell = cell(index);
            if (cell == null) {
                return "";
            }
            Object value = cell.getValue();
            if (value instanceof BigDecimal number) {
                return content(index) == Content.DATE ? dateText(cell) : plain(number);
            }
            if (value instanceof Boolean truth) {
                return truth ? "TRUE" : "FALSE";
            }
            if (value == null) {
                if (cell.getType() == CellType.STRING) {
                    throw new IllegalStateException("the table of texts is missing");
                }
                String formula = cell.getFormula();
                String raw = cell.getRawValue();
                return cell.getType() == CellType.FORMULA && raw == null && formula != null
                        ? "=" + formula
                        : raw == null ? "" : raw;
            }
            return SheetText.unescaped(value.toString());
        }

        private static String dateText(Cell cell) {
            if (cell.getType() == CellType.NUMBER) {
                try {
                    return cell.asDate().toString().replace("T00:00", "");
                } catch (RuntimeException e) {
                    // a number beyond any calendar
                }
            }
            return cell.getRawValue();
        }

        private static String plain(BigDecimal number) {
            // a number as 1E400 in plain notation would be long
            return Math.abs(number.scale()) > 400 || number.precision() > 400
                    ? Double.toString(number.doubleValue())
                    : number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
        }

        @Override
        public double number(int index) {
            Cell cell = cell(index);
            return cell != null && cell.getValue() instanceof BigDecimal number ? number.doubleValue() + 0.0 : 0;
        }
    }
}
