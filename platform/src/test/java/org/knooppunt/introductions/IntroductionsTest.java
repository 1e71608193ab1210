package org.knooppunt.introductions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.knooppunt.PlatformTest;
import org.knooppunt.cases.BusinessCase;
import org.knooppunt.cases.BusinessCases;
import org.knooppunt.engine.inventory.Visibility;
import org.knooppunt.identity.Accounts;
import org.knooppunt.identity.Person;
import org.knooppunt.identity.Role;
import org.knooppunt.introductions.Introduction.Next;
import org.knooppunt.introductions.Introductions.Outcome;
import org.knooppunt.introductions.internal.Veils;
import org.knooppunt.inventory.Inventories;
import org.knooppunt.inventory.Side;
import org.knooppunt.inventory.Streams;
import org.knooppunt.web.Missing;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.AccessDeniedException;

/** From a match to names and prices, step by step, and out of it at every step. */
class IntroductionsTest extends PlatformTest {
    @Autowired
    Introductions introductions;

    @Autowired
    DeskIntroductions desk;

    @Autowired
    Endings endings;

    @Autowired
    Veils veils;

    @Autowired
    Inventories inventories;

    @Autowired
    Streams streams;

    @Autowired
    BusinessCases cases;

    @Autowired
    Accounts accounts;

    @Autowired
    JdbcClient jdbc;

    @TempDir
    Path folder;

    private final Firms firms = new Firms();
    private Person coordinator;
    private Person giver;
    private Person taker;

    @BeforeEach
    void fiveFirmsWithANeedAndOneWithAnOffer() {
        firms.need("a", 50.9312, 5.5131, 231, 77, "coordinator")
                .need("b", 50.9415, 5.5242, 262, 78, "coordinator")
                .need("c", 50.9218, 5.5453, 209, 79, "coordinator")
                .need("d", 50.9571, 5.5564, 287, 80, "coordinator")
                .need("open", 50.97, 5.6, 450, 60, "members")
                .store(inventories, folder);
        coordinator = account(Role.COORDINATOR, Set.of());
        giver = account(Role.MEMBER, Set.of("rubberhof"));
        taker = account(Role.MEMBER, Set.of(firms.key("a"), firms.key("b"), firms.key("c"), firms.key("d")));
        streams.add(coordinator, firms.offer("mine", "rubberhof", 400, 11, Visibility.COORDINATOR));
        veils.renew();
    }

    @AfterEach
    void clean() {
        firms.remove(jdbc);
        veils.renew();
    }

    private Person account(Role role, Set<String> organisations) {
        return accounts.create(
                "introductions-" + UUID.randomUUID() + "@example.org", "Iemand", null, Set.of(role), organisations);
    }

    private List<Match> matches() {
        return introductions.stream(Side.OFFER, firms.key("mine"), giver).matches();
    }

    private Match hidden() {
        return matches().stream()
                .filter(match -> match.statement().className().startsWith("Spul")
                        && match.statement().to() != null
                        && match.statement().from() == 200)
                .findFirst()
                .orElseThrow();
    }

    private String wish() {
        return done(introductions.wish(Side.OFFER, firms.key("mine"), hidden().token(), "", giver));
    }

    private static String done(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Done.class);
        return ((Outcome.Done) outcome).id();
    }

    private String asked() {
        String id = wish();
        assertThat(desk.ask(id, coordinator)).isTrue();
        return id;
    }

    private String named() {
        String id = asked();
        done(introductions.agree(id, taker));
        return id;
    }

    private Introduction giver(String id) {
        return introductions.get(id, giver);
    }

    private Introduction taker(String id) {
        return introductions.get(id, taker);
    }

    private static List<String> kinds(Introduction one) {
        return one.steps().stream().map(step -> step.by() + " " + step.kind()).toList();
    }

    @Test
    void matchesHaveRangesNearestFirst() {
        List<Match> matches = matches();

        assertThat(matches).hasSize(5);
        assertThat(matches.stream().map(match -> match.statement().kmFrom()).toList())
                .isSorted();
        assertThat(hidden().statement().to()).isEqualTo(300);
        assertThat(matches)
                .anyMatch(match ->
                        match.statement().from() == 300 && match.statement().to() == 500);
    }

    @Test
    void namesComeWhenBothAgreeAndPricesWhenBothAgreeAgain() {
        String id = wish();
        assertThat(giver(id).next()).isEqualTo(Next.WAIT_DESK);
        assertThatThrownBy(() -> taker(id)).isInstanceOf(Missing.class);

        assertThat(desk.ask(id, coordinator)).isTrue();
        assertThat(giver(id).next()).isEqualTo(Next.WAIT_OTHER);
        assertThat(taker(id).next()).isEqualTo(Next.ANSWER);
        assertThat(taker(id).partner()).isNull();
        assertThat(taker(id).told()).isEqualTo(Statement.widest("material"));

        done(introductions.agree(id, taker));
        Introduction seen = giver(id);
        assertThat(seen.state()).isEqualTo(State.NAMED);
        assertThat(seen.partner()).isNotNull();
        assertThat(seen.partner().name()).startsWith("Firma");
        assertThat(seen.partner().email()).isEqualTo(taker.email());
        assertThat(seen.partner().price()).isNull();
        assertThat(taker(id).partner().name()).contains("Rubberhof");

        done(introductions.agreePrice(id, giver));
        assertThat(giver(id).next()).isEqualTo(Next.WAIT_PRICE);
        assertThat(taker(id).partner().price()).isNull();
        done(introductions.agreePrice(id, taker));
        assertThat(taker(id).partner().price()).isEqualTo(11);
        assertThat(giver(id).partner().price()).isBetween(77.0, 80.0);
        assertThat(giver(id).next()).isEqualTo(Next.TALK);

        assertThat(kinds(giver(id)))
                .containsExactly(
                        "offer interested",
                        "desk asked",
                        "need agreed",
                        "system named",
                        "offer price",
                        "need price",
                        "system priced");
        assertThat(kinds(taker(id))).isEqualTo(kinds(giver(id)));
        assertThat(jdbc.sql("select count(*) from audit_event where thing = 'introduction' and thing_key = ?")
                        .param(id)
                        .query(Long.class)
                        .single())
                .as("every step of somebody is on the audit trail")
                .isEqualTo(5);
    }

    @Test
    void whoIsAskedMaySayNoAndTheOtherOnlyReadsThatItEnds() {
        String id = asked();

        done(introductions.withdraw(id, Reason.PRICE, "Te duur voor ons.", taker));

        Introduction seen = giver(id);
        assertThat(seen.ended()).isEqualTo("other");
        assertThat(kinds(seen)).containsExactly("offer interested", "desk asked", "need ended");
        assertThat(seen.steps())
                .noneMatch(step -> step.by().equals("need") && !step.person().isEmpty());
        Desk.View view = desk.get(id, coordinator);
        assertThat(view.reason()).isEqualTo("price");
        assertThat(view.words()).isEqualTo("Te duur voor ons.");
        assertThat(matches()).as("not offered again soon").hasSize(4);
    }

    @Test
    void everyStepCanBeTakenBack() {
        for (String id : List.of(wish(), asked(), named())) {
            done(introductions.withdraw(id, null, "", giver));
            assertThat(giver(id).ended()).isEqualTo("self.withdrawn");
            assertThat(giver(id).partner()).isNull();
        }
    }

    @Test
    void whatIsPutAsideStaysWithWhoPutItAsideAndComesBackWhenWanted() {
        Match match = hidden();
        done(introductions.putAside(Side.OFFER, firms.key("mine"), match.token(), Reason.DISTANCE, "", giver));

        Match aside = matches().stream().filter(Match::aside).findFirst().orElseThrow();
        assertThat(aside.token()).isEqualTo(match.token());
        assertThat(introductions.list(taker, false, 1, 10).total()).isZero();

        String id = done(introductions.wish(Side.OFFER, firms.key("mine"), aside.token(), "", giver));
        assertThat(desk.get(id, coordinator).earlier())
                .singleElement()
                .satisfies(earlier -> assertThat(earlier.reason()).isEqualTo("distance"));
    }

    /** Each wishes the other without knowing; nobody may notice until the desk brings them together. */
    @Test
    void twoWhoWishEachOtherDoNotNoticeBeforeTheDeskSaysSo() {
        String id = done(introductions.wish(
                Side.OFFER,
                firms.key("mine"),
                matches().stream()
                        .filter(match -> match.statement().from() == 300)
                        .findFirst()
                        .orElseThrow()
                        .token(),
                "",
                giver));
        Person open = account(Role.MEMBER, Set.of(firms.key("open")));
        streams.add(coordinator, firms.offer("known", "bandwerk", 90, 5, Visibility.MEMBERS));
        jdbc.sql("update offer set visibility = 'members' where key = ?")
                .param(firms.key("mine"))
                .update();
        jdbc.sql("update introduction set offer_visibility = 'members' where id = ?")
                .param(id)
                .update();

        List<Match> theirs =
                introductions.stream(Side.NEED, firms.key("open"), open).matches();
        assertThat(theirs).as("the wish of the other hides no match").hasSize(2);
        List<String> made = new ArrayList<>();
        for (Match match : theirs) {
            made.add(done(introductions.wish(Side.NEED, firms.key("open"), match.token(), "", open)));
        }
        assertThat(made).contains(id);
        for (String each : made) {
            Introduction seen = introductions.get(each, open);
            assertThat(kinds(seen)).containsExactly("need interested");
            assertThat(seen.next()).isEqualTo(Next.WAIT_DESK);
        }
        assertThat(kinds(giver(id))).containsExactly("offer interested");
        assertThat(desk.get(id, coordinator).bothWish()).isTrue();

        assertThat(desk.ask(id, coordinator)).isTrue();
        assertThat(giver(id).state()).isEqualTo(State.NAMED);
        assertThat(introductions.get(id, open).partner().name()).contains("Rubberhof");
    }

    @Test
    void aWishTakenBackLeavesTheOthersWish() {
        twoWhoWishEachOther();
    }

    private void twoWhoWishEachOther() {
        Match match = matches().stream()
                .filter(each -> each.statement().from() == 300)
                .findFirst()
                .orElseThrow();
        jdbc.sql("update offer set visibility = 'members' where key = ?")
                .param(firms.key("mine"))
                .update();
        String id = done(introductions.wish(Side.OFFER, firms.key("mine"), match.token(), "", giver));
        Person open = account(Role.MEMBER, Set.of(firms.key("open")));
        Match back = introductions.stream(Side.NEED, firms.key("open"), open)
                .matches()
                .getFirst();
        assertThat(done(introductions.wish(Side.NEED, firms.key("open"), back.token(), "", open)))
                .isEqualTo(id);

        done(introductions.withdraw(id, null, "", giver));

        assertThat(introductions.find(id, giver)).isEmpty();
        assertThat(introductions.get(id, open).next()).isEqualTo(Next.WAIT_DESK);
        assertThat(matches()).hasSize(5);
    }

    @Test
    void theDeskLooksForAPartnerAndAsksBothSides() {
        String id = done(introductions.seek(Side.OFFER, firms.key("mine"), "Liefst dichtbij.", giver));
        assertThat(introductions.seek(Side.OFFER, firms.key("mine"), "", giver))
                .as("once at a time")
                .isInstanceOf(Outcome.ChangedMeanwhile.class);
        Desk.View view = desk.get(id, coordinator);
        assertThat(view.words()).isEqualTo("Liefst dichtbij.");
        assertThat(view.choices()).hasSize(5);
        assertThat(view.choices().getFirst().worth().yearly())
                .as("what brings most is first")
                .isGreaterThanOrEqualTo(view.choices().getLast().worth().yearly());

        assertThat(desk.choose(id, firms.key("a"), coordinator)).isTrue();
        assertThat(desk.ask(id, coordinator)).isTrue();
        assertThat(giver(id).next())
                .as("it has not seen whom, so it is asked too")
                .isEqualTo(Next.ANSWER);
        done(introductions.agree(id, giver));
        assertThat(giver(id).partner()).isNull();
        done(introductions.agree(id, taker));
        assertThat(giver(id).partner().name()).startsWith("Firma a");
    }

    @Test
    void aRemovedStreamEndsItPolitely() {
        String id = asked();
        jdbc.sql("update offer set deleted_at = now() where key = ?")
                .param(firms.key("mine"))
                .update();

        endings.endWhatIsDue();

        assertThat(taker(id).ended()).isEqualTo("other");
        assertThat(jdbc.sql("select count(*) from letter where key = ?")
                        .param("introduction/" + id + "/ended/" + taker.id())
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
        assertThat(introductions.agree(id, taker)).isInstanceOf(Outcome.ChangedMeanwhile.class);
    }

    @Test
    void aStreamThatFewerMaySeeEndsIt() {
        jdbc.sql("update offer set visibility = 'public' where key = ?")
                .param(firms.key("mine"))
                .update();
        String id = asked();
        jdbc.sql("update offer set visibility = 'members' where key = ?")
                .param(firms.key("mine"))
                .update();

        assertThat(giver(id).ended()).isEqualTo("self.tightened");
        assertThat(taker(id).ended()).isEqualTo("other");
    }

    @Test
    void whatStandsStillIsSeenRemindedOfAndEndsInTheEnd() {
        String id = asked();
        jdbc.sql("update introduction set moved_at = now() - interval '9 days' where id = ?")
                .param(id)
                .update();
        Desk.Line line = desk.get(id, coordinator).line();
        assertThat(line.days()).isEqualTo(9);
        assertThat(line.stalled()).isTrue();
        assertThat(line.waits()).isEqualTo("need");

        assertThat(desk.remind(id, coordinator)).isTrue();
        assertThat(desk.get(id, coordinator).line().stalled()).isFalse();
        assertThat(kinds(taker(id))).contains("desk reminded");
        assertThat(kinds(giver(id))).doesNotContain("desk reminded");
        assertThat(jdbc.sql("select count(*) from letter where key = ?")
                        .param("introduction/" + id + "/reminded-1/" + taker.id())
                        .query(Long.class)
                        .single())
                .isEqualTo(1);

        jdbc.sql("update introduction set moved_at = now() - interval '31 days' where id = ?")
                .param(id)
                .update();
        assertThat(giver(id).ended()).isEqualTo("expired");
    }

    @Test
    void whatEndedYearsAgoIsForgotten() {
        String id = asked();
        done(introductions.withdraw(id, null, "", giver));
        endings.forgetOld();
        assertThat(introductions.find(id, giver)).isPresent();
        jdbc.sql("update introduction set moved_at = now() - interval '4 years' where id = ?")
                .param(id)
                .update();

        endings.forgetOld();

        assertThat(introductions.find(id, giver)).isEmpty();
    }

    @Test
    void aCaseIsPlantedOnceNamesAreKnown() {
        String early = asked();
        assertThat(desk.plant(early, "Te vroeg", "", coordinator)).isEmpty();
        done(introductions.agree(early, taker));

        long planted = desk.plant(early, "Spul tussen twee", "Uit een introductie.", coordinator)
                .orElseThrow();

        BusinessCase found = cases.get(planted, coordinator);
        assertThat(found.partners())
                .extracting(BusinessCase.Partner::organisation)
                .contains("rubberhof")
                .hasSize(2);
        assertThat(desk.plant(early, "Nog eens", "", coordinator)).hasValue(planted);
        assertThat(kinds(giver(early))).contains("desk planted");
    }

    @Test
    void theDeskClosesAndNobodyReadsWhy() {
        String id = asked();

        assertThat(desk.close(id, Reason.QUALITY, "Dit kan niet.", coordinator)).isTrue();

        assertThat(giver(id).ended()).isEqualTo("desk");
        assertThat(taker(id).ended()).isEqualTo("desk");
        assertThat(desk.close(id, null, "", coordinator)).isFalse();
    }

    @Test
    void onlyTheDeskSeesTheDeskAndOnlyMembersTheirOwn() {
        String id = wish();
        Person resident = account(Role.RESIDENT, Set.of("rubberhof"));

        assertThatThrownBy(() -> desk.list(null, true, 1, 10, giver)).isInstanceOf(AccessDeniedException.class);
        assertThatThrownBy(() -> desk.get(id, taker)).isInstanceOf(AccessDeniedException.class);
        assertThatThrownBy(() -> desk.ask(id, giver)).isInstanceOf(AccessDeniedException.class);
        assertThatThrownBy(() -> introductions.streams(resident, 1, 10)).isInstanceOf(AccessDeniedException.class);
        assertThatThrownBy(() -> introductions.get(id, resident)).isInstanceOf(Missing.class);
        assertThatThrownBy(() -> introductions.agree(id, taker)).isInstanceOf(Missing.class);
    }

    /** After an introduction a firm is known: it no longer hides the others under its veil. */
    @Test
    void aFirmThatIsKnownDoesNotCountForTheOthers() {
        assertThat(matches()).hasSize(5);
        named();
        assertThat(matches()).as("three others are left under the veil").hasSize(4);

        Match next = hidden();
        String id = done(introductions.wish(Side.OFFER, firms.key("mine"), next.token(), "", giver));
        desk.ask(id, coordinator);
        done(introductions.agree(id, taker));

        assertThat(matches()).as("two others are too few").hasSize(1);
    }

    @Test
    void fiftyWishesForTheSamePairAreOneIntroduction() throws Exception {
        String token = hidden().token();

        List<Outcome> outcomes = inParallel(() -> introductions.wish(Side.OFFER, firms.key("mine"), token, "", giver));

        assertThat(outcomes).filteredOn(Outcome.Done.class::isInstance).hasSize(1);
        assertThat(introductions.list(giver, true, 1, 100).rows())
                .filteredOn(one -> one.mine().key().equals(firms.key("mine")))
                .hasSize(1);
    }

    @Test
    void fiftyAnswersAreOneStep() throws Exception {
        String id = asked();

        List<Outcome> outcomes = inParallel(() -> introductions.agree(id, taker));

        assertThat(outcomes).filteredOn(Outcome.Done.class::isInstance).hasSize(1);
        assertThat(kinds(giver(id))).containsOnlyOnce("need agreed").containsOnlyOnce("system named");
    }

    private static List<Outcome> inParallel(Callable<Outcome> one) throws Exception {
        List<Outcome> outcomes = new ArrayList<>();
        try (ExecutorService clients = Executors.newFixedThreadPool(50)) {
            List<Callable<Outcome>> all = java.util.Collections.nCopies(50, one);
            for (Future<Outcome> outcome : clients.invokeAll(all)) {
                outcomes.add(outcome.get());
            }
        }
        return outcomes;
    }
}
