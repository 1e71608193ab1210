package org.knooppunt.indicators.web;

import de.siegmar.fastcsv.writer.CsvWriter;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.knooppunt.indicators.Indicator;
import org.knooppunt.indicators.Observation;

/**
 * Figures as an SDMX-CSV 2.0 data message: what structure each row follows, what to do with it, the dimensions, the value
 * and its attributes; codes only, comma and point.
 */
final class SdmxCsv {
    /** {@code I}: the rows inform, they replace nothing at the other side. */
    private static final String INFORMATION = "I";

    private static final List<String> COLUMNS = List.of(
            "STRUCTURE",
            "STRUCTURE_ID",
            "ACTION",
            "INDICATOR",
            "REF_AREA",
            "CATEGORY",
            "SOURCE",
            "TIME_PERIOD",
            "OBS_VALUE",
            "OBS_STATUS",
            "UNIT_MEASURE");

    private SdmxCsv() {}

    static void write(Indicator indicator, List<Observation> told, HttpServletResponse response) throws IOException {
        response.setContentType("application/vnd.sdmx.data+csv;version=2.0.0;charset=UTF-8");
        response.setHeader("Content-Disposition", "attachment; filename=\"" + indicator.code() + ".sdmx.csv\"");
        response.setHeader("Cache-Control", "no-store");
        CsvWriter csv =
                CsvWriter.builder().build(new OutputStreamWriter(response.getOutputStream(), StandardCharsets.UTF_8));
        csv.writeRecord(COLUMNS);
        for (Observation each : told) {
            Double value = each.value();
            csv.writeRecord(
                    "dataflow",
                    "KNOOPPUNT:DF_INDICATORS(1.0.0)",
                    INFORMATION,
                    indicator.code().toUpperCase(Locale.ROOT),
                    each.area().code(),
                    each.category().code().toUpperCase(Locale.ROOT),
                    each.source(),
                    each.period().sdmx(),
                    // how SDMX 3.0 says that a number is missing
                    value == null
                            ? "NaN"
                            : BigDecimal.valueOf(value).stripTrailingZeros().toPlainString(),
                    switch (each.status()) {
                        case PROVISIONAL -> "P";
                        case FINAL -> "A";
                        // missing value; suppressed
                        case SUPPRESSED -> "Q";
                    },
                    indicator.card().unit());
        }
        csv.flush();
    }
}
