package org.knooppunt.voices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpResponse;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.knooppunt.PlainBrowser;
import org.knooppunt.PlatformTest;
import org.knooppunt.identity.Accounts;
import org.knooppunt.identity.Person;
import org.knooppunt.identity.Role;
import org.knooppunt.voices.PersonalTraces.Kind;
import org.knooppunt.voices.Voices.Outcome;
import org.knooppunt.web.Formats;
import org.knooppunt.web.Missing;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.AccessDeniedException;

class VoicesTest extends PlatformTest {
    @Autowired
    Voices voices;

    @Autowired
    Accounts accounts;

    @Autowired
    JdbcClient jdbc;

    @LocalServerPort
    int port;

    private final String word = "stem-" + UUID.randomUUID();
    private Person officer;
    private Person resident;
    private Person member;

    @BeforeEach
    void people() {
        officer = someone(Role.POLICY_OFFICER, "Ambtenaar Verzonnen");
        resident = someone(Role.RESIDENT, "Bewoonster Verzonnenkind");
        member = someone(Role.MEMBER, "Lid Verzonnen");
    }

    private Person someone(Role role, String name) {
        return accounts.create(UUID.randomUUID() + "@example.org", name, null, Set.of(role), Set.of());
    }

    private Voice.Draft draft(String words, Voice.Readers readers) {
        return new Voice.Draft(
                words,
                "Wijk " + word,
                "wonen",
                LocalDate.now(Formats.ZONE),
                Voice.SeenAs.RESIDENT,
                readers,
                List.of("werkloosheid"));
    }

    private long told(String words, Voice.Readers readers) {
        return ((Outcome.Done) voices.tell(draft(words, readers), false, resident)).id();
    }

    private static List<Kind> kinds(String text) {
        return PersonalTraces.find(text, List.of("Bewoonster Verzonnenkind")).stream()
                .map(PersonalTraces.Trace::kind)
                .toList();
    }

    @Test
    void whatLeadsToAPersonForCertainIsFound() {
        assertThat(kinds("Mail naar jan.peeters@example.org.")).containsExactly(Kind.EMAIL);
        assertThat(kinds("Bel 0470 12 34 56 na vijf uur.")).containsExactly(Kind.PHONE);
        assertThat(kinds("Zij is 85.07.30-033.28.")).contains(Kind.NATIONAL_NUMBER);
        assertThat(kinds("Rekening BE68 5390 0754 7034.")).contains(Kind.BANK_ACCOUNT);
        assertThat(kinds("Nummer 85.07.30-033.29 klopt niet.")).doesNotContain(Kind.NATIONAL_NUMBER);
        assertThat(kinds("Rekening BE68 5390 0754 7035.")).doesNotContain(Kind.BANK_ACCOUNT);
    }

    @Test
    void whatProbablyLeadsToAPersonIsFound() {
        assertThat(kinds("Mevrouw Peeters vraagt hulp.")).containsExactly(Kind.TITLED_NAME);
        assertThat(kinds("De heer Van den Berge ook.")).containsExactly(Kind.TITLED_NAME);
        assertThat(kinds("Het lekt in de Kastanjestraat 12.")).containsExactly(Kind.STREET);
        assertThat(kinds("Volgens bewoonster verzonnenkind niet.")).containsExactly(Kind.KNOWN_NAME);
    }

    @Test
    void plainWordsAboutANeighbourhoodAreLeftAlone() {
        for (String text : List.of(
                "In 2010 waren er 136 gezinnen, nu vragen er elke week tien een plek.",
                "Aan de Hasseltweg is het druk, zeker op vrijdag om 16.30 uur.",
                "Een mevrouw zei dat de bus om 8.15 uur niet komt.",
                "Tussen 15 en 20 jongeren herstellen fietsen; de helft vindt daarna werk.")) {
            assertThat(kinds(text)).as(text).isEmpty();
        }
    }

    @Test
    void aTextWithANumberOfAPersonIsNotKeptWhateverTheWriterSays() {
        Outcome outcome = voices.tell(draft("Bel 0470 12 34 56 " + word, Voice.Readers.EVERYBODY), true, resident);

        assertThat(outcome).isInstanceOfSatisfying(Outcome.Traces.class, traces -> assertThat(traces.certain())
                .isTrue());
        assertThat(jdbc.sql("select count(*) from voice where words like ?")
                        .param("%" + word + "%")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void aNameIsKeptOnlyWhenTheWriterLookedAgain() {
        Voice.Draft draft = draft("Mevrouw Zomer is hier een bloem. " + word, Voice.Readers.EVERYBODY);
        assertThat(voices.tell(draft, false, resident))
                .isInstanceOfSatisfying(Outcome.Traces.class, traces -> assertThat(traces.certain())
                        .isFalse());
        assertThat(voices.tell(draft, true, resident)).isInstanceOf(Outcome.Done.class);
    }

    @Test
    void nobodyReadsItBeforeAnOfficerDidAndThenWhoTheWriterChose() {
        for (Voice.Readers readers : Voice.Readers.values()) {
            long id = told("Er is veel vraag naar herstel. " + word, readers);
            assertThat(voices.get(id, resident).own()).isTrue();
            assertThat(voices.get(id, officer).writer()).isEqualTo("Bewoonster Verzonnenkind");
            assertThatThrownBy(() -> voices.get(id, member)).isInstanceOf(Missing.class);
            assertThatThrownBy(() -> voices.get(id, null)).isInstanceOf(Missing.class);
            assertThatThrownBy(() -> voices.release(id, 0, resident)).isInstanceOf(AccessDeniedException.class);

            assertThat(voices.release(id, voices.get(id, officer).version(), officer))
                    .isTrue();

            if (readers == Voice.Readers.OFFICERS) {
                assertThatThrownBy(() -> voices.get(id, member)).isInstanceOf(Missing.class);
            } else {
                assertThat(voices.get(id, member).writer()).as("who told it").isNull();
            }
            if (readers == Voice.Readers.EVERYBODY) {
                assertThat(voices.get(id, null).words()).contains(word);
            } else {
                assertThatThrownBy(() -> voices.get(id, null)).isInstanceOf(Missing.class);
            }
        }
    }

    @Test
    void whoChangesItHasItReadAgain() {
        long id = told("Eerst dit. " + word, Voice.Readers.EVERYBODY);
        voices.release(id, 0, officer);
        int version = voices.get(id, resident).version();

        voices.change(id, draft("Dan dat. " + word, Voice.Readers.EVERYBODY), false, version, resident);

        assertThatThrownBy(() -> voices.get(id, null)).isInstanceOf(Missing.class);
        assertThat(voices.release(id, version, officer))
                .as("nobody releases words they did not read")
                .isFalse();
    }

    @Test
    void aPersonTakesAlongWhatTheyTold() {
        told("Voor mezelf. " + word, Voice.Readers.OFFICERS);
        assertThat(voices.of(resident).get("told").toString()).contains("Voor mezelf. " + word);
    }

    @Test
    void theFormTellsWhatItFoundAndKeepsWhatWasTyped() {
        PlainBrowser browser = PlainBrowser.as(port, "resident");
        HttpResponse<String> page = browser.post(
                "/voices/new",
                "/voices/new",
                "words",
                "Vraag het aan mevrouw Peeters " + word,
                "place",
                "Sledderlo",
                "theme",
                "wonen",
                "day",
                LocalDate.now(Formats.ZONE).toString(),
                "seenAs",
                "resident",
                "readers",
                "everybody",
                "indicators",
                "",
                "version",
                "0");
        assertThat(page.body()).contains("mevrouw Peeters", "name=\"nobody\"", "href=\"#words\"", word);
        HttpResponse<String> nobody = new PlainBrowser(port).get("/voices/new");
        assertThat(nobody.uri().getPath()).isEqualTo("/sign-in");
    }

    private String[] fields(String... figures) {
        List<String> fields = new ArrayList<>(List.of(
                "words",
                "Het is hier druk. " + word,
                "day",
                LocalDate.now(Formats.ZONE).toString(),
                "seenAs",
                "resident",
                "readers",
                "everybody",
                "version",
                "0"));
        for (String figure : figures) {
            fields.addAll(List.of("indicators", figure));
        }
        return fields.toArray(String[]::new);
    }

    @Test
    void figuresAreChosenByNameAndShownByName() {
        PlainBrowser browser = PlainBrowser.as(port, "resident");
        assertThat(browser.get("/voices/new?indicator=inhabitants").body())
                .contains("value=\"inhabitants\" checked", "Inwoners</label>");
        HttpResponse<String> told = browser.post("/voices/new", "/voices/new", fields("inhabitants", "jobs"));
        assertThat(told.uri().getPath()).matches("/voices/\\d+");
        assertThat(told.body())
                .contains("href=\"/indicators/inhabitants\">Inwoners</a>", "href=\"/indicators/jobs\"")
                .doesNotContain(">inhabitants<", ">jobs<");
        assertThat(browser.get(told.uri().getPath() + "/edit").body())
                .contains("value=\"inhabitants\" checked", "value=\"jobs\" checked");
        browser.post("/voices", "/language", "language", "en", "to", "/voices");
        assertThat(browser.get(told.uri().getPath()).body()).contains("Inhabitants</a>");
    }

    @Test
    void aFigureThatIsNoneIsRefusedAndTheChoiceKept() {
        PlainBrowser browser = PlainBrowser.as(port, "resident");
        HttpResponse<String> refused = browser.post("/voices/new", "/voices/new", fields("inhabitants", "verzonnen"));
        assertThat(refused.body())
                .contains("verzonnen is geen indicator", "href=\"#indicators\"", "value=\"inhabitants\" checked", word);
        assertThat(voices.list(new Voices.Filter(word, "", "", "", false), 1, 10, officer)
                        .total())
                .isZero();
    }
}
