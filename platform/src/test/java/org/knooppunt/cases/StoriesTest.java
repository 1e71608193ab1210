package org.knooppunt.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.knooppunt.PlainBrowser;
import org.knooppunt.PlatformTest;
import org.knooppunt.identity.Accounts;
import org.knooppunt.identity.Person;
import org.knooppunt.identity.Role;
import org.knooppunt.web.Missing;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.security.access.AccessDeniedException;

/** What leaves a case: papers for partners, the dossier, and the story for everybody. */
class StoriesTest extends PlatformTest {
    @Autowired
    Stories stories;

    @Autowired
    Pipeline pipeline;

    @Autowired
    BusinessCases cases;

    @Autowired
    CaseDocuments documents;

    @Autowired
    Accounts accounts;

    @LocalServerPort
    int port;

    private Person coordinator;
    private long id;

    @BeforeEach
    void plantACaseOfTwoPartners() {
        String email = "stories-" + UUID.randomUUID() + "@example.org";
        coordinator = accounts.create(email, "Coördinator", null, Set.of(Role.COORDINATOR), Set.of());
        id = pipeline.plant("Verhaal " + UUID.randomUUID(), "Geheime nota.", Origin.DESK, coordinator);
        pipeline.addPartner(id, "rubberhof", "", coordinator);
        pipeline.addPartner(id, "bandenhuis", "", coordinator);
        pipeline.expect(id, 12_345, 80, 2, coordinator);
    }

    private Person member(String organisation) {
        String email = organisation + "-" + UUID.randomUUID() + "@example.org";
        return accounts.create(email, "Lid", null, Set.of(Role.MEMBER), Set.of(organisation));
    }

    private void write(int version) {
        assertThat(stories.write(
                        id, "Matrassen " + id, "Oude matrassen worden vloer.", true, true, version, coordinator))
                .isTrue();
    }

    private void everybodyReleases(int version) {
        assertThat(stories.release(id, "rubberhof", true, "", version, member("rubberhof")))
                .isTrue();
        assertThat(stories.release(id, "bandenhuis", false, "Aan de telefoon.", version, coordinator))
                .isTrue();
    }

    @Test
    void aStoryIsPublicOnceEveryPartnerReleasedThatVeryText() {
        write(0);
        PlainBrowser visitor = new PlainBrowser(port);
        String address = "/stories/" + id;
        assertThat(visitor.get(address).statusCode()).isEqualTo(404);
        assertThat(stories.release(id, "rubberhof", true, "", 1, member("rubberhof")))
                .isTrue();
        assertThat(visitor.get(address).statusCode()).as("one is missing").isEqualTo(404);
        assertThat(stories.release(id, "bandenhuis", false, "Aan de telefoon.", 1, coordinator))
                .isTrue();

        String page = visitor.get(address).body();
        String named = stories.draft(id, coordinator).orElseThrow().releases().stream()
                .filter(Stories.Release::named)
                .findFirst()
                .orElseThrow()
                .name();
        String unnamed = stories.draft(id, coordinator).orElseThrow().releases().stream()
                .filter(release -> !release.named())
                .findFirst()
                .orElseThrow()
                .name();
        assertThat(page)
                .contains("Oude matrassen worden vloer.", named, "1 partner die niet genoemd wil worden", "80")
                .doesNotContain(unnamed, "12.345", "Geheime nota");
        assertThat(visitor.get("/stories?q=" + "Matrassen ".strip() + "+" + id).body())
                .contains("Matrassen " + id);

        write(1);
        assertThat(visitor.get(address).statusCode()).as("another text").isEqualTo(404);
        assertThat(stories.release(id, "rubberhof", true, "", 1, member("rubberhof")))
                .as("a word for the text before")
                .isFalse();
        everybodyReleases(2);
        assertThat(visitor.get(address).statusCode()).isEqualTo(200);
        pipeline.addPartner(id, "houthaven", "", coordinator);
        assertThat(visitor.get(address).statusCode())
                .as("a new partner is asked too")
                .isEqualTo(404);
    }

    @Test
    void aPartnerTakesItsWordBackAndThePageIsGone() {
        write(0);
        everybodyReleases(1);
        assertThat(stories.page(id).title()).isEqualTo("Matrassen " + id);
        stories.takeBack(id, "rubberhof", member("rubberhof"));
        assertThatThrownBy(() -> stories.page(id)).isInstanceOf(Missing.class);
        stories.release(id, "rubberhof", true, "", 1, member("rubberhof"));
        stories.hide(id, true, coordinator);
        assertThatThrownBy(() -> stories.page(id)).isInstanceOf(Missing.class);
    }

    @Test
    void nobodySpeaksForAnotherPartner() {
        write(0);
        assertThatThrownBy(() -> stories.release(id, "bandenhuis", true, "Zo gehoord.", 1, member("rubberhof")))
                .isInstanceOf(AccessDeniedException.class);
        assertThatThrownBy(() -> stories.release(id, "bandenhuis", true, " ", 1, coordinator))
                .isInstanceOf(AccessDeniedException.class);
        assertThatThrownBy(() -> stories.draft(id, member("houthaven"))).isInstanceOf(Missing.class);
    }

    @Test
    void whatTwoPeopleWriteAtOnceIsNotLost() {
        write(0);
        write(1);
        assertThat(stories.write(id, "Ander", "Andere woorden.", false, false, 1, coordinator))
                .isFalse();
        assertThat(stories.write(id, "Ander", "Andere woorden.", false, false, 0, coordinator))
                .isFalse();
    }

    @Test
    void partnersReadThePapersThatAreForThemAndNoOthers() {
        byte[] content = "Ondertekend.".getBytes(StandardCharsets.UTF_8);
        PlainBrowser desk = PlainBrowser.as(port, "coordinator");
        String page = "/cases/" + id;
        assertThat(desk.postFile(page, page + "/documents", "brief é.txt", content, Map.of("title", "Brief"))
                        .body())
                .contains("Brief", "Alleen de desk");
        long document = documents.list(id, coordinator).getFirst().id();
        assertThat(desk.bytes(page + "/documents/" + document + "/file")).isEqualTo(content);

        Person partner = member("rubberhof");
        assertThat(documents.list(id, partner)).isEmpty();
        assertThatThrownBy(() -> documents.content(id, document, partner)).isInstanceOf(Missing.class);
        documents.share(id, document, true, coordinator);
        assertThat(documents.content(id, document, partner).bytes()).isEqualTo(content);
        assertThatThrownBy(() -> documents.content(id, document, member("houthaven")))
                .isInstanceOf(Missing.class);

        documents.remove(id, document, true, coordinator);
        assertThat(documents.list(id, coordinator)).isEmpty();
        documents.remove(id, document, false, coordinator);
        assertThat(documents.list(id, partner)).hasSize(1);
    }

    @Test
    void aFileThatABrowserWouldRunIsNotKept() {
        PlainBrowser desk = PlainBrowser.as(port, "coordinator");
        String page = "/cases/" + id;
        byte[] content = "<script>alert(1)</script>".getBytes(StandardCharsets.UTF_8);
        for (String name : new String[] {"x.html", "x.svg", "x", "pdf"}) {
            assertThat(desk.postFile(page, page + "/documents", name, content, Map.of("title", "X"))
                            .body())
                    .contains("Dit soort bestand bewaren we niet");
        }
        assertThat(desk.postFile(page, page + "/documents", "x.pdf", new byte[0], Map.of("title", "X"))
                        .body())
                .contains("leeg of groter dan 20 MB");
        assertThat(documents.list(id, coordinator)).isEmpty();
    }

    @Test
    void theDossierHoldsOnPaperWhatThePersonMaySee() throws Exception {
        pipeline.write(id, Dossier.Entry.Kind.TALK, LocalDate.of(2026, 10, 1), "Vertrouwelijk gesprek.", coordinator);
        pipeline.plan(id, "Bel de molen", "An", LocalDate.of(2027, 1, 5), coordinator);
        assertThat(CaseReportsTest.text(PlainBrowser.as(port, "coordinator"), "/cases/" + id + "/dossier.pdf"))
                .contains("Geheime nota.", "Vertrouwelijk gesprek.", "Bel de molen", "Rubberhof");
        assertThat(PlainBrowser.as(port, "resident")
                        .get("/cases/" + id + "/dossier.pdf")
                        .statusCode())
                .isEqualTo(404);
    }
}
