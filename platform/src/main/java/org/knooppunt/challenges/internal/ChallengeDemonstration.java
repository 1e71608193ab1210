package org.knooppunt.challenges.internal;

import java.sql.Date;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.knooppunt.cases.BusinessCases;
import org.knooppunt.cases.CaseLine;
import org.knooppunt.challenges.Challenge;
import org.knooppunt.challenges.Challenge.Criterion;
import org.knooppunt.challenges.Challenges;
import org.knooppunt.challenges.Judging;
import org.knooppunt.challenges.Outcome;
import org.knooppunt.challenges.Solution;
import org.knooppunt.challenges.Solution.Readers;
import org.knooppunt.challenges.Solutions;
import org.knooppunt.identity.Accounts;
import org.knooppunt.identity.Person;
import org.knooppunt.organisation.Organisations;
import org.knooppunt.web.Formats;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Fills a room without challenges with three: one that is open, one that is judged while people vote, and one whose winner became
 * a case. All of it is invented; no letters go out. After the cases.
 */
@Order(110)
@Component
@ConditionalOnProperty("knooppunt.demonstration")
class ChallengeDemonstration implements ApplicationRunner {
    private static final int OPEN_DAYS = 30;
    private static final int VOTE_DAYS = 45;

    private final Challenges challenges;
    private final Solutions solutions;
    private final Judging judging;
    private final ChallengeStore store;
    private final JudgingStore judgings;
    private final BusinessCases cases;
    private final Organisations organisations;
    private final Accounts accounts;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;

    ChallengeDemonstration(
            Challenges challenges,
            Solutions solutions,
            Judging judging,
            ChallengeStore store,
            JudgingStore judgings,
            BusinessCases cases,
            Organisations organisations,
            Accounts accounts,
            JdbcClient jdbc,
            TransactionTemplate transaction) {
        this.challenges = challenges;
        this.solutions = solutions;
        this.judging = judging;
        this.store = store;
        this.judgings = judgings;
        this.cases = cases;
        this.organisations = organisations;
        this.accounts = accounts;
        this.jdbc = jdbc;
        this.transaction = transaction;
    }

    private record People(Person desk, Person officer, Person resident, Person member, Person coach, Person juror) {}

    @Override
    public void run(ApplicationArguments arguments) {
        Optional<People> people = people();
        if (people.isPresent() && store.isEmpty()) {
            transaction.executeWithoutResult(status -> {
                oil(people.get());
                rain(people.get());
                bags(people.get());
            });
        }
    }

    private Optional<People> people() {
        List<Optional<Person>> found = List.of(
                accounts.find("coordinator@example.org"),
                accounts.find("policy-officer@example.org"),
                accounts.find("resident@example.org"),
                accounts.find("member@example.org"),
                accounts.find("coach@example.org"),
                accounts.find("juror@example.org"));
        if (found.stream().anyMatch(Optional::isEmpty)) {
            return Optional.empty();
        }
        List<Person> all = found.stream().flatMap(Optional::stream).toList();
        return Optional.of(new People(all.get(0), all.get(1), all.get(2), all.get(3), all.get(4), all.get(5)));
    }

    private static LocalDate today() {
        return LocalDate.now(Formats.ZONE);
    }

    /** Of this organisation where it is there, else of the hub. */
    private @Nullable String asker(String organisation, Person desk) {
        return organisations.find(organisation, desk).isPresent() ? organisation : null;
    }

    private long open(
            String title,
            String question,
            String background,
            @Nullable String organisation,
            String prize,
            @Nullable Long cents,
            boolean vote,
            List<Criterion> criteria,
            Person desk) {
        long id = challenges.create(
                new Challenge.Draft(
                        title,
                        question,
                        background,
                        organisation,
                        prize,
                        cents,
                        today().plusDays(OPEN_DAYS),
                        vote ? today().plusDays(VOTE_DAYS) : null,
                        criteria),
                desk);
        done(challenges.publish(id, challenges.get(id, desk).version(), desk));
        return id;
    }

    private static long done(Outcome outcome) {
        if (outcome instanceof Outcome.Done done) {
            return done.id();
        }
        throw new IllegalStateException("the demonstration was refused: " + outcome);
    }

    private long send(
            long challenge, String title, String words, String team, String talent, Readers readers, Person who) {
        return done(solutions.send(challenge, new Solution.Draft(title, words, team, talent, readers), who));
    }

    /** As if it was published so many days ago and closed on another day; no vote when the last day of it is absent. */
    private void move(long id, int publishedDaysAgo, int closesInDays, @Nullable Integer voteInDays) {
        jdbc.sql("update challenge set published_at = now() - make_interval(days => ?), closes_on = ?, vote_until = ?"
                        + " where id = ?")
                .params(
                        publishedDaysAgo,
                        Date.valueOf(today().plusDays(closesInDays)),
                        voteInDays == null ? null : Date.valueOf(today().plusDays(voteInDays)),
                        id)
                .update();
        jdbc.sql("update challenge_solution set created_at = now() - make_interval(days => ?) where challenge = ?")
                .params(publishedDaysAgo - 2, id)
                .update();
    }

    /** Decided, and its winner is a case among those of the demonstration. */
    private void oil(People people) {
        long id = open(
                "Waar kan ons frituurvet heen?",
                "Eetlokalen gieten elke maand 1.200 liter gebruikt frituurvet weg. Wie maakt er iets van dat de stad kan"
                        + " gebruiken?",
                "Vandaag betalen ze om het te laten ophalen. Het vet is gefilterd en staat in vaten van 60 liter.",
                asker("eetlokalen", people.desk()),
                "begeleiding door de hub en een proef van drie maanden",
                250_000L,
                true,
                List.of(new Criterion("Haalbaar", 2), new Criterion("Nut voor de stad", 1)),
                people.desk());
        done(judging.setJurors(id, Set.of(people.juror().id()), people.desk()));
        long winner = send(
                id,
                "Frietvet voor de vuilniswagens",
                "We halen het vet op met de ronde die er al rijdt, en maken er diesel van voor de wagens van de stad.",
                "De Vetfietsers",
                "techniek en logistiek",
                Readers.EVERYBODY,
                people.resident());
        long soap = send(
                id,
                "Zeep uit de buurt",
                "Van gefilterd vet koken we zeep met mensen uit de wijk.",
                "Zeepzieders Winterslag",
                "koken, mensen samenbrengen",
                Readers.EVERYBODY,
                people.coach());
        move(id, 260, -232, 1);
        done(judging.score(id, winner, List.of(4, 5), "De ronde bestaat al.", people.juror()));
        done(judging.score(id, soap, List.of(3, 3), "Mooi, maar voor weinig vet.", people.juror()));
        done(judging.vote(id, winner, people.officer()));
        done(judging.vote(id, winner, people.member()));
        done(judging.vote(id, soap, people.desk()));
        move(id, 260, -232, -220);
        judgings.decide(
                id,
                Set.of(winner),
                "De jury en het publiek kozen hetzelfde: de wagens rijden al, en het vet volstaat voor drie ervan.",
                challenges.get(id, people.desk()).version());
        jdbc.sql("update challenge set decided_at = now() - interval '212 days' where id = ?")
                .param(id)
                .update();
        cases.list("Frietvet", null, "-created", 1, 10, people.desk()).rows().stream()
                .filter(line -> line.title().equals("Frietvet voor de vuilniswagens"))
                .map(CaseLine::id)
                .findFirst()
                .ifPresent(one -> judgings.plant(winner, one, people.desk()));
    }

    /** Closed: the jury has work left, and people vote. */
    private void rain(People people) {
        long id = open(
                "Een schoolplein dat regen bijhoudt",
                "Het plein van een school in Waterschei staat na elke bui blank. Hoe houden we het water bij, en waarvoor"
                        + " gebruiken we het?",
                "Het plein is 900 m² groot. Graven kan in juli en augustus.",
                null,
                "begeleiding, en een plek om het te proberen",
                null,
                true,
                List.of(new Criterion("Haalbaar", 2), new Criterion("Nut voor de buurt", 2), new Criterion("Nieuw", 1)),
                people.officer());
        done(judging.setJurors(id, Set.of(people.juror().id()), people.officer()));
        long garden = send(
                id,
                "Een tuin die drinkt",
                "Een verlaagde tuin in het midden vangt het water. Leerlingen planten wat tegen natte voeten kan.",
                "Groene vingers Waterschei",
                "tuinieren met kinderen",
                Readers.EVERYBODY,
                people.resident());
        long tanks = send(
                id,
                "Putten onder de banken",
                "Zitbanken met een put eronder: het water spoelt de toiletten.",
                "Buurt aan de pomp",
                "metselen en lassen",
                Readers.EVERYBODY,
                people.coach());
        send(
                id,
                "Tegels van oude banden",
                "Onze tegels laten water door. Samen met een grindlaag blijft 20 m³ staan.",
                "Karel en collega’s",
                "tegels maken en leggen",
                Readers.JURY,
                people.member());
        move(id, 40, -6, 8);
        done(judging.score(id, garden, List.of(5, 4, 3), "Leerlingen doen mee: sterk.", people.juror()));
        done(judging.score(id, tanks, List.of(4, 4, 4), "Wie onderhoudt de putten?", people.juror()));
        done(judging.vote(id, garden, people.officer()));
        done(judging.vote(id, tanks, people.desk()));
    }

    /** Open. */
    private void bags(People people) {
        long id = open(
                "Wat maak je van 3.000 koffiezakken per maand?",
                "Een branderij houdt elke maand 3.000 jutezakken over. Ze zijn sterk en schoon. Wat kan je ermee maken dat"
                        + " mensen willen kopen of huren?",
                "Elke zak is 70 op 100 cm. Ophalen kan elke week.",
                asker("grootkeuken", people.desk()),
                "een kraam op de zomermarkt en begeleiding",
                100_000L,
                true,
                List.of(new Criterion("Haalbaar", 1), new Criterion("Je team", 1)),
                people.desk());
        done(judging.setJurors(id, Set.of(people.juror().id()), people.desk()));
        send(
                id,
                "Moestuinzakken voor balkons",
                "We naaien de zakken om tot plantzakken met een draagriem. Een atelier in Kolderbos naait mee.",
                "Lotte en de naaiclub",
                "naaien, verkopen op markten",
                Readers.EVERYBODY,
                people.resident());
        move(id, 8, 24, 38);
    }
}
