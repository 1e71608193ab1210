package org.knooppunt.engine.legal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.knooppunt.engine.inventory.Unit;

class ChecklistsTest {
    private static final List<Question> BY_PRODUCT =
            List.of(Question.CERTAIN, Question.DIRECT, Question.INTEGRAL, Question.LAWFUL);

    private static Checklist.RouteStanding route(Checklist checklist, Route route) {
        return checklist.routes().stream()
                .filter(one -> one.route() == route)
                .findFirst()
                .orElseThrow();
    }

    private static List<Route> open(Checklist checklist) {
        return checklist.routes().stream()
                .filter(Checklist.RouteStanding::open)
                .map(Checklist.RouteStanding::route)
                .toList();
    }

    private static List<String> rules(Checklist checklist) {
        return checklist.items().stream().map(Checklist.Item::rule).toList();
    }

    /** All ways to answer the four questions about a by-product. */
    static List<List<Answer>> fourAnswers() {
        List<List<Answer>> all = List.of(List.of());
        for (int at = 0; at < BY_PRODUCT.size(); at++) {
            List<List<Answer>> longer = new ArrayList<>();
            for (List<Answer> before : all) {
                for (Answer answer : Answer.values()) {
                    List<Answer> one = new ArrayList<>(before);
                    one.add(answer);
                    longer.add(one);
                }
            }
            all = longer;
        }
        return all;
    }

    @ParameterizedTest
    @MethodSource("fourAnswers")
    void aByProductNeedsAllFourConditionsAndWhatIsUnknownIsNotYes(List<Answer> answers) {
        ExampleExchange residue = ExampleExchange.of(Origin.PRODUCTION_RESIDUE).answer(Question.RECOVERED, Answer.NO);
        for (int at = 0; at < answers.size(); at++) {
            residue.answer(BY_PRODUCT.get(at), answers.get(at));
        }
        Finding expected = Finding.MET;
        if (answers.contains(Answer.NO)) {
            expected = Finding.FAILED;
        } else if (answers.contains(Answer.UNKNOWN)) {
            expected = Finding.UNKNOWN;
        }

        Checklist checklist = residue.checklist();

        Checklist.RouteStanding standing = route(checklist, Route.BY_PRODUCT);
        assertThat(standing.finding()).isEqualTo(expected);
        assertThat(standing.conditions())
                .extracting(Checklist.Condition::fact)
                .containsExactlyElementsOf(
                        BY_PRODUCT.stream().map(Question::fact).toList());
        assertThat(standing.open()).isEqualTo(expected != Finding.FAILED);
        assertThat(open(checklist).contains(Route.WASTE)).isEqualTo(expected != Finding.MET);
        assertThat(checklist.settled()).isEqualTo(expected != Finding.UNKNOWN);
    }

    @ParameterizedTest
    @EnumSource(
            value = Question.class,
            names = {"RECOVERED", "MARKET", "STANDARDS", "HARMLESS"})
    void endOfWasteNeedsEveryCondition(Question question) {
        assertThat(open(ExampleExchange.endOfWaste().checklist())).containsExactly(Route.END_OF_WASTE);
        assertThat(open(ExampleExchange.endOfWaste()
                        .answer(question, Answer.UNKNOWN)
                        .answer(Question.DISCARDED, Answer.YES)
                        .checklist()))
                .containsExactly(Route.END_OF_WASTE, Route.WASTE);
        assertThat(open(ExampleExchange.endOfWaste()
                        .answer(question, Answer.NO)
                        .answer(Question.DISCARDED, Answer.YES)
                        .checklist()))
                .containsExactly(Route.WASTE);
    }

    @Test
    void nothingKnownOfAMaterialMeansThatTheLawOnWasteApplies() {
        for (Origin origin : Origin.values()) {
            Checklist checklist = ExampleExchange.of(origin).checklist();
            boolean material = !List.of(Origin.HEAT, Origin.ELECTRICITY, Origin.SPACE, Origin.PEOPLE)
                    .contains(origin);

            assertThat(open(checklist).contains(Route.WASTE)).as(origin.code()).isEqualTo(material);
        }
    }

    @Test
    void theSameMaterialForAnotherUseCanBeWaste() {
        assertThat(open(ExampleExchange.product().checklist())).containsExactly(Route.PRODUCT);
        assertThat(open(ExampleExchange.product().use(Use.ENERGY).checklist())).contains(Route.WASTE);
    }

    @Test
    void anAnimalByProductIsFreeOfTheLawOnWasteUnlessItIsBurntDigestedOrComposted() {
        ExampleExchange fat = ExampleExchange.of(Origin.ANIMAL_BY_PRODUCT).answer(Question.LAWFUL, Answer.YES);

        assertThat(open(fat.checklist())).containsExactly(Route.ANIMAL_BY_PRODUCT);
        assertThat(open(fat.use(Use.BIOGAS_OR_COMPOST).checklist())).containsExactly(Route.WASTE);
    }

    @Test
    void aCoordinatorWhoArrangesSomebodyElsesWasteIsWarnedFirst() {
        Checklist checklist = ExampleExchange.waste()
                .arranger(Party.COORDINATOR)
                .answer(Question.FOR_OTHERS, Answer.YES)
                .checklist();

        assertThat(checklist.roleWarnings()).extracting(Checklist.Item::rule).containsExactly("coordinator-arranges");
        Checklist.Item first = checklist.items().getFirst();
        assertThat(first.rule()).isEqualTo("coordinator-arranges");
        assertThat(first.because())
                .containsExactly(
                        new Reason(Fact.ROUTE, List.of("waste")),
                        new Reason(Fact.GIVER_IN, List.of("flanders")),
                        new Reason(Fact.ARRANGER, List.of("coordinator")),
                        new Reason(Fact.FOR_OTHERS, List.of("yes")));
    }

    @Test
    void aCoordinatorWhoArrangesForOthersIsWarnedUnlessItIsSurelyNoWaste() {
        for (Answer forOthers : List.of(Answer.YES, Answer.UNKNOWN)) {
            for (Origin origin : List.of(Origin.PRODUCTION_RESIDUE, Origin.BUILDING_MATERIAL, Origin.EXCAVATED_SOIL)) {
                assertThat(ExampleExchange.of(origin)
                                .arranger(Party.COORDINATOR)
                                .answer(Question.FOR_OTHERS, forOthers)
                                .checklist()
                                .roleWarnings())
                        .isNotEmpty();
            }
        }
        assertThat(ExampleExchange.byProduct()
                        .arranger(Party.COORDINATOR)
                        .checklist()
                        .roleWarnings())
                .isEmpty();
    }

    @Test
    void theFormHoldsWhatTheFactsSayAndLeavesTheRestToAPerson() {
        Checklist checklist = ExampleExchange.waste()
                .code("170106*~")
                .carrier(Party.TAKER)
                .arranger(Party.TAKER)
                .checklist();

        assertThat(checklist.form())
                .extracting(Checklist.FormEntry::field, Checklist.FormEntry::value)
                .contains(
                        tuple("producer_name", "Zagerij"),
                        tuple("departure_address", "Kaai 1, Genk"),
                        tuple("collector_name", "Plaatfabriek"),
                        tuple("collector_number", ""),
                        tuple("carrier_name", "Plaatfabriek"),
                        tuple("processor_number", "0403170701"),
                        tuple("code", "17 01 06*"),
                        tuple("quantity", ""),
                        tuple("composition", ""));
    }

    @Test
    void theFormOfWasteThatIsNotHazardousIsShorterAndAByProductHasNone() {
        assertThat(ExampleExchange.waste().checklist().form())
                .extracting(Checklist.FormEntry::field)
                .contains("code", "treatment")
                .doesNotContain("composition", "packaging", "collector_name");
        assertThat(ExampleExchange.byProduct().checklist().form()).isEmpty();
    }

    @Test
    void aRuleAppliesFromItsFirstToItsLastDay() {
        Exchange exchange = ExampleExchange.waste().to("NL").exchange();
        LocalDate last = LocalDate.of(2026, 5, 20);

        assertThat(Checklists.of(ExampleExchange.BOOK, exchange, last).items())
                .filteredOn(item -> item.rule().equals("border-green"))
                .extracting(Checklist.Item::version)
                .containsExactly(1);
        assertThat(Checklists.of(ExampleExchange.BOOK, exchange, last.plusDays(1))
                        .items())
                .filteredOn(item -> item.rule().equals("border-green"))
                .extracting(Checklist.Item::version)
                .containsExactly(2);
        assertThat(Checklists.of(ExampleExchange.BOOK, exchange, LocalDate.of(2019, 12, 31))
                        .items())
                .isEmpty();
    }

    @Test
    void aFieldOfAFormAppliesOnItsDaysToo() {
        Exchange exchange = ExampleExchange.waste().exchange();

        assertThat(Checklists.of(ExampleExchange.BOOK, exchange, LocalDate.of(2022, 12, 31))
                        .form())
                .isEmpty();
        assertThat(Checklists.of(ExampleExchange.BOOK, exchange, LocalDate.of(2023, 1, 1))
                        .form())
                .isNotEmpty();
    }

    @Test
    void theMostPressingComesFirst() {
        List<Checklist.Item> items = ExampleExchange.of(Origin.PRODUCTION_RESIDUE)
                .code("170106*~")
                .checklist()
                .items();

        assertThat(items)
                .isSortedAccordingTo(
                        Comparator.comparing(Checklist.Item::severity).thenComparing(Checklist.Item::kind));
        assertThat(items.getLast().severity()).isEqualTo(Severity.KNOW);
    }

    @Test
    void onAnyFactsAHazardousCodeIsToldAndHeatSpaceAndPeopleNeverAskARegistrationForWaste() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        Set<String> registrations = Set.of(
                "broker-registration",
                "carrier-registration",
                "registration-elsewhere",
                "identification-form",
                "waste-register",
                "coordinator-arranges");
        for (int run = 0; run < 5_000; run++) {
            Exchange exchange = random(random);
            Checklist checklist = Checklists.of(ExampleExchange.BOOK, exchange, ExampleExchange.DAY);
            String told = "seed " + seed + ", run " + run + ": " + exchange;
            WasteCode code = exchange.code();

            assertThat(rules(checklist).contains("hazardous")).as(told).isEqualTo(code != null && code.hazardous());
            if (List.of(Origin.HEAT, Origin.ELECTRICITY, Origin.SPACE, Origin.PEOPLE)
                    .contains(exchange.origin())) {
                assertThat(rules(checklist)).as(told).doesNotContainAnyElementsOf(registrations);
                assertThat(checklist.form()).as(told).isEmpty();
            }
            assertThat(open(checklist)).as(told).isNotEmpty();
            assertThat(checklist.routes())
                    .as(told)
                    .filteredOn(one -> one.open() && one.finding() == Finding.UNKNOWN)
                    .allMatch(one -> open(checklist).contains(Route.WASTE));
            assertThat(Checklists.of(ExampleExchange.BOOK, exchange, ExampleExchange.DAY))
                    .as(told)
                    .isEqualTo(checklist);
        }
    }

    @Test
    void toForgetAnAnswerNeverFreesFromTheLawOnWaste() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int run = 0; run < 2_000; run++) {
            Exchange exchange = random(random);
            Question question = pick(Question.values(), random);
            boolean before = open(Checklists.of(ExampleExchange.BOOK, exchange, ExampleExchange.DAY))
                    .contains(Route.WASTE);
            Exchange unknown = exchange.with(question, Answer.UNKNOWN);
            boolean after = open(Checklists.of(ExampleExchange.BOOK, unknown, ExampleExchange.DAY))
                    .contains(Route.WASTE);

            assertThat(before && !after).as("seed " + seed + ", run " + run).isFalse();
        }
    }

    private static <T> T pick(T[] values, Random random) {
        return values[random.nextInt(values.length)];
    }

    private static Exchange random(Random random) {
        SortedMap<Question, Answer> answers = new TreeMap<>();
        for (Question question : Question.values()) {
            if (random.nextBoolean()) {
                answers.put(question, pick(Answer.values(), random));
            }
        }
        Place[] places = {Place.FLANDERS, Place.WALLONIA, Place.BRUSSELS, new Place("NL"), new Place("GB")};
        WasteCode code = random.nextInt(4) == 0
                ? null
                : new WasteCode(
                        "%02d%02d%02d".formatted(1 + random.nextInt(20), random.nextInt(14), random.nextInt(100)),
                        random.nextBoolean(),
                        random.nextBoolean());
        Party arranger = pick(Party.values(), random);
        return new Exchange(
                "something",
                code,
                pick(Origin.values(), random),
                pick(Use.values(), random),
                answers,
                new Partner("giver", "", "", pick(places, random)),
                new Partner("taker", "", "", pick(places, random)),
                pick(Party.values(), random),
                arranger == Party.NOBODY ? Party.UNKNOWN : arranger,
                random.nextInt(1000),
                Unit.TONNE);
    }

    @Test
    void factsThatCannotBeAreRefusedWithWhatWasExpected() {
        assertThatThrownBy(() -> new Place("BE"))
                .hasMessage("place is 'BE'; expected BE-VLG, BE-WAL, BE-BRU or two letters of another country");
        assertThatThrownBy(() -> new WasteCode("17 01", false, false))
                .hasMessage("waste code is '17 01'; expected six digits");
        assertThatThrownBy(() -> ExampleExchange.waste().arranger(Party.NOBODY).exchange())
                .hasMessageContaining("expected a party, or unknown");
    }

    @Test
    void bordersLieBetweenRegionsCountriesAndTheUnionAndTheWorld() {
        assertThat(Place.border(Place.FLANDERS, Place.FLANDERS)).isEqualTo("none");
        assertThat(Place.border(Place.FLANDERS, Place.BRUSSELS)).isEqualTo("region");
        assertThat(Place.border(Place.FLANDERS, new Place("NL"))).isEqualTo("eu");
        assertThat(Place.border(new Place("NL"), new Place("NL"))).isEqualTo("none");
        assertThat(Place.border(new Place("GB"), Place.FLANDERS)).isEqualTo("world");
    }
}
