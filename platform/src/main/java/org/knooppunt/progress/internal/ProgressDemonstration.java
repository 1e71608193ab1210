package org.knooppunt.progress.internal;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.knooppunt.identity.Accounts;
import org.knooppunt.identity.Person;
import org.knooppunt.indicators.Indicators;
import org.knooppunt.progress.ProgressReports;
import org.knooppunt.strategy.Framework;
import org.knooppunt.strategy.GoalKey;
import org.knooppunt.strategy.GoalLinks;
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

    /** Which figures show the effects that the policy agreement names. */
    private static final Map<String, List<String>> SHOWN = Map.of(
            "E1", List.of("income_declaration", "income_highest"),
            "E2", List.of("employment_rate", "unemployment_rate", "unemployed_migrant"),
            "E3", List.of("jobs", "job_ratio", "start_up_ratio"),
            "E4", List.of("feels_safe", "feels_unsafe"));

    private final ProgressReports reports;
    private final Goals goals;
    private final GoalLinks links;
    private final Indicators indicators;
    private final Accounts accounts;

    ProgressDemonstration(
            ProgressReports reports, Goals goals, GoalLinks links, Indicators indicators, Accounts accounts) {
        this.reports = reports;
        this.goals = goals;
        this.links = links;
        this.indicators = indicators;
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
        SHOWN.forEach(
                (effect, codes) -> goals.goal(new GoalKey("agreement", effect)).ifPresent(goal -> codes.stream()
                        .filter(code -> indicators.indicator(code).isPresent())
                        .forEach(code -> links.link(goal.id(), "indicator", code, officer.get()))));
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
