package org.knooppunt.charter.internal;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.knooppunt.charter.CharterText;
import org.knooppunt.charter.Charters;
import org.knooppunt.charter.Commitment;
import org.knooppunt.charter.Commitments;
import org.knooppunt.charter.Outcome;
import org.knooppunt.charter.Signing;
import org.knooppunt.charter.TextKind;
import org.knooppunt.identity.Accounts;
import org.knooppunt.identity.OrganisationNames;
import org.knooppunt.identity.Person;
import org.knooppunt.web.Formats;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Texts, signatures and commitments of the demonstration, on an empty room. */
@Component
@ConditionalOnProperty("knooppunt.demonstration")
class CharterDemonstration {
    private static final List<String> SIGNERS = List.of("rubberhof", "speelvloer", "graafwerk");

    private static final List<List<String>> CHARTER = List.of(
            List.of(
                    "Waarom we samenwerken",
                    "Wat bij de ene overblijft, kan de andere gebruiken. We zoeken samen naar zulke kansen, ook als ze voor één"
                            + " van ons te klein zijn."),
            List.of(
                    "Wat we delen",
                    "Elk jaar in het voorjaar zetten we op de lijst wat we over hebben en wat we nodig hebben. Een schatting"
                            + " is goed genoeg."),
            List.of(
                    "Vertrouwen",
                    "Wat we van elkaar vernemen over prijzen en hoeveelheden, vertellen we niet verder. De coördinator kiest"
                            + " nooit partij."),
            List.of(
                    "De buurt doet mee",
                    "We nodigen buren en scholen minstens één keer per jaar uit, en we doen iets met wat ze zeggen."),
            List.of(
                    "Werk voor wie het moeilijk vindt",
                    "Komt er werk bij, dan denken we eerst aan mensen die al lang zoeken en aan jongeren zonder diploma."),
            List.of(
                    "Zeggen wat ervan kwam",
                    "Elk jaar zegt ieder van ons eerlijk wat er van zijn beloften kwam. Lukte iets niet, dan zeggen we waarom."));

    private final Charters charters;
    private final Signing signing;
    private final Commitments commitments;
    private final Accounts accounts;
    private final OrganisationNames names;

    CharterDemonstration(
            Charters charters, Signing signing, Commitments commitments, Accounts accounts, OrganisationNames names) {
        this.charters = charters;
        this.signing = signing;
        this.commitments = commitments;
        this.accounts = accounts;
        this.names = names;
    }

    private static Instant on(LocalDate day) {
        return day.atTime(10, 30).atZone(Formats.ZONE).toInstant();
    }

    /** After the demonstration's organisations, its people and what they may do are there. */
    @EventListener(ApplicationReadyEvent.class)
    @Order(60)
    @Transactional
    public void fill() {
        Optional<Person> coordinator = accounts.find("coordinator@example.org");
        Optional<Person> rubber = accounts.find("member@example.org");
        Optional<Person> floors = accounts.find("member-2@example.org");
        Optional<Person> digging = accounts.find("member-3@example.org");
        if (!charters.isEmpty()
                || coordinator.isEmpty()
                || rubber.isEmpty()
                || floors.isEmpty()
                || digging.isEmpty()
                || names.find(SIGNERS).size() < SIGNERS.size()) {
            return;
        }
        LocalDate today = LocalDate.now(Formats.ZONE);
        LocalDate first = LocalDate.of(today.getYear() - 1, 3, 3);
        charter(coordinator.get(), rubber.get(), floors.get(), digging.get(), first, today);
        socialCharter(coordinator.get(), floors.get(), first);
        letter(coordinator.get(), rubber.get(), today.minusDays(20));
    }

    private void charter(
            Person coordinator, Person rubber, Person floors, Person digging, LocalDate first, LocalDate today) {
        long id = charters.create(TextKind.CHARTER, "Charter van de kringloopregio", null, coordinator);
        charters.describe(
                id,
                "Charter van de kringloopregio",
                "Wij zijn bedrijven, verenigingen en besturen uit dezelfde streek. We beloven elkaar het volgende.",
                true,
                true,
                0,
                coordinator);
        for (List<String> clause : CHARTER.subList(0, 5)) {
            charters.addClause(id, clause.get(0), clause.get(1), version(id, coordinator), coordinator);
        }
        charters.addProposal(
                id, "Afval dat een ander gebruikt", "t per jaar", "", version(id, coordinator), coordinator);
        charters.addProposal(
                id, "Stageplaatsen", "plaatsen", "jongeren uit de streek", version(id, coordinator), coordinator);
        SIGNERS.forEach(organisation -> charters.addParty(id, organisation, coordinator));
        charters.publish(id, version(id, coordinator), on(first), coordinator);
        LocalDate end = LocalDate.of(today.getYear() + 1, 12, 31);
        List<Commitment> ofRubber = sign(
                id,
                1,
                "rubberhof",
                "zaakvoerder",
                true,
                List.of(
                        new Commitment.Line("Afval dat een ander gebruikt", 120, "t per jaar", end, ""),
                        new Commitment.Line("Stageplaatsen", 4, "plaatsen", end, "jongeren uit de streek")),
                on(first.plusDays(7)),
                rubber);
        List<Commitment> ofFloors = sign(
                id,
                1,
                "speelvloer",
                "bedrijfsleider",
                true,
                List.of(new Commitment.Line("Stageplaatsen", 2, "plaatsen", end, "jongeren uit de streek")),
                on(first.plusDays(9)),
                floors);
        sign(id, 1, "graafwerk", "bestuurder", false, List.of(), on(first.plusDays(30)), digging);
        int year = first.getYear();
        commitments.report(
                ofRubber.getFirst().id(),
                year,
                Outcome.PARTLY,
                85.0,
                "",
                "De nieuwe afnemer begon pas in september.",
                rubber);
        commitments.report(
                ofFloors.getFirst().id(),
                year,
                Outcome.DONE,
                2.0,
                "https://example.org/stages",
                "Een van beide bleef bij ons werken.",
                floors);

        charters.revise(id, version(id, coordinator), coordinator);
        int draft = charters.get(id, coordinator).latest().orElseThrow().number() + 1;
        long neighbours =
                charters.version(id, draft, coordinator).clauses().get(3).id();
        charters.changeClause(
                id,
                neighbours,
                "De buurt doet mee",
                "We nodigen buren, scholen en verenigingen minstens twee keer per jaar uit, en we vertellen hun wat we deden"
                        + " met wat ze zeiden.",
                version(id, coordinator),
                coordinator);
        charters.addClause(id, CHARTER.get(5).get(0), CHARTER.get(5).get(1), version(id, coordinator), coordinator);
        charters.publish(id, version(id, coordinator), on(today.minusDays(40)), coordinator);
        sign(id, draft, "rubberhof", "zaakvoerder", true, List.of(), on(today.minusDays(33)), rubber);
        sign(id, draft, "speelvloer", "bedrijfsleider", true, List.of(), on(today.minusDays(31)), floors);
    }

    private void socialCharter(Person coordinator, Person floors, LocalDate first) {
        long id = charters.create(TextKind.SOCIAL, "Sociaal charter voor wie zich hier vestigt", null, coordinator);
        charters.addClause(
                id,
                "Een goede buur",
                "Wie hier een plek krijgt, leert de buurt kennen en laat de buurt binnen.",
                version(id, coordinator),
                coordinator);
        charters.addClause(
                id,
                "Bewoners beslissen mee",
                "Over wat de buurt merkt, praten we met de bewoners voor we beslissen.",
                version(id, coordinator),
                coordinator);
        charters.addProposal(
                id, "Open dagen voor de buurt", "dagen per jaar", "buren", version(id, coordinator), coordinator);
        charters.publish(id, version(id, coordinator), on(first.plusDays(60)), coordinator);
        sign(
                id,
                1,
                "speelvloer",
                "bedrijfsleider",
                true,
                List.of(new Commitment.Line(
                        "Open dagen voor de buurt", 3, "dagen per jaar", first.plusYears(3), "buren")),
                on(first.plusDays(70)),
                floors);
    }

    private void letter(Person coordinator, Person rubber, LocalDate day) {
        long id = charters.create(TextKind.LETTER, "Samen van band tot speelvloer", null, coordinator);
        charters.addClause(
                id,
                "Wat we willen",
                "We onderzoeken samen of rubber van oude banden goed genoeg is voor speelvloeren.",
                version(id, coordinator),
                coordinator);
        charters.addClause(
                id,
                "Wie doet wat",
                "Rubberhof levert een proefpartij. Speelvloer test ze en zegt eerlijk wat goed is en wat niet.",
                version(id, coordinator),
                coordinator);
        charters.addParty(id, "rubberhof", coordinator);
        charters.addParty(id, "speelvloer", coordinator);
        charters.publish(id, version(id, coordinator), on(day), coordinator);
        sign(id, 1, "rubberhof", "zaakvoerder", false, List.of(), on(day.plusDays(2)), rubber);
    }

    private int version(long id, Person coordinator) {
        return charters.get(id, coordinator).version();
    }

    private List<Commitment> sign(
            long id,
            int number,
            String organisation,
            String capacity,
            boolean shown,
            List<Commitment.Line> lines,
            Instant at,
            Person person) {
        CharterText text = charters.get(id, person);
        String hash = text.editions().stream()
                .filter(edition -> edition.number() == number)
                .findFirst()
                .orElseThrow()
                .hash();
        Signing.Outcome outcome = signing.sign(
                id, number, new Signing.Assent(organisation, hash, capacity, shown, shown, lines), at, person);
        if (!(outcome instanceof Signing.Outcome.Signed signed)) {
            throw new IllegalStateException("the demonstration could not sign for " + organisation + ": " + outcome);
        }
        return signing.get(signed.id(), person).commitments();
    }
}
