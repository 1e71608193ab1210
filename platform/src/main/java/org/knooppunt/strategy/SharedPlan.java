package org.knooppunt.strategy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.knooppunt.identity.Audit;
import org.knooppunt.identity.Person;
import org.knooppunt.strategy.internal.MatrixStore;
import org.knooppunt.strategy.internal.StrategyStore;
import org.knooppunt.web.Missing;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Who does what for which goal: one plan shared with partners, instead of agreements with each of them apart. */
@Service
public class SharedPlan {
    private final MatrixStore store;
    private final StrategyStore goals;
    private final Audit audit;

    SharedPlan(MatrixStore store, StrategyStore goals, Audit audit) {
        this.store = store;
        this.goals = goals;
        this.audit = audit;
    }

    /** A goal and who does what for it. */
    public record Line(Goal goal, List<PartnerRole> roles) {
        public List<PartnerRole> of(String part) {
            return roles.stream()
                    .filter(role -> role.part().code().equals(part))
                    .toList();
        }
    }

    /**
     * The goals for which somebody does something, in the order of their frameworks.
     *
     * @param partner part of a partner's name; empty for all
     * @param framework its code; empty for all
     */
    @Transactional(readOnly = true)
    public List<Line> lines(String partner, String framework) {
        Map<UUID, List<MatrixStore.RoleLine>> byGoal = new LinkedHashMap<>();
        for (MatrixStore.RoleLine line : store.roles(null)) {
            byGoal.computeIfAbsent(line.goal(), goal -> new ArrayList<>()).add(line);
        }
        String wanted = partner.strip().toLowerCase(Locale.ROOT);
        List<Line> lines = new ArrayList<>();
        for (GoalChoice choice : goals.choices(framework.isBlank() ? null : framework)) {
            List<MatrixStore.RoleLine> roles = byGoal.getOrDefault(choice.id(), List.of());
            boolean asked = roles.stream()
                    .anyMatch(role -> role.partner().toLowerCase(Locale.ROOT).contains(wanted));
            if (!roles.isEmpty() && asked) {
                goals.goal(choice.id()).ifPresent(goal -> lines.add(new Line(goal, roles(goal, roles))));
            }
        }
        return lines;
    }

    private static List<PartnerRole> roles(Goal goal, List<MatrixStore.RoleLine> lines) {
        return lines.stream()
                .map(line -> new PartnerRole(line.id(), goal, line.partner(), line.part(), line.words()))
                .toList();
    }

    @Transactional(readOnly = true)
    public List<PartnerRole> of(Goal goal) {
        return roles(goal, store.roles(goal.id()));
    }

    /** The part a partner has from now on; false when another partner leads already. */
    @Transactional
    public boolean set(UUID goal, String partner, PartnerRole.Part part, String words, Person person) {
        Goals.requireWriter(person);
        if (goals.goal(goal).isEmpty()) {
            throw new Missing("goal " + goal);
        }
        store.lock(goal);
        if (!store.setRole(goal, partner.strip(), part, words.strip(), person.name())) {
            return false;
        }
        audit.record(
                person,
                "partner",
                GoalLinks.GOAL,
                goal.toString(),
                Map.of("partner", partner.strip(), "part", part.code()));
        return true;
    }

    @Transactional
    public void remove(UUID goal, long role, Person person) {
        Goals.requireWriter(person);
        if (store.removeRole(goal, role)) {
            audit.record(person, "partner", GoalLinks.GOAL, goal.toString(), Map.of("removed", role));
        }
    }
}
