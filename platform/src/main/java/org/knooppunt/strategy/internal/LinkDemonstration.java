package org.knooppunt.strategy.internal;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.knooppunt.identity.Accounts;
import org.knooppunt.identity.Person;
import org.knooppunt.strategy.GoalKey;
import org.knooppunt.strategy.GoalLinks;
import org.knooppunt.strategy.Goals;
import org.knooppunt.strategy.LinkedThing;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What of the other rooms' demonstrations serves which measure; after all of them. */
@Component
@ConditionalOnProperty("knooppunt.demonstration")
@Order(200)
class LinkDemonstration implements ApplicationRunner {
    /** A word in the title of a case, and the measure that case serves. */
    private static final Map<String, String> CASES =
            Map.of("banden", "13", "brood", "13", "heftruck", "8", "Repair", "11", "ramen", "5");

    /** The same of challenges. */
    private static final Map<String, String> CHALLENGES =
            Map.of("frituurvet", "13", "koffiezakken", "13", "schoolplein", "14");

    private static final String CO_CREATION = "14";
    private static final int MOST = 200;
    private static final int SESSIONS = 3;

    private final Goals goals;
    private final GoalLinks links;
    private final StrategyStore store;
    private final Accounts accounts;

    LinkDemonstration(Goals goals, GoalLinks links, StrategyStore store, Accounts accounts) {
        this.goals = goals;
        this.links = links;
        this.store = store;
        this.accounts = accounts;
    }

    @Override
    @Transactional
    public void run(ApplicationArguments arguments) {
        Optional<Person> coordinator = accounts.find("coordinator@example.org");
        boolean begun = goals.goal(new GoalKey("study", CO_CREATION))
                .map(goal -> !store.links(List.of(goal.id())).isEmpty())
                .orElse(true);
        if (coordinator.isEmpty() || begun) {
            return;
        }
        Person desk = coordinator.get();
        Map<String, List<LinkedThing>> things = links.choices(desk);
        for (LinkedThing thing :
                things.getOrDefault("case", List.of()).stream().limit(MOST).toList()) {
            link(CASES, thing, desk);
        }
        for (LinkedThing thing :
                things.getOrDefault("challenge", List.of()).stream().limit(MOST).toList()) {
            link(CHALLENGES, thing, desk);
        }
        things.getOrDefault("session", List.of()).stream()
                .limit(SESSIONS)
                .forEach(thing -> link(CO_CREATION, thing, desk));
    }

    private void link(Map<String, String> measures, LinkedThing thing, Person desk) {
        measures.forEach((word, measure) -> {
            if (thing.title().contains(word)) {
                link(measure, thing, desk);
            }
        });
    }

    private void link(String measure, LinkedThing thing, Person desk) {
        goals.goal(new GoalKey("study", measure))
                .ifPresent(goal -> links.link(goal.id(), thing.kind(), thing.ref(), desk));
    }
}
