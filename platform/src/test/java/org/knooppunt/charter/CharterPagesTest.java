package org.knooppunt.charter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.junit.jupiter.api.Test;
import org.knooppunt.PlainBrowser;
import org.springframework.boot.test.web.server.LocalServerPort;

class CharterPagesTest extends CharterRoom {
    private static final List<String> ROLES = List.of(
            "visitor",
            "resident",
            "member",
            "member-2",
            "coordinator",
            "policy-officer",
            "coach",
            "juror",
            "administrator");

    private static final Set<String> ALL = Set.copyOf(ROLES);

    @LocalServerPort
    int port;

    private PlainBrowser as(String role) {
        return role.equals("visitor") ? new PlainBrowser(port) : PlainBrowser.as(port, role);
    }

    private static boolean isIn(HttpResponse<String> response) {
        return response.statusCode() == 200
                && !response.uri().getPath().equals("/sign-in")
                && !response.body().contains("name=\"demonstration\"");
    }

    @Test
    void eachPageOpensToThoseItIsForAndToNobodyElse() {
        long open = published(TextKind.CHARTER);
        long letter = published(TextKind.LETTER, "rubberhof");
        long draft = draft(TextKind.CHARTER);
        long signature = signed(sign(letter, 1, "rubberhof", member("rubberhof")));
        Set<String> parties = Set.of("member", "coordinator");
        Map<String, Set<String>> pages = new TreeMap<>();
        pages.put("/charter", ALL);
        pages.put("/charter/export?format=csv", ALL);
        pages.put("/charter/texts", ALL);
        pages.put("/charter/verify", ALL);
        pages.put("/charter/" + open, ALL);
        pages.put("/charter/" + open + "/canonical.txt?version=1", ALL);
        pages.put("/charter/" + open + "/sign", Set.of("member", "member-2"));
        pages.put("/charter/" + letter, parties);
        pages.put("/charter/" + letter + "/canonical.txt?version=1", parties);
        pages.put("/charter/" + letter + "/signed.pdf?version=1", parties);
        pages.put("/charter/signatures/" + signature, parties);
        pages.put("/charter/signatures/" + signature + "/withdraw", Set.of("member"));
        pages.put("/charter/commitments", Set.of("member", "member-2", "coordinator"));
        pages.put("/charter/new", Set.of("coordinator"));
        pages.put("/charter/" + draft + "/draft", Set.of("coordinator"));
        pages.put("/charter/" + draft + "/draft/clauses/new", Set.of("coordinator"));
        pages.put("/charter/" + draft + "/draft/proposals/new", Set.of("coordinator"));
        pages.put("/charter/" + draft + "/publish", Set.of("coordinator"));
        pages.put("/charter/" + draft, Set.of("coordinator"));

        for (String role : ROLES) {
            PlainBrowser browser = as(role);
            Set<String> in = pages.keySet().stream()
                    .filter(page -> isIn(browser.get(page)))
                    .collect(Collectors.toSet());
            assertThat(in)
                    .as(role)
                    .isEqualTo(pages.keySet().stream()
                            .filter(page -> pages.get(page).contains(role))
                            .collect(Collectors.toSet()));
        }
    }

    @Test
    void nobodyButACoordinatorWritesAndNobodyButAMemberSigns() {
        long open = published(TextKind.CHARTER);
        for (String role : ROLES) {
            PlainBrowser browser = as(role);
            for (String path : List.of("/charter/" + open + "/revise", "/charter/" + open + "/discard")) {
                if (!role.equals("coordinator")) {
                    HttpResponse<String> response = browser.post("/charter/verify", path, "version", "0");
                    assertThat(isIn(response)).as(role + " " + path).isFalse();
                }
            }
            if (!role.startsWith("member")) {
                HttpResponse<String> response = browser.post(
                        "/charter/verify",
                        "/charter/" + open + "/sign",
                        "organisation",
                        "rubberhof",
                        "hash",
                        hash(open),
                        "consent",
                        "true",
                        "capacity",
                        "x");
                assertThat(isIn(response)).as(role + " signs").isFalse();
            }
        }
        assertThat(charters.get(open, coordinator).draft()).isNull();
        assertThat(signing.of(open, 1, coordinator)).isEmpty();
    }

    @Test
    void aCoordinatorWritesATextAndPublishesItWithoutScript() {
        PlainBrowser browser = as("coordinator");
        String title = "Charter " + UUID.randomUUID();
        HttpResponse<String> draft =
                browser.post("/charter/new", "/charter/new", "kind", "charter", "title", title, "businessCase", "");
        assertThat(draft.body()).contains(title, "Nog geen artikels");
        String address = draft.uri().getPath();

        HttpResponse<String> wrong = browser.post(
                address + "/clauses/new",
                address + "/clauses/new",
                "heading",
                "",
                "words",
                "Dit typte ik al.",
                "version",
                "0");
        assertThat(wrong.body())
                .contains("Dit typte ik al.", "href=\"#heading\"", "id=\"heading-error\"", "Vul dit in.");

        HttpResponse<String> saved = browser.post(
                address + "/clauses/new",
                address + "/clauses/new",
                "heading",
                "Samen <b>",
                "words",
                "We doen mee.",
                "version",
                "0");
        assertThat(saved.body()).contains("1. Samen &lt;b&gt;", "We doen mee.");

        HttpResponse<String> late = browser.post(
                address + "/clauses/new",
                address + "/clauses/new",
                "heading",
                "Ook",
                "words",
                "Dit ook.",
                "version",
                "0");
        assertThat(late.body()).as("somebody was first").contains("Iemand anders wijzigde dit ontwerp", "Dit ook.");

        String publish = address.replace("/draft", "/publish");
        HttpResponse<String> done = browser.post(publish, publish, "version", "1");
        assertThat(done.body()).contains("Deze versie is definitief", title);
        assertThat(new PlainBrowser(port)
                        .get("/charter/texts?q=" + title.replace(" ", "+"))
                        .body())
                .contains(title);
    }

    @Test
    void whatIsWrongInASignatureIsToldAtItsFieldAndNothingIsSigned() {
        long id = charters.create(TextKind.SOCIAL, "Sociaal " + UUID.randomUUID(), null, coordinator);
        charters.addClause(id, "Buren", "We leren elkaar kennen.", lock(id), coordinator);
        charters.addProposal(id, "Open dagen", "dagen", "buren", lock(id), coordinator);
        charters.publish(id, lock(id), coordinator);
        PlainBrowser browser = as("member-2");
        String page = "/charter/" + id + "/sign";
        String[] fields = {
            "organisation",
            "speelvloer",
            "hash",
            hash(id),
            "number",
            "1",
            "capacity",
            "voorzitter",
            "what",
            "x",
            "unit",
            "x",
            "forWhom",
            "",
            "quantity",
            "veel",
            "byDay",
            "2001-01-01",
            "what",
            "Uren, veel uren",
            "unit",
            "",
            "forWhom",
            "",
            "quantity",
            "3",
            "byDay",
            Charters.today().plusYears(1).toString(),
            "what",
            "",
            "unit",
            "",
            "forWhom",
            "",
            "quantity",
            "",
            "byDay",
            ""
        };

        String wrong = browser.post(page, page, fields).body();

        assertThat(wrong)
                .contains(
                        "id=\"quantity[0]-error\"",
                        "id=\"byDay[0]-error\"",
                        "id=\"unit[1]-error\"",
                        "id=\"consent-error\"",
                        "value=\"veel\"",
                        "value=\"Uren, veel uren\"",
                        "value=\"voorzitter\"");
        assertThat(signing.of(id, 1, coordinator)).isEmpty();

        String none = browser.post(
                        page,
                        page,
                        "organisation",
                        "speelvloer",
                        "hash",
                        hash(id),
                        "capacity",
                        "voorzitter",
                        "consent",
                        "true")
                .body();
        assertThat(none).contains("Een sociaal charter vraagt minstens één belofte");

        fields[15] = "2";
        fields[17] = Charters.today().plusYears(2).toString();
        fields[21] = "uren";
        String[] right = java.util.Arrays.copyOf(fields, fields.length + 2);
        right[fields.length] = "consent";
        right[fields.length + 1] = "true";
        String done = browser.post(page, page, right).body();
        assertThat(done)
                .contains("Je tekende", "Handtekening van Speelvloer Voorbeeld", "Open dagen", "Uren, veel uren");
        assertThat(browser.get(page).uri().getPath()).as("not twice").isEqualTo("/charter/" + id);
    }

    /** A visitor who sends a file; the plain browser's files are text, so this one keeps bytes. */
    private String verify(byte[] file, String name) {
        return new PlainBrowser(port).postFile("/charter/verify", name, file).body();
    }

    @Test
    void anyoneHasADocumentVerifiedAndReadsInPlainWordsWhatCameOfIt() throws Exception {
        long id = published(TextKind.CHARTER);
        sign(id, 1, "rubberhof", member("rubberhof"));
        byte[] pdf = as("coordinator").bytes("/charter/" + id + "/signed.pdf?version=1");

        assertThat(verify(pdf, "charter.pdf"))
                .contains(
                        "Echt en ongewijzigd", "charter.pdf is verzegeld door deze installatie", "Rubberhof Voorbeeld")
                .contains(charters.get(id, coordinator).title(), hash(id));

        byte[] longer = java.util.Arrays.copyOf(pdf, pdf.length + 1);
        longer[pdf.length] = '\n';
        assertThat(verify(longer, "charter.pdf")).contains("Er is iets toegevoegd na het zegel");

        ByteArrayOutputStream blank = new ByteArrayOutputStream();
        try (PDDocument document = new PDDocument()) {
            document.addPage(new PDPage());
            document.save(blank);
        }
        assertThat(verify(blank.toByteArray(), "leeg.pdf")).contains("Geen zegel");
        assertThat(verify("tekst".getBytes(java.nio.charset.StandardCharsets.UTF_8), "a<b>.txt"))
                .contains("Dit kunnen we niet lezen", "a&lt;b&gt;.txt");
        assertThat(verify(new byte[0], "niets.pdf")).contains("Kies een PDF-bestand");
        assertThat(verify(new byte[10 * 1024 * 1024 + 1], "groot.pdf")).contains("groter dan 10 MB");
    }

    @Test
    void theExportHasWhatEverybodyMaySee() {
        long id = published(TextKind.CHARTER);
        Commitment.Line line = places(4, Charters.today().plusYears(1));
        signing.sign(id, 1, assent(id, "rubberhof", true, line), member("rubberhof"));
        signing.sign(id, 1, assent(id, "graafwerk", false, line), member("graafwerk"));
        String title = charters.get(id, coordinator).title();

        String csv = new PlainBrowser(port)
                .get("/charter/export?format=csv&q=" + title.replace(" ", "+"))
                .body();

        assertThat(csv.lines().toList()).hasSize(2);
        assertThat(csv)
                .contains("Rubberhof Voorbeeld", "Stageplaatsen", "open")
                .doesNotContain("Graafwerk", "Sam Voorbeeld");
    }

    @Test
    void aMemberReportsOnItsCommitmentAndACoordinatorSeesIt() {
        int year = Charters.today().getYear();
        java.time.Instant spring =
                java.time.LocalDate.of(year - 1, 3, 1).atStartOfDay().toInstant(java.time.ZoneOffset.UTC);
        long id = published(TextKind.CHARTER, spring);
        long signature = signed(signing.sign(
                id,
                1,
                assent(id, "speelvloer", true, places(4, java.time.LocalDate.of(year + 1, 1, 1))),
                spring,
                member("speelvloer")));
        long commitment =
                signing.get(signature, coordinator).commitments().getFirst().id();
        String page = "/charter/commitments/" + commitment;
        PlainBrowser member = as("member-2");

        assertThat(member.get("/workbench").body()).contains("href=\"" + page + "\"");
        String wrong = member.post(
                        page,
                        page,
                        "year",
                        "" + (year - 1),
                        "outcome",
                        "",
                        "quantity",
                        "-3",
                        "evidence",
                        "ftp:x",
                        "remark",
                        "Nota blijft.")
                .body();
        assertThat(wrong)
                .contains(
                        "Kies gedaan, deels of niet.",
                        "id=\"quantity-error\"",
                        "id=\"evidence-error\"",
                        "Nota blijft.");
        String done = member.post(
                        page,
                        page,
                        "year",
                        "" + (year - 1),
                        "outcome",
                        "partly",
                        "quantity",
                        "2,5",
                        "evidence",
                        "https://example.org/verslag",
                        "remark",
                        "Later begonnen.")
                .body();
        assertThat(done).contains("Het verslag is bewaard", "2,5 plaatsen", "Later begonnen.");
        assertThat(as("coordinator").get(page).body()).contains("2,5 plaatsen").doesNotContain("name=\"outcome\"");
        assertThat(as("member").get(page).statusCode()).isEqualTo(404);
    }
}
