package org.knooppunt.effects;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.knooppunt.database.Saved;
import org.knooppunt.effects.internal.EffectStore;
import org.knooppunt.engine.evaluation.DataFault;
import org.knooppunt.engine.evaluation.DataTable;
import org.knooppunt.engine.evaluation.EvaluationOptions;
import org.knooppunt.engine.evaluation.Panel;
import org.knooppunt.engine.evaluation.PanelReader;
import org.knooppunt.engine.files.PlainTable;
import org.knooppunt.engine.inventory.Numbers;
import org.knooppunt.identity.Audit;
import org.knooppunt.identity.Person;
import org.knooppunt.identity.Role;
import org.knooppunt.indicators.IndicatorSummary;
import org.knooppunt.indicators.Indicators;
import org.knooppunt.web.Missing;
import org.knooppunt.web.Slice;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Efforts, the figures they should have changed, and how sure it is that they did. Officers and administrators write and see
 * all; everybody else sees what is published.
 */
@Service
public class Effects {
    /** Bytes of a table that is brought in. */
    public static final int LARGEST = 5 << 20;

    public static final int MOST_UNITS = 100;
    /** More than this nobody can weigh, and each makes the search for weights longer. */
    public static final int MOST_PREDICTORS = 12;

    private static final int MOST_PERIODS = 200;
    private static final EvaluationOptions OPTIONS = EvaluationOptions.DEFAULT;
    private static final String THING = "effect";

    private final EffectStore store;
    private final Audit audit;
    private final TransactionTemplate transactions;
    private final PredictorFigures predictors;
    private final Indicators indicators;

    Effects(
            EffectStore store,
            Audit audit,
            TransactionTemplate transactions,
            PredictorFigures predictors,
            Indicators indicators) {
        this.predictors = predictors;
        this.indicators = indicators;
        this.store = store;
        this.audit = audit;
        this.transactions = transactions;
    }

    public static boolean mayWrite(@Nullable Person person) {
        return person != null && (person.is(Role.POLICY_OFFICER) || person.is(Role.ADMINISTRATOR));
    }

    private static Person writer(@Nullable Person person) {
        if (person == null || !mayWrite(person)) {
            throw new AccessDeniedException("effects are written by policy officers and administrators");
        }
        return person;
    }

    @Transactional(readOnly = true)
    public Slice<EffectLine> list(
            String words, @Nullable Grade grade, String sort, int page, int size, @Nullable Person person) {
        return store.list(words, grade, sort, page, size, !mayWrite(person));
    }

    /** One that the person may see. */
    @Transactional(readOnly = true)
    public Effect get(long id, @Nullable Person person) {
        return store.find(id, !mayWrite(person)).orElseThrow(() -> new Missing("effect " + id));
    }

    @Transactional(readOnly = true)
    public List<Audit.Event> history(long id, Person person) {
        writer(person);
        return audit.list(THING, Long.toString(id));
    }

    @Transactional
    public long begin(EffectText text, Person person) {
        writer(person);
        long id = store.add(text, person);
        audit.record(person, "created", THING, Long.toString(id), Map.of("title", text.title()));
        return id;
    }

    @Transactional
    public Saved change(long id, EffectText text, int version, Person person) {
        writer(person);
        Effect before = get(id, person);
        if (!store.change(id, text, version)) {
            return Saved.CHANGED_MEANWHILE;
        }
        Map<String, Object> changes = new LinkedHashMap<>();
        note(changes, "title", before.text().title(), text.title());
        note(changes, "story", before.text().story(), text.story());
        note(changes, "goal", before.text().goal(), text.goal());
        note(changes, "place", before.text().place(), text.place());
        note(changes, "started", before.text().started(), text.started());
        audit.record(person, "changed", THING, Long.toString(id), changes);
        return Saved.DONE;
    }

    private static void note(Map<String, Object> changes, String field, Object was, Object is) {
        if (!was.equals(is)) {
            changes.put(field, List.of(was, is));
        }
    }

    /** Brings a table in; what was chosen out of another one goes. A fault when it cannot be read. */
    @Transactional
    public Optional<DataFault> bring(long id, String fileName, byte[] content, Person person) {
        writer(person);
        get(id, person);
        switch (DataTable.read(fileName, content)) {
            case DataTable.Unreadable unreadable -> {
                return Optional.of(unreadable.fault());
            }
            case DataTable.Readable readable -> {
                // a workbook is kept as the text that was read of it
                byte[] kept = PlainTable.isWorkbook(content)
                        ? readable.table().text().getBytes(StandardCharsets.UTF_8)
                        : content;
                if (kept.length > LARGEST) {
                    long rows = (long) readable.table().rows().size() * LARGEST / kept.length;
                    return Optional.of(
                            new DataFault(fileName, 0, "", "", DataFault.Kind.TOO_LARGE, List.of(Long.toString(rows))));
                }
                store.bring(id, fileName, kept, null);
            }
        }
        audit.record(person, "table-brought", THING, Long.toString(id), Map.of("file", fileName));
        return Optional.empty();
    }

    /**
     * Takes the yearly figures of an indicator in every area there is now as the table; what is not told stays out. False
     * when there are none.
     */
    @Transactional
    public boolean take(long id, String indicator, Locale locale, Person person) {
        writer(person);
        get(id, person);
        PredictorFigures.Yearly yearly = predictors.yearly(indicator);
        if (yearly.isEmpty()) {
            return false;
        }
        StringBuilder csv = new StringBuilder("plaats,jaar,cijfer\n");
        yearly.figures()
                .forEach((place, figures) -> figures.forEach((year, value) -> csv.append(DataTable.quoted(place))
                        .append(',')
                        .append(year)
                        .append(',')
                        .append(Numbers.text(value))
                        .append('\n')));
        store.bring(id, indicator + ".csv", csv.toString().getBytes(StandardCharsets.UTF_8), indicator);
        IndicatorSummary summary = indicators.get(indicator).summary();
        store.name(
                id, new FigureText(summary.name(locale), summary.unit(), yearly.source(), "plaats", "jaar", "cijfer"));
        audit.record(person, "figure-chosen", THING, Long.toString(id), Map.of("indicator", indicator));
        return true;
    }

    /** The table that was brought in. */
    @Transactional(readOnly = true)
    public Optional<DataTable> table(long id, Person person) {
        writer(person);
        return store.content(id)
                .flatMap(kept -> DataTable.csv(kept.fileName(), kept.content()) instanceof DataTable.Readable readable
                        ? Optional.of(readable.table())
                        : Optional.empty());
    }

    /** Says which columns hold what; faults in these columns when they cannot be read, and then nothing is kept. */
    @Transactional
    public List<DataFault> name(long id, FigureText figure, Person person) {
        writer(person);
        get(id, person);
        DataTable table = table(id, person).orElseThrow(() -> new Missing("table of effect " + id));
        PanelReader.Outcome read = PanelReader.outcome(table, columns(figure));
        if (read.panel().isEmpty()) {
            return read.faults();
        }
        store.name(id, figure);
        audit.record(person, "figure-chosen", THING, Long.toString(id), Map.of("figure", figure.figure()));
        return List.of();
    }

    private static PanelReader.Columns columns(FigureText figure) {
        return new PanelReader.Columns(figure.unitColumn(), figure.timeColumn(), figure.figureColumn());
    }

    /** The figure with its gaps, to choose from; empty when no columns were named yet. */
    @Transactional(readOnly = true)
    public Optional<Panel> panel(long id, Person person) {
        Effect effect = get(id, person);
        return effect.figure().figureColumn().isEmpty()
                ? Optional.empty()
                : table(id, person).flatMap(table -> PanelReader.outcome(table, columns(effect.figure()))
                        .panel());
    }

    /** Units that have a value in every period from one to another. */
    public static List<String> complete(Panel panel, int from, int to) {
        List<String> complete = new ArrayList<>();
        for (int unit = 0; unit < panel.units().size(); unit++) {
            int row = unit;
            if (IntStream.range(0, panel.periods().size())
                    .filter(t ->
                            panel.periods().get(t) >= from && panel.periods().get(t) <= to)
                    .noneMatch(t -> Double.isNaN(panel.value(row, t)))) {
                complete.add(panel.units().get(unit));
            }
        }
        return complete;
    }

    /** What is wrong with a choice; the key of a message, with its field first: {@code treated:effect.error.…}. */
    public sealed interface Chosen {}

    public record Kept() implements Chosen {}

    public record Wrong(String field, String message, List<Object> arguments) implements Chosen {
        public Wrong {
            arguments = List.copyOf(arguments);
        }
    }

    /** Keeps which places and years count. */
    @Transactional
    public Chosen choose(long id, Effect.Choice choice, Person person) {
        writer(person);
        Effect effect = get(id, person);
        Panel panel = panel(id, person).orElseThrow(() -> new Missing("figure of effect " + id));
        int started = effect.text().started();
        List<Integer> periods = panel.periods().stream()
                .filter(period -> period >= choice.from() && period <= choice.to())
                .toList();
        long before = periods.stream().filter(period -> period < started).count();
        if (!periods.contains(started) || before < 2) {
            return new Wrong(
                    "from",
                    "effect.error.years",
                    List.of(
                            Integer.toString(choice.from()),
                            Integer.toString(choice.to()),
                            Integer.toString(started),
                            Long.toString(before)));
        }
        if (periods.size() > MOST_PERIODS) {
            return new Wrong("to", "effect.error.periods", List.of(periods.size(), MOST_PERIODS));
        }
        List<String> complete = complete(panel, choice.from(), choice.to());
        if (!complete.contains(choice.treated())) {
            return new Wrong("treated", "effect.error.treated", List.of(choice.treated()));
        }
        List<String> compared = choice.compared().stream()
                .distinct()
                .filter(unit -> !unit.equals(choice.treated()))
                .toList();
        List<String> broken =
                compared.stream().filter(unit -> !complete.contains(unit)).toList();
        if (!broken.isEmpty()) {
            return new Wrong("compared", "effect.error.gaps", List.of(String.join(", ", broken)));
        }
        if (compared.size() > MOST_UNITS) {
            return new Wrong("compared", "effect.error.many", List.of(compared.size(), MOST_UNITS));
        }
        store.choose(id, new Effect.Choice(choice.treated(), choice.from(), choice.to(), compared));
        audit.record(
                person,
                "places-chosen",
                THING,
                Long.toString(id),
                Map.of("treated", choice.treated(), "compared", compared.size()));
        return new Kept();
    }

    /** On what a twin can be asked to agree, with its words; nothing when there is no table. */
    @Transactional(readOnly = true)
    public Map<String, String> predictorChoices(long id, Locale locale, Person person) {
        Effect effect = get(id, person);
        return predictors.choices(effect, table(id, person).orElse(null), locale);
    }

    /** What came of working something out: done, or everything that keeps it from being done this way. */
    public record Worked(List<Wrong> problems) {
        public Worked {
            problems = List.copyOf(problems);
        }

        private static Worked not(String field, String message) {
            return new Worked(List.of(new Wrong(field, message, List.of())));
        }
    }

    /** The same with a twin that is like the place in the figure itself, in every year before. */
    public Worked work(long id, Approach approach, Person person) {
        return work(id, approach, List.of(), Locale.ROOT, person);
    }

    /**
     * Works it out and keeps the answer with its data. Takes some seconds at most for {@value #MOST_UNITS} places, so it is
     * done at once, and outside the transaction that keeps it.
     *
     * @param chosen on what the twin should agree; only a twin asks for it
     */
    public Worked work(long id, Approach approach, List<ChosenPredictor> chosen, Locale locale, Person person) {
        writer(person);
        Effect effect = get(id, person);
        EffectTables tables = null;
        EffectDocument document = null;
        Effect.Choice choice = effect.choice();
        if (chosen.size() > MOST_PREDICTORS) {
            return Worked.not("approach", "effect.error.predictors.many");
        }
        if (approach != Approach.ASSERTED) {
            if (choice == null) {
                return Worked.not("approach", "effect.error.nochoice");
            }
            Panel panel = panel(id, person).orElseThrow();
            List<Wrong> wrong = new ArrayList<>();
            List<EffectTables.Figures> figures = approach == Approach.SYNTHETIC_CONTROL
                    ? predictors.read(effect, table(id, person).orElseThrow(), panel, choice, chosen, locale, wrong)
                    : List.of();
            if (!wrong.isEmpty()) {
                return new Worked(wrong);
            }
            tables = EffectTables.of(panel, choice, figures);
            if (approach.method().isPresent()) {
                try {
                    document = calculate(tables, choice.treated(), effect.text().started(), approach);
                } catch (IllegalArgumentException e) {
                    boolean few = figures.isEmpty() || choice.compared().size() < 2;
                    return Worked.not("approach", "effect.error." + (few ? approach.code() : "predictors"));
                }
            }
        }
        EffectStore.NewRun run = new EffectStore.NewRun(
                id,
                approach,
                choice == null ? effect.text().place() : choice.treated(),
                effect.text().started(),
                effect.figure(),
                tables == null ? null : tables.data(),
                tables == null ? null : tables.predictors(),
                document);
        transactions.executeWithoutResult(status -> {
            store.keep(run, person);
            store.predict(id, chosen);
            audit.record(person, "worked-out", THING, Long.toString(id), Map.of("approach", approach.code()));
        });
        return new Worked(List.of());
    }

    private static EffectDocument calculate(EffectTables tables, String treated, int started, Approach approach) {
        return EffectRun.run(tables.problem(treated, started), approach.method().orElseThrow(), OPTIONS);
    }

    /** Works the last answer out again from its data: whether every figure is the same. Nothing is kept. */
    public boolean again(long id, Person person) {
        writer(person);
        Effect.Run run = Objects.requireNonNullElseGet(get(id, person).run(), () -> {
            throw new Missing("answer of effect " + id);
        });
        EffectDocument document = run.document();
        String data = run.data();
        if (document == null || data == null) {
            throw new Missing("figures of effect " + id);
        }
        boolean equal = calculate(
                        new EffectTables(data, run.predictors()), run.treated(), run.started(), run.approach())
                .json()
                .equals(document.json());
        transactions.executeWithoutResult(status -> audit.record(
                person, equal ? "checked-equal" : "checked-different", THING, Long.toString(id), Map.of()));
        return equal;
    }

    /** Judges how sure it is; not higher than the method can bear. False when it is, or nothing was worked out. */
    @Transactional
    public boolean judge(long id, Grade grade, String reason, Person person) {
        writer(person);
        Effect.Run run = get(id, person).run();
        if (run == null || grade.compareTo(run.most()) > 0) {
            return false;
        }
        store.judge(id, run.id(), grade, reason, person);
        audit.record(person, "judged", THING, Long.toString(id), Map.of("grade", grade.code()));
        return true;
    }

    /** Shows it to everybody, or no longer. False when nobody judged it yet. */
    @Transactional
    public boolean publish(long id, boolean open, Person person) {
        writer(person);
        if (open && get(id, person).judgement() == null) {
            return false;
        }
        store.publish(id, open);
        audit.record(person, open ? "made-public" : "withdrawn", THING, Long.toString(id), Map.of());
        return true;
    }

    /** Removes one that is not published. */
    @Transactional
    public boolean remove(long id, Person person) {
        writer(person);
        Effect effect = get(id, person);
        if (!store.remove(id)) {
            return false;
        }
        audit.record(
                person,
                "deleted",
                THING,
                Long.toString(id),
                Map.of("title", effect.text().title()));
        return true;
    }

    /** The values of the place over the periods of a run without figures, for its picture. */
    public static Map<Integer, Double> series(Effect.Run run) {
        Map<Integer, Double> series = new LinkedHashMap<>();
        String data = run.data();
        if (data != null) {
            Panel panel = new EffectTables(data, null)
                    .problem(run.treated(), run.started())
                    .outcome();
            int row = panel.units().indexOf(run.treated());
            for (int t = 0; t < panel.periods().size(); t++) {
                series.put(panel.periods().get(t), panel.value(row, t));
            }
        }
        return series;
    }
}
