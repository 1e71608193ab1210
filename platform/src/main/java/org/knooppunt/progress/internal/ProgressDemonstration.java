package org.knooppunt.progress.internal;

import java.time.LocalDate;
import java.util.Optional;
import org.knooppunt.identity.Accounts;
import org.knooppunt.identity.Person;
import org.knooppunt.progress.ProgressReports;
import org.knooppunt.strategy.Framework;
import org.knooppunt.strategy.Goals;
import org.knooppunt.web.Formats;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** A report that is being written, on an empty room; after the goals it goes through. */
@Component
@ConditionalOnProperty("knooppunt.demonstration")
class ProgressDemonstration {
    private static final String FRAMEWORK = "bbc";

    private final ProgressReports reports;
    private final Goals goals;
    private final Accounts accounts;

    ProgressDemonstration(ProgressReports reports, Goals goals, Accounts accounts) {
        this.reports = reports;
        this.goals = goals;
        this.accounts = accounts;
    }

    @EventListener(ApplicationReadyEvent.class)
    @Order(90)
    @Transactional
    public void fill() {
        Optional<Person> officer = accounts.find("policy-officer@example.org");
        if (!reports.isEmpty()
                || officer.isEmpty()
                || goals.frameworks(officer.get()).stream().map(Framework::code).noneMatch(FRAMEWORK::equals)) {
            return;
        }
        int year = LocalDate.now(Formats.ZONE).getYear() - 1;
        long id = reports.create(
                "Voortgang " + year + " (voorbeeld)",
                FRAMEWORK,
                LocalDate.of(year, 1, 1),
                LocalDate.of(year, 12, 31),
                officer.get());
        reports.write(
                id,
                "intro",
                "Dit rapport is een verzonnen voorbeeld. Het toont hoe cijfers, casussen en geld vanzelf bij de doelen komen.",
                0,
                officer.get());
        goals.tree(FRAMEWORK, officer.get())
                .find("A3")
                .ifPresent(goal -> reports.write(
                        id,
                        "goal:A3",
                        "De herstelplek in Winterslag ging in juni open. In Sledderlo zoeken we nog een lokaal.",
                        0,
                        officer.get()));
    }
}
