package org.knooppunt.expenditure.internal;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.knooppunt.expenditure.Expenditure;
import org.knooppunt.expenditure.Expenditures;
import org.knooppunt.expenditure.Expenditures.Outcome;
import org.knooppunt.expenditure.Funds;
import org.knooppunt.identity.Accounts;
import org.knooppunt.identity.Person;
import org.knooppunt.strategy.Goal;
import org.knooppunt.strategy.GoalKey;
import org.knooppunt.strategy.Goals;
import org.knooppunt.web.Formats;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Invented expenditures beside the figures of the city fund, on an empty room; after the goals they serve. */
@Component
@ConditionalOnProperty("knooppunt.demonstration")
class ExpenditureDemonstration {
    private final ExpenditureStore store;
    private final Expenditures expenditures;
    private final Funds funds;
    private final Goals goals;
    private final Accounts accounts;

    ExpenditureDemonstration(
            ExpenditureStore store, Expenditures expenditures, Funds funds, Goals goals, Accounts accounts) {
        this.store = store;
        this.expenditures = expenditures;
        this.funds = funds;
        this.goals = goals;
        this.accounts = accounts;
    }

    @EventListener(ApplicationReadyEvent.class)
    @Order(80)
    @Transactional
    public void fill() {
        Optional<Person> found = accounts.find("policy-officer@example.org");
        if (!store.isEmpty() || found.isEmpty()) {
            return;
        }
        Person officer = found.get();
        long city = funds.loadBundled(officer.name()).orElseThrow();
        long social = funds.create(
                        "Sociaal Fonds (voorbeeld)",
                        "Europese Unie",
                        true,
                        "Verzonnen fonds: de helft van de kosten van opleiding en begeleiding.",
                        officer)
                .orElseThrow();
        int year = LocalDate.now(Formats.ZONE).getYear() - 1;
        funds.addRight(city, "Genk", year, year, 560_000_00L, "Verzonnen voorbeeld", officer);
        add(
                officer,
                "Wijkmanager Sledderlo",
                "Stad Genk, personeel",
                LocalDate.of(year, 1, 1),
                LocalDate.of(year, 12, 31),
                "Sledderlo",
                68_400_00,
                List.of(new Expenditure.Share(Long.toString(city), 54_720_00)),
                "agreement:wijkmanagement",
                "bbc:A3");
        add(
                officer,
                "Herstelplek Winterslag: inrichting",
                "Schrijnwerkerij Verzonnen",
                LocalDate.of(year, 3, 3),
                LocalDate.of(year, 5, 28),
                "Winterslag",
                41_250_50,
                List.of(new Expenditure.Share(Long.toString(city), 20_000_00)),
                "bbc:A3",
                "sdg:12",
                "study:7");
        add(
                officer,
                "Opleiding demonteren, najaar",
                "Leercentrum Verzonnen",
                LocalDate.of(year, 9, 1),
                LocalDate.of(year, 11, 30),
                "",
                36_900_00,
                List.of(
                        new Expenditure.Share(Long.toString(social), 18_450_00),
                        new Expenditure.Share(Long.toString(city), 9_225_00)),
                "bbc:A4",
                "sdg:8",
                "agreement:E2");
        add(
                officer,
                "Stromen in kaart op Genk-Zuid",
                "Studiebureau Verzonnen",
                LocalDate.of(year, 2, 1),
                LocalDate.of(year, 6, 30),
                "Genk-Zuid",
                24_200_00,
                List.of(),
                "bbc:A1",
                "study:13",
                "sdg:12");
        add(
                officer,
                "Buurtfeest",
                "Feestcomité Verzonnen",
                LocalDate.of(year, 7, 11),
                LocalDate.of(year, 7, 11),
                "Kolderbos",
                1_850_00,
                List.of());
        budget(officer, "bbc:A1", year, 25_000_00);
        budget(officer, "bbc:A3", year, 120_000_00);
        budget(officer, "bbc:A4", year, 40_000_00);
    }

    private Optional<Goal> goal(String key) {
        return goals.goal(new GoalKey(key.substring(0, key.indexOf(':')), key.substring(key.indexOf(':') + 1)));
    }

    private void budget(Person officer, String key, int year, long cents) {
        goal(key).ifPresent(goal -> expenditures.budget(goal.id(), year, cents, "Verzonnen meerjarenplan", officer));
    }

    private void add(
            Person officer,
            String title,
            String payee,
            LocalDate from,
            LocalDate until,
            String place,
            long cents,
            List<Expenditure.Share> payers,
            String... served) {
        List<Expenditure.Share> shares = new ArrayList<>();
        for (String key : served) {
            goal(key)
                    .ifPresent(
                            goal -> shares.add(new Expenditure.Share(goal.id().toString(), 0)));
        }
        Outcome outcome = expenditures.create(
                new Expenditure.Draft(title, payee, "", from, until, place, cents, payers, shares), officer);
        if (!(outcome instanceof Outcome.Done)) {
            throw new IllegalStateException("the demonstration could not tell of " + title + ": " + outcome);
        }
    }
}
