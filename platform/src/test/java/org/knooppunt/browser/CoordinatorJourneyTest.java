package org.knooppunt.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import de.siegmar.fastcsv.reader.CsvReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.knooppunt.PlatformTest;
import org.springframework.boot.test.web.server.LocalServerPort;

/**
 * What the guide tells, done in a browser, with the guide's pictures taken on the way. The pictures go to
 * {@code target/guide}, or to the folder that {@code -Dknooppunt.guide=../docs/guide/images} names.
 */
class CoordinatorJourneyTest extends PlatformTest {
    private static final Path EXAMPLE = Path.of("..", "examples", "poort-genk");
    private static final Path PICTURES = Path.of(System.getProperty("knooppunt.guide", "target/guide"));

    /** Place in the file, and what a hurried person typed there. */
    private static final Map<String, String> SLIPS =
            Map.of("offers/O002/quantity", "-900", "needs/N001/class", "rubber.korrel", "sites/bandenhuis/lat", "95");

    /** Columns whose digits are no number: a spreadsheet would drop a last zero. */
    private static final Set<String> CODES = Set.of("ewc", "nace");

    private static final Map<String, String> NEWS =
            Map.of("offers/O001/description", "Afgedankte autobanden, gesorteerd op maat");

    @LocalServerPort
    private int port;

    @TempDir
    private Path folder;

    @Test
    void aCoordinatorBringsInAWorkbookMendsItPlansAndTakesUpACaseAndAMemberSeesItsOwnPart() throws IOException {
        String address = "http://127.0.0.1:" + port;
        try (BrowserContext window = Chromium.openAs("coordinator", address, 1280, ColorScheme.LIGHT, true)) {
            Page page = window.newPage();
            page.navigate("/workbench");
            picture(page, "workbench");

            bringIn(page, workbook("streams-with-slips.xlsx", SLIPS));
            page.waitForURL("**/imports/*");
            page.locator("#faults").waitFor();
            assertThat(page.locator("section[aria-labelledby=faults] tbody tr").count())
                    .isEqualTo(3);
            assertThat(page.locator("main").innerText()).contains("-900", "rubber.korrel", "95");
            picture(page, "import-faults");
            Download marked = page.waitForDownload(
                    () -> page.locator("a[href$='faults.xlsx']").click());
            assertThat(Files.size(marked.path())).isGreaterThan(5_000);

            bringIn(page, workbook("streams.xlsx", NEWS));
            page.waitForURL("**/imports/*");
            page.locator("form[action$='/accept'] button, form[action$='/discard'] button")
                    .first()
                    .waitFor();
            picture(page, "import-preview");
            if (page.locator("form[action$='/accept'] button").count() > 0) {
                page.locator("form[action$='/accept'] button").click();
                page.locator("main a[href='/offers'].btn-primary").waitFor();
            }
            page.navigate("/offers");
            picture(page, "offers");
            page.navigate("/offers/O001");
            picture(page, "offer");

            page.navigate("/plans/new");
            picture(page, "plan-new");
            Story.makePlan(page, "Poort Genk, alles samen");
            picture(page, "plan");
            byte[] report = page.request().get(page.url() + "/report.pdf").body();
            try (PDDocument pdf = Loader.loadPDF(report)) {
                assertThat(new PDFTextStripper().getText(pdf)).contains("casussen", "Rubbergranulator");
            }
            Story.openCase(page, "Rubbergranulator");
            assertThat(page.locator("main").innerText()).contains("Geen twee partners");
            picture(page, "plan-case");
            page.locator("#split form button").click();
            page.waitForSelector("#split-chart svg", new Page.WaitForSelectorOptions().setTimeout(90_000));
            assertThat(page.locator("#split").innerText())
                    .contains("reden om weg te gaan", "Prijs per uitwisseling", "brengt de casus");
            page.locator("#split").scrollIntoViewIfNeeded();
            picture(page, "plan-split");

            page.locator("#risk form button").click();
            page.waitForSelector("#risk-chart svg");
            assertThat(page.locator("#risk").innerText()).contains("haalt zijn minimum", "95 %");
            page.locator("#risk").scrollIntoViewIfNeeded();
            picture(page, "plan-risk");
            Story.takeUp(page);
            picture(page, "case");

            page.locator("main a[href$='/legal']").click();
            page.locator("main tbody a").first().click();
            page.waitForURL("**/legal/1");
            page.setViewportSize(360, 800);
            assertThat(
                            page.evaluate(
                                    "() => [...document.querySelectorAll('main *')].filter(e =>"
                                            + " e.getBoundingClientRect().right > 360.5).map(e => e.outerHTML.slice(0, 120)).slice(0, 8)"))
                    .as("wider than a phone")
                    .isEqualTo(List.of());
            page.setViewportSize(1280, 900);
            page.selectOption("#origin", "CONSUMER_PRODUCT");
            page.selectOption("#use", "RAW_MATERIAL");
            page.fill("#code", "16 01 03");
            page.selectOption("#arranger", "COORDINATOR");
            page.check("#discarded-yes");
            page.check("#for_others-yes");
            page.locator("main details button.btn-primary").click();
            page.locator(".notice-good").waitFor();
            assertThat(page.locator(".notice-stop").first().innerText()).contains("afval van een ander");
            page.locator("#items ~ article form button").first().click();
            assertThat(page.locator("#items ~ article").first().innerText()).contains("Afgevinkt door");
            assertThat(Chromium.violations(page)).isEmpty();
            picture(page, "case-legal");
        }
        try (BrowserContext window = Chromium.openAs("member", address, 1280, ColorScheme.LIGHT, true)) {
            Page page = window.newPage();
            page.navigate("/cases");
            page.locator("main a:has-text('Rubbergranulator')").first().click();
            page.waitForURL("**/cases/*");
            assertThat(page.locator("main").innerText())
                    .contains("jouw organisatie", "niet zichtbaar")
                    .doesNotContain("230.895");
            picture(page, "member-case");
            page.navigate("/workbench");
            assertThat(page.locator(".next-step").innerText()).contains("Rubbergranulator", "Bekijk de casus");
            picture(page, "member-workbench");
            page.navigate("/offers/new");
            picture(page, "member-offer-new");
        }
    }

    private static void bringIn(Page page, Path file) {
        page.navigate("/imports");
        page.setInputFiles("#file", file);
        page.locator("form:has(#file) button").click();
    }

    /** The demonstration region as one workbook, with some cells changed: table/key/column to text. */
    private Path workbook(String name, Map<String, String> changes) throws IOException {
        Path file = folder.resolve(name);
        try (OutputStream out = Files.newOutputStream(file);
                Workbook workbook = new Workbook(out, "Knooppunt", "1.0")) {
            for (String table :
                    List.of("classes", "organisations", "sites", "offers", "needs", "facilities", "processes")) {
                Worksheet sheet = workbook.newWorksheet(table);
                try (var rows = CsvReader.builder().ofCsvRecord(EXAMPLE.resolve(table + ".csv"))) {
                    int at = 0;
                    List<String> header = List.of();
                    for (var row : rows) {
                        if (at == 0) {
                            header = row.getFields();
                        }
                        for (int column = 0; column < row.getFieldCount(); column++) {
                            String cell = at == 0
                                    ? row.getField(column)
                                    : changes.getOrDefault(
                                            table + "/" + row.getField(0) + "/" + header.get(column),
                                            row.getField(column));
                            if (cell.matches("-?\\d+(\\.\\d+)?") && !CODES.contains(header.get(column))) {
                                sheet.value(at, column, Double.valueOf(cell));
                            } else if (!cell.isEmpty()) {
                                sheet.value(at, column, cell);
                            }
                        }
                        at++;
                    }
                }
            }
        }
        return file;
    }

    private static void picture(Page page, String name) throws IOException {
        Files.createDirectories(PICTURES);
        // pictures that draw themselves need a moment
        page.waitForTimeout(800);
        page.screenshot(new Page.ScreenshotOptions().setPath(PICTURES.resolve(name + ".png")));
    }
}
