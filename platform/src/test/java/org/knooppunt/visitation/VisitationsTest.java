package org.knooppunt.visitation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.knooppunt.PlainBrowser;
import org.knooppunt.PlatformTest;
import org.knooppunt.database.Saved;
import org.knooppunt.identity.Accounts;
import org.knooppunt.identity.Person;
import org.knooppunt.identity.Role;
import org.knooppunt.strategy.Goal;
import org.knooppunt.strategy.GoalKey;
import org.knooppunt.strategy.GoalLinks;
import org.knooppunt.strategy.Goals;
import org.knooppunt.visitation.Recommendation.Addressee;
import org.knooppunt.visitation.Recommendation.Status;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.security.access.AccessDeniedException;

class VisitationsTest extends PlatformTest {
    @Autowired
    Visitations visitations;

    @Autowired
    Recommendations recommendations;

    @Autowired
    Goals goals;

    @Autowired
    GoalLinks links;

    @Autowired
    Accounts accounts;

    @LocalServerPort
    int port;

    private Person officer;

    @BeforeEach
    void write() {
        officer = account(Role.POLICY_OFFICER);
    }

    private Person account(Role role) {
        return accounts.create("visit-" + UUID.randomUUID() + "@example.org", "Jo", null, Set.of(role), Set.of());
    }

    private long visitation(int year) {
        return visitations.create(
                new Visitation.Draft("Proef " + UUID.randomUUID(), year, null, "", null, null, "", ""), officer);
    }

    private static Recommendation.Draft draft(@Nullable Long follows, @Nullable LocalDate dueOn) {
        return new Recommendation.Draft(
                "Doe iets " + UUID.randomUUID(), "", "§ 1", Set.of(Addressee.CITY, Addressee.OCMW), dueOn, follows);
    }

    private long advise(int year, @Nullable Long follows) {
        return recommendations
                .add(visitation(year), draft(follows, null), officer)
                .orElseThrow();
    }

    @Test
    void bothVisitationsAreThereWithTheirRecommendationsAndWhereTheyStand() {
        List<Visitation.Line> told = visitations.list().stream()
                .filter(line -> line.title().startsWith("Visitatie van Genk"))
                .toList();
        assertThat(told)
                .extracting(line -> line.year() + " " + line.recommendations() + " " + line.finished())
                .containsExactly("2011 23 0", "2005 7 1");
        Visitation last = visitations.get(told.getFirst().id());
        for (Visitation.PartKind kind : Visitation.PartKind.values()) {
            assertThat(last.of(kind)).as(kind.code()).isNotEmpty();
        }
        List<Recommendation> all = recommendations.of(last.id());
        assertThat(all).allMatch(each -> !each.source().isEmpty());
        for (Addressee addressee : Addressee.values()) {
            assertThat(all).as(addressee.code()).anyMatch(each -> each.addressees()
                    .contains(addressee));
        }
        assertThat(all)
                .anyMatch(each -> each.follows() != null
                        && Objects.requireNonNull(each.follows()).year() == 2005);
    }

    @Test
    void whatIsWrittenInDutchSaysSoToWhoReadsAnotherLanguage() {
        PlainBrowser reader = new PlainBrowser(port);
        reader.post("/", "/language", "language", "fr");
        Visitation.Line last = visitations.list().stream()
                .filter(line -> line.title().equals("Visitatie van Genk, 2011"))
                .findFirst()
                .orElseThrow();
        String page = reader.get("/visitations/" + last.id()).body();
        assertThat(page)
                .contains(
                        "<html lang=\"fr\"",
                        "<h1 lang=\"nl\">Visitatie van Genk, 2011</h1>",
                        "<p class=\"lead written\" lang=\"nl\">De commissie")
                .containsPattern("<dd lang=\"nl\">Visitatierapport 2011, hoofdstukken 1 en 2</dd>")
                .containsPattern("<a href=\"/visitations/recommendations/\\d+\" lang=\"nl\">");
    }

    @Test
    void aRecommendationKeepsAStatePerYearAndTheLatestCounts() {
        long id = advise(2021, null);
        assertThat(recommendations.get(id).status()).isEqualTo(Status.OPEN);
        assertThat(recommendations.tell(id, 2022, Status.PLANNED, "Gepland", "", officer))
                .isTrue();
        assertThat(recommendations.tell(id, 2024, Status.DONE, "Klaar", "", officer))
                .isFalse();
        assertThat(recommendations.tell(id, 2024, Status.DONE, "Klaar", "Besluit 12", officer))
                .isTrue();
        assertThat(recommendations.tell(id, 2022, Status.RUNNING, "Liep al", "", officer))
                .isTrue();
        Recommendation one = recommendations.get(id);
        assertThat(one.status()).isEqualTo(Status.DONE);
        assertThat(one.years())
                .extracting(year -> year.year() + " " + year.status().code() + " " + year.words())
                .containsExactly("2024 done Klaar", "2022 running Liep al");
        assertThat(recommendations.history(id, officer).getFirst().detail()).contains("planned: Gepland");
        recommendations.respond(id, "We doen het.", officer);
        assertThat(recommendations.get(id).response()).isEqualTo("We doen het.");
    }

    @Test
    void whatIsLateOrSilentIsOverdueUntilItIsFinished() {
        LocalDate today = Recommendations.today();
        long silent = advise(today.getYear() - 3, null);
        long late = recommendations
                .add(visitation(today.getYear()), draft(null, today.minusDays(1)), officer)
                .orElseThrow();
        long fresh = advise(today.getYear(), null);
        assertThat(recommendations.get(silent).overdue(today)).contains(Recommendation.Overdue.SILENT);
        assertThat(recommendations.get(silent).age(today)).isEqualTo(3);
        assertThat(recommendations.get(late).overdue(today)).contains(Recommendation.Overdue.DUE);
        assertThat(recommendations.get(fresh).overdue(today)).isEmpty();
        assertThat(recommendations.list(new Recommendations.Filter("", Addressee.OCMW, null, true)))
                .extracting(Recommendation::id)
                .contains(silent, late)
                .doesNotContain(fresh);

        recommendations.tell(silent, today.getYear() - 1, Status.RUNNING, "", "", officer);
        recommendations.tell(late, today.getYear(), Status.DROPPED, "Niet meer nodig", "", officer);
        assertThat(recommendations.get(silent).overdue(today)).isEmpty();
        assertThat(recommendations.get(late).overdue(today)).isEmpty();
    }

    @Test
    void aFollowUpGoesBackToAnEarlierVisitationOnly() {
        long first = advise(2005, null);
        long second = advise(2011, first);
        assertThat(recommendations.get(first).followedBy())
                .extracting(Recommendation.Link::id)
                .containsExactly(second);
        assertThat(recommendations.add(visitation(2005), draft(second, null), officer))
                .isEmpty();
        assertThat(recommendations.change(first, draft(second, null), 0, officer))
                .contains(Recommendations.Refusal.NOT_EARLIER);
        assertThat(recommendations.change(second, draft(first, null), 0, officer))
                .isEmpty();
        assertThat(recommendations.change(second, draft(null, null), 0, officer))
                .contains(Recommendations.Refusal.CHANGED_MEANWHILE);
    }

    @Test
    void aRecommendationIsLinkedWithTheActionsThatAnswerIt() {
        long id = advise(2020, null);
        Goal action = goals.goal(new GoalKey("agreement", "instapje")).orElseThrow();
        links.link(action.id(), "recommendation", Long.toString(id), officer);
        assertThat(links.linked(action.id(), null))
                .filteredOn(linked -> linked.kind().equals("recommendation"))
                .singleElement()
                .satisfies(linked -> assertThat(linked.seen())
                        .anyMatch(thing -> thing.path().equals("/visitations/recommendations/" + id)));
        links.unlink(action.id(), "recommendation", Long.toString(id), officer);
    }

    @Test
    void onlyOfficersWrite() {
        Person coordinator = account(Role.COORDINATOR);
        long visitation = visitation(2019);
        assertThatThrownBy(() -> recommendations.add(visitation, draft(null, null), coordinator))
                .isInstanceOf(AccessDeniedException.class);
        assertThatThrownBy(() -> visitations.addPart(visitation, Visitation.PartKind.THEME, "x", "", "", coordinator))
                .isInstanceOf(AccessDeniedException.class);
        Visitation.Draft other = new Visitation.Draft("Anders", 2019, null, "", null, null, "", "");
        assertThat(visitations.change(visitation, other, 0, officer)).isEqualTo(Saved.DONE);
        assertThat(visitations.change(visitation, other, 0, officer)).isEqualTo(Saved.CHANGED_MEANWHILE);
    }
}
