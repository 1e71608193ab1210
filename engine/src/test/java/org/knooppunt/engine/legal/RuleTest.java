package org.knooppunt.engine.legal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each rule that comes with the program, by an exchange to which it applies and one to which it does not. */
class RuleTest {
    record Pair(String rule, ExampleExchange applies, ExampleExchange not) {
        @Override
        public String toString() {
            return rule;
        }
    }

    private static ExampleExchange waste() {
        return ExampleExchange.waste();
    }

    private static ExampleExchange of(Origin origin) {
        return ExampleExchange.of(origin);
    }

    static List<Pair> pairs() {
        List<Pair> pairs = new ArrayList<>();
        pairs.addAll(roles());
        pairs.addAll(status());
        pairs.addAll(parties());
        pairs.addAll(papers());
        pairs.addAll(materials());
        pairs.addAll(borders());
        pairs.addAll(others());
        return pairs;
    }

    private static List<Pair> roles() {
        return List.of(
                new Pair(
                        "coordinator-arranges",
                        waste().arranger(Party.COORDINATOR).answer(Question.FOR_OTHERS, Answer.YES),
                        waste().arranger(Party.COORDINATOR)),
                new Pair(
                        "coordinator-arranges-elsewhere",
                        waste().arranger(Party.COORDINATOR).from(Place.WALLONIA),
                        waste().arranger(Party.COORDINATOR)),
                new Pair(
                        "coordinator-close-to-broker",
                        waste().arranger(Party.COORDINATOR),
                        waste().arranger(Party.COORDINATOR).answer(Question.FOR_OTHERS, Answer.NO)),
                new Pair(
                        "coordinator-carries",
                        waste().carrier(Party.COORDINATOR),
                        ExampleExchange.byProduct().carrier(Party.COORDINATOR)),
                new Pair("coordinator-only-matches", waste(), waste().arranger(Party.COORDINATOR)));
    }

    private static List<Pair> status() {
        return List.of(
                new Pair("status-open", of(Origin.PRODUCTION_RESIDUE), ExampleExchange.byProduct()),
                new Pair("self-assessment", ExampleExchange.byProduct(), waste()),
                new Pair(
                        "raw-material-statement",
                        ExampleExchange.byProduct().use(Use.BUILDING_MATERIAL),
                        ExampleExchange.byProduct()),
                new Pair(
                        "raw-material-statement-free",
                        ExampleExchange.byProduct(),
                        ExampleExchange.byProduct().use(Use.FERTILISER)),
                new Pair(
                        "end-of-waste-eu",
                        ExampleExchange.endOfWaste().code("170405"),
                        ExampleExchange.endOfWaste().code("170203")),
                new Pair("status-across-border", ExampleExchange.byProduct().to("NL"), ExampleExchange.byProduct()),
                new Pair("chemicals", ExampleExchange.byProduct(), waste()),
                new Pair("product-reuse", ExampleExchange.product(), waste()),
                new Pair("no-waste-law", of(Origin.SPACE), waste()),
                new Pair("hazardous", waste().code("170106*~"), waste().code("170107~")),
                new Pair("mirror-entry", waste().code("170107~"), waste().code("170101")),
                new Pair("code-missing", waste().withoutCode(), waste()));
    }

    private static List<Pair> parties() {
        return List.of(
                new Pair(
                        "broker-registration",
                        waste().arranger(Party.TAKER).answer(Question.FOR_OTHERS, Answer.YES),
                        waste().answer(Question.FOR_OTHERS, Answer.YES)),
                new Pair(
                        "broker-registration-open",
                        waste().arranger(Party.THIRD_PARTY),
                        waste().arranger(Party.THIRD_PARTY).answer(Question.FOR_OTHERS, Answer.NO)),
                new Pair("arranger-open", waste().arranger(Party.UNKNOWN), waste()),
                new Pair("producer-arranges", waste(), waste().arranger(Party.TAKER)),
                new Pair("carrier-registration", waste().carrier(Party.CARRIER), waste()),
                new Pair("carrier-own-waste", waste(), waste().carrier(Party.TAKER)),
                new Pair("carrier-open", waste().carrier(Party.UNKNOWN), waste()),
                new Pair("registration-elsewhere", waste().from(Place.BRUSSELS), waste()));
    }

    private static List<Pair> papers() {
        return List.of(
                new Pair("identification-form", waste(), waste().carrier(Party.NOBODY)),
                new Pair("identification-form-elsewhere", waste().from(Place.WALLONIA), waste()),
                new Pair("waste-register", waste(), ExampleExchange.byProduct()),
                new Pair("processing-permit", waste(), ExampleExchange.product()),
                new Pair("waste-as-fuel", waste().use(Use.ENERGY), waste()));
    }

    private static List<Pair> materials() {
        return List.of(
                new Pair("demolition-plan", of(Origin.BUILDING_MATERIAL), waste()),
                new Pair(
                        "rubble-tracing",
                        of(Origin.BUILDING_MATERIAL),
                        of(Origin.BUILDING_MATERIAL)
                                .use(Use.SAME_PURPOSE)
                                .answer(Question.DISCARDED, Answer.NO)
                                .answer(Question.DIRECT, Answer.YES)),
                new Pair("asbestos", of(Origin.BUILDING_MATERIAL), of(Origin.EXCAVATED_SOIL)),
                new Pair(
                        "construction-product",
                        ExampleExchange.byProduct().use(Use.BUILDING_MATERIAL),
                        waste().use(Use.BUILDING_MATERIAL)),
                new Pair("excavated-soil", of(Origin.EXCAVATED_SOIL), of(Origin.BUILDING_MATERIAL)),
                new Pair("animal-category", of(Origin.ANIMAL_BY_PRODUCT), waste()),
                new Pair("animal-document", of(Origin.ANIMAL_BY_PRODUCT), of(Origin.PRODUCTION_RESIDUE)),
                new Pair(
                        "animal-as-waste",
                        of(Origin.ANIMAL_BY_PRODUCT).use(Use.BIOGAS_OR_COMPOST),
                        of(Origin.ANIMAL_BY_PRODUCT)),
                new Pair(
                        "animal-as-feed",
                        of(Origin.ANIMAL_BY_PRODUCT).use(Use.FEED),
                        ExampleExchange.byProduct().use(Use.FEED)),
                new Pair("feed", ExampleExchange.byProduct().use(Use.FEED), ExampleExchange.byProduct()),
                new Pair(
                        "fertiliser",
                        waste().use(Use.FERTILISER),
                        waste().use(Use.FERTILISER).to("NL")));
    }

    private static List<Pair> borders() {
        return List.of(
                new Pair("border-region", waste().to(Place.WALLONIA), waste().to("NL")),
                new Pair("border-green", waste().to("NL"), waste().to("NL").code("170106*~")),
                new Pair("border-amber", waste().to("NL").withoutCode(), waste().to("NL")),
                new Pair("border-disposal", waste().to("NL").use(Use.DISPOSAL), waste().use(Use.DISPOSAL)),
                new Pair("border-world", waste().to("GB"), waste().to("DE")));
    }

    private static List<Pair> others() {
        return List.of(
                new Pair(
                        "water-irrigation",
                        of(Origin.WATER).use(Use.IRRIGATION),
                        of(Origin.WATER).use(Use.SAME_PURPOSE)),
                new Pair(
                        "water-between-firms",
                        of(Origin.WATER),
                        of(Origin.WATER).use(Use.IRRIGATION)),
                new Pair("water-by-truck", of(Origin.WATER), of(Origin.WATER).carrier(Party.NOBODY)),
                new Pair("heat-network", of(Origin.HEAT), of(Origin.ELECTRICITY)),
                new Pair("electricity", of(Origin.ELECTRICITY), of(Origin.HEAT)),
                new Pair("space", of(Origin.SPACE), of(Origin.PEOPLE)),
                new Pair("people", of(Origin.PEOPLE), of(Origin.SPACE)));
    }

    private static List<String> rules(Checklist checklist) {
        return checklist.items().stream().map(Checklist.Item::rule).toList();
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void appliesToWhatItIsAboutAndToNothingElse(Pair pair) {
        assertThat(rules(pair.applies().checklist())).contains(pair.rule());
        assertThat(rules(pair.not().checklist())).doesNotContain(pair.rule());
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void saysWhichFactsMadeItApply(Pair pair) {
        Checklist.Item item = pair.applies().checklist().items().stream()
                .filter(one -> one.rule().equals(pair.rule()))
                .findFirst()
                .orElseThrow();

        assertThat(item.because()).isNotEmpty().allMatch(reason -> !reason.values()
                .isEmpty());
    }

    @Test
    void everyRuleIsTriedHere() {
        Set<String> tried = pairs().stream().map(Pair::rule).collect(Collectors.toSet());
        tried.add("guidance");

        assertThat(ExampleExchange.BOOK.rules()).extracting(Rule::id).allMatch(tried::contains);
    }

    @Test
    void everyListSaysThatItIsGuidance() {
        for (Origin origin : Origin.values()) {
            assertThat(rules(of(origin).checklist())).contains("guidance");
        }
    }
}
