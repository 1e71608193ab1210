package org.knooppunt.planning.report;

import java.io.IOException;
import java.util.Locale;
import org.knooppunt.web.Paper;

/** The report of a plan as PDF, from the same template as the HTML. */
public final class ReportPdf {
    private final ReportHtml html;

    public ReportPdf(ReportHtml html) {
        this.html = html;
    }

    public byte[] write(ReportHtml.Subject subject, Locale language) throws IOException {
        return Paper.pdf(html.writeForPdf(subject, language));
    }
}
