package org.knooppunt.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.knooppunt.PlainBrowser;
import org.knooppunt.PlatformTest;
import org.knooppunt.engine.legal.Rule;
import org.knooppunt.engine.legal.RuleDraft;
import org.knooppunt.engine.legal.RuleFaultKind;
import org.knooppunt.engine.legal.RuleReader;
import org.knooppunt.identity.Accounts;
import org.knooppunt.identity.Person;
import org.knooppunt.identity.Role;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.security.access.AccessDeniedException;

class LegalRulesTest extends PlatformTest {
    @Autowired
    LegalRules rules;

    @Autowired
    Accounts accounts;

    @LocalServerPort
    int port;

    private Person officer;

    @BeforeEach
    void comeAsAPolicyOfficer() {
        String email = "rules-" + UUID.randomUUID() + "@example.org";
        officer = accounts.create(email, "Beleid", null, Set.of(Role.POLICY_OFFICER), Set.of());
    }

    @AfterEach
    void putTheRulesOfTheProgramBack() {
        rules.restore(0, "Na de test.", officer);
    }

    private String text() {
        return new String(rules.file(RuleReader.RULES, officer), StandardCharsets.UTF_8);
    }

    private RuleDraft replace(String text) {
        return rules.replace(Map.of(RuleReader.RULES, text.getBytes(StandardCharsets.UTF_8)), "Andere titel.", officer);
    }

    @Test
    void anOfficerReplacesOneFileAndTheOthersStay() {
        String old = rules.book().rules().getFirst().title().nl();
        int routes = rules.book().routes().size();
        assertThat(replace(text().replace(old, "Een nieuwe titel")).faults()).isEmpty();
        assertThat(rules.book().rules())
                .extracting(rule -> rule.title().nl())
                .contains("Een nieuwe titel")
                .doesNotContain(old);
        assertThat(rules.book().routes()).hasSize(routes);
        assertThat(rules.editions(officer).getFirst().words()).isEqualTo("Andere titel.");

        long edition = rules.editions(officer).getFirst().id();
        rules.restore(0, "Terug.", officer);
        assertThat(rules.book().rules().getFirst().title().nl()).isEqualTo(old);
        rules.restore(edition, "Toch wel.", officer);
        assertThat(rules.book().rules().getFirst().title().nl()).isEqualTo("Een nieuwe titel");
    }

    @Test
    void aFileWithAFaultChangesNothingAndTellsWhere() {
        Rule first = rules.book().rules().getFirst();
        RuleDraft draft = replace(text().replaceFirst(first.validity().from().toString(), "gisteren"));
        assertThat(draft.faults()).hasSize(1);
        assertThat(draft.faults().getFirst().code()).isEqualTo(RuleFaultKind.BAD_DATE);
        assertThat(draft.faults().getFirst().value()).isEqualTo("gisteren");
        assertThat(rules.book().rules().getFirst()).isEqualTo(first);
    }

    @Test
    void thePageShowsWhatIsInForceWithItsSources() {
        PlainBrowser browser = PlainBrowser.as(port, "policy-officer");
        Rule first = rules.book().rules().getFirst();
        assertThat(browser.get("/cases/rules").body())
                .contains(first.source().law(), first.source().address());
        assertThat(browser.get("/cases/rules/rules.csv").body()).startsWith("rule,version");
        assertThat(browser.get("/cases/rules/secrets.csv").statusCode()).isEqualTo(404);
        assertThat(browser.post("/cases/rules", "/cases/rules", "words", "Niets gekozen")
                        .body())
                .contains("Kies minstens één bestand", "Niets gekozen");
        assertThat(browser.postFile(
                                "/cases/rules",
                                "/cases/rules",
                                RuleReader.ROUTES,
                                "niets".getBytes(StandardCharsets.UTF_8),
                                Map.of("words", "Kapot"),
                                RuleReader.ROUTES)
                        .body())
                .contains("Er is niets gewijzigd", "Deze kolom ontbreekt");
    }

    @Test
    void membersDoNotKeepTheRules() {
        Person member = new Person(0, "m@example.org", "M", null, "nl", true, Set.of(Role.MEMBER), Set.of("rubberhof"));
        assertThatThrownBy(() -> rules.editions(member)).isInstanceOf(AccessDeniedException.class);
        assertThat(PlainBrowser.as(port, "member").get("/cases/rules").statusCode())
                .isEqualTo(403);
    }
}
