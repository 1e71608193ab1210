package org.knooppunt.progress;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.knooppunt.expenditure.Expenditures;
import org.knooppunt.expenditure.SpendingReport;
import org.knooppunt.expenditure.SpendingReports;
import org.knooppunt.identity.Audit;
import org.knooppunt.identity.Person;
import org.knooppunt.indicators.Indicators;
import org.knooppunt.indicators.Observations;
import org.knooppunt.progress.internal.ProgressStore;
import org.knooppunt.strategy.Goal;
import org.knooppunt.strategy.GoalLinks;
import org.knooppunt.strategy.Goals;
import org.knooppunt.strategy.LinkedThing;
import org.knooppunt.strategy.Tree;
import org.knooppunt.web.Missing;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Progress reports: figures, things and money are asked of their rooms when the report is read, so that they are never typed over;
 * what an officer writes stands beside them. An edition is the paper and the workbook as they were when it was made, and
 * stays. Policy officers and administrators write; everybody may have an edition that is shown.
 */
@Service
public class ProgressReports {
    private static final String THING = "progress";
    private static final String GOAL = "goal:";

    private final ProgressStore store;
    private final Goals goals;
    private final GoalLinks links;
    private final Indicators indicators;
    private final Observations observations;
    private final SpendingReports spending;
    private final Audit audit;
    /** The statistical area this hub serves. */
    private final String area;

    ProgressReports(
            ProgressStore store,
            Goals goals,
            GoalLinks links,
            Indicators indicators,
            Observations observations,
            SpendingReports spending,
            Audit audit,
            @Value("${knooppunt.city-code:71016}") String area) {
        this.store = store;
        this.goals = goals;
        this.links = links;
        this.indicators = indicators;
        this.observations = observations;
        this.spending = spending;
        this.audit = audit;
        this.area = area;
    }

    private static void requireOfficer(@Nullable Person person) {
        if (!Expenditures.mayWrite(person)) {
            throw new AccessDeniedException("progress reports are written by policy officers and administrators");
        }
    }

    @Transactional(readOnly = true)
    public List<ProgressReport.Line> list(@Nullable Person person) {
        requireOfficer(person);
        return store.list();
    }

    /** @throws Missing when there is no such report */
    @Transactional(readOnly = true)
    public ProgressReport get(long id, @Nullable Person person, Locale locale) {
        requireOfficer(person);
        ProgressStore.Facts facts = store.find(id).orElseThrow(() -> new Missing("progress report " + id));
        Map<String, ProgressReport.Text> texts = store.texts(id);
        Tree tree = goals.tree(facts.framework(), person);
        SpendingReport money = spending.byGoal(
                facts.framework(), new SpendingReports.About(facts.firstDay(), facts.lastDay(), null), person);
        Map<String, SpendingReport.Row> rows = new HashMap<>();
        money.rows().forEach(row -> rows.putIfAbsent(row.key(), row));
        Map<UUID, Set<UUID>> each = new HashMap<>();
        tree.goals().forEach(goal -> each.put(goal.id(), Set.of(goal.id())));
        Map<UUID, List<LinkedThing>> things = links.seen(each, null);
        List<ProgressReport.Effect> effects = new ArrayList<>();
        List<ProgressReport.Objective> objectives = new ArrayList<>();
        for (Tree.Node root : tree.roots()) {
            effects.add(new ProgressReport.Effect(
                    root.goal(), figures(tree.withBeneath(root.goal().id()), facts)));
            root.under().forEach(child -> add(objectives, child, 0, texts, rows, things));
        }
        // roots without anything beneath them are objectives themselves
        for (Tree.Node root : tree.roots()) {
            if (root.under().isEmpty()) {
                add(objectives, root, 0, texts, rows, things);
            }
        }
        return new ProgressReport(
                id,
                facts.title(),
                facts.framework(),
                facts.firstDay(),
                facts.lastDay(),
                facts.version(),
                texts,
                effects,
                objectives,
                money);
    }

    private void add(
            List<ProgressReport.Objective> objectives,
            Tree.Node node,
            int depth,
            Map<String, ProgressReport.Text> texts,
            Map<String, SpendingReport.Row> rows,
            Map<UUID, List<LinkedThing>> things) {
        Goal goal = node.goal();
        if (node.again()) {
            return;
        }
        ProgressReport.Text text = texts.get(GOAL + goal.code());
        SpendingReport.Row row = rows.get(goal.id().toString());
        List<LinkedThing> own = things.getOrDefault(goal.id(), List.of()).stream()
                .filter(thing -> !thing.kind().equals("indicator"))
                .toList();
        objectives.add(new ProgressReport.Objective(
                goal,
                depth,
                text == null ? "" : text.words(),
                own,
                row == null ? BigDecimal.ZERO : row.whole().euros(),
                row == null ? null : row.budgetEuros()));
        node.under().forEach(child -> add(objectives, child, depth + 1, texts, rows, things));
    }

    /** Figures that show these goals, over the ten years before the end of the report. */
    private List<ProgressReport.Shown> figures(Collection<UUID> shown, ProgressStore.Facts facts) {
        Set<String> codes = new TreeSet<>(links.refs(shown, "indicator"));
        List<ProgressReport.Shown> figures = new ArrayList<>();
        for (String code : codes) {
            indicators
                    .indicator(code)
                    .ifPresent(indicator -> observations
                            .panel(
                                    code,
                                    List.of(area),
                                    facts.lastDay().getYear() - 10,
                                    facts.lastDay().getYear())
                            .series()
                            .stream()
                            .filter(series -> !series.points().isEmpty())
                            .forEach(series -> figures.add(new ProgressReport.Shown(indicator, series))));
        }
        return figures;
    }

    @Transactional(readOnly = true)
    public List<Audit.Event> history(long id, Person person) {
        requireOfficer(person);
        return audit.list(THING, Long.toString(id));
    }

    @Transactional
    public long create(String title, String framework, LocalDate first, LocalDate last, Person person) {
        requireOfficer(person);
        goals.framework(framework, person);
        long id = store.create(title, framework, first, last, person.name());
        audit.record(person, "created", THING, Long.toString(id), Map.of("title", title));
        return id;
    }

    /** False when somebody else changed it first. */
    @Transactional
    public boolean change(
            long id, String title, String framework, LocalDate first, LocalDate last, int version, Person person) {
        requireOfficer(person);
        goals.framework(framework, person);
        if (!store.change(id, title, framework, first, last, version)) {
            return false;
        }
        audit.record(person, "changed", THING, Long.toString(id), Map.of("title", title));
        return true;
    }

    @Transactional
    public void remove(long id, boolean removed, Person person) {
        requireOfficer(person);
        if (store.remove(id, removed)) {
            audit.record(person, removed ? "deleted" : "restored", THING, Long.toString(id), Map.of());
        }
    }

    /**
     * Writes what an officer says at a place of the report; no words take it away.
     *
     * @param place one of {@link ProgressReport#PARTS}, or {@code goal:} and the code of a goal
     * @return false when somebody else wrote there first
     */
    @Transactional
    public boolean write(long id, String place, String words, int version, Person person) {
        requireOfficer(person);
        ProgressStore.Facts facts = store.find(id).orElseThrow(() -> new Missing("progress report " + id));
        boolean known = ProgressReport.PARTS.contains(place)
                || place.startsWith(GOAL)
                        && goals.tree(facts.framework(), person)
                                .find(place.substring(GOAL.length()))
                                .isPresent();
        if (!known) {
            throw new Missing("place " + place + " of progress report " + id);
        }
        if (!store.write(id, place, words.strip(), version, person.name())) {
            return false;
        }
        audit.record(person, "changed", THING, Long.toString(id), Map.of("text", place));
        return true;
    }

    // ---- editions

    /** Keeps the paper and the workbook of now; gives the number. */
    @Transactional
    public int publish(long id, String note, byte[] pdf, byte[] workbook, Person person) {
        requireOfficer(person);
        if (store.find(id).isEmpty()) {
            throw new Missing("progress report " + id);
        }
        int number = store.add(id, person.name(), note.strip(), pdf, workbook);
        audit.record(person, "published", THING, Long.toString(id), Map.of("edition", number));
        return number;
    }

    /** All editions for officers; those that are shown for everybody. */
    @Transactional(readOnly = true)
    public List<ProgressReport.Edition> editions(@Nullable Long id, @Nullable Person person) {
        return store.editions(id, !Expenditures.mayWrite(person));
    }

    /** Lets everybody have an edition, or not any more. */
    @Transactional
    public void show(long id, int number, boolean shown, Person person) {
        requireOfficer(person);
        store.show(id, number, shown);
        audit.record(person, "changed", THING, Long.toString(id), Map.of("edition", number, "shown", shown));
    }

    /** @throws Missing when there is no such edition, or it is not for this reader */
    @Transactional(readOnly = true)
    public byte[] file(long id, int number, boolean workbook, @Nullable Person person) {
        return store.file(id, number, workbook, !Expenditures.mayWrite(person))
                .orElseThrow(() -> new Missing("edition " + number + " of progress report " + id));
    }

    @Transactional(readOnly = true)
    public boolean isEmpty() {
        return store.isEmpty();
    }
}
