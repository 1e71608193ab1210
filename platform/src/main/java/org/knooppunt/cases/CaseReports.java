package org.knooppunt.cases;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.knooppunt.cases.internal.ReportStore;
import org.knooppunt.identity.Person;
import org.knooppunt.identity.Role;
import org.knooppunt.web.Coded;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * What becomes of cases: how many come how far, how long it takes, why they stop, and what was expected beside what was
 * verified. Coordinators see it case by case; policy officers see the sums.
 */
@Service
public class CaseReports {
    /** Days. */
    private static final double YEAR = 365.25;

    private final ReportStore store;

    CaseReports(ReportStore store) {
        this.store = store;
    }

    /**
     * Which cases a report is about.
     *
     * @param from first day on which they were planted; absent: from the beginning
     * @param until last such day; absent: until today
     * @param origin where they came from; absent: all
     */
    public record Question(
            @Nullable LocalDate from,
            @Nullable LocalDate until,
            @Nullable Origin origin) {
        public static final Question ALL = new Question(null, null, null);
    }

    /**
     * How cases pass a stage.
     *
     * @param came how many came into it or past it after they began there or before
     * @param onward how many of them came further
     * @param here how many stand in it now
     * @param aside how many were put aside while they stood in it
     * @param days what half of those that went on needed at most; absent when none did
     * @param waiting days for which half of those that stand in it now stand there at least; absent when none does
     */
    public record StageLine(
            CaseStatus stage,
            int came,
            int onward,
            int here,
            int aside,
            @Nullable Double days,
            @Nullable Double waiting) {}

    /** What became of the cases of one origin. */
    public record OriginLine(Origin origin, int cases, int feasible, int realised, int parked, int stopped) {}

    /** How often cases that are put aside now were so for a reason, by the stage in which they stood. */
    public record ReasonLine(AsideReason reason, CaseStatus stage, int parked, int stopped) {}

    /**
     * Expected beside verified.
     *
     * @param days for how long it is where it stands
     * @param reason why it is put aside; absent when it is not
     * @param verified by measure; only those of which something was verified
     */
    public record ResultLine(
            long id,
            String title,
            CaseStatus status,
            Origin origin,
            Instant planted,
            double days,
            @Nullable AsideReason reason,
            Expected expected,
            Map<Dossier.Result.Measure, Verified> verified) {}

    /** Per year: t of material, t CO2e avoided, EUR; and jobs. */
    public record Expected(double material, double co2e, double money, double jobs) {
        public double of(Dossier.Result.Measure measure) {
            return switch (measure) {
                case MATERIAL -> material;
                case CO2E -> co2e;
                case MONEY -> money;
                case JOBS -> jobs;
            };
        }
    }

    /**
     * What was verified of one measure.
     *
     * @param days over which; periods that overlap count once
     */
    public record Verified(double quantity, int days) {}

    /**
     * The sums of one measure over the cases of which it was verified, so that like stands beside like.
     *
     * @param expected of these cases, over the days that were verified; of jobs the number
     */
    public record TotalLine(Dossier.Result.Measure measure, int cases, double expected, double verified) {}

    /** @param results case by case; empty for who sees sums only */
    public record Report(
            int cases,
            List<StageLine> stages,
            List<OriginLine> origins,
            List<ReasonLine> reasons,
            List<TotalLine> totals,
            List<ResultLine> results,
            Instant at) {}

    /** What can be counted of cases in a period, for those who pay. */
    public enum Count implements Coded {
        /** Cases that were planted or taken up. */
        PLANTED,
        /** Cases that came as far as feasible for the first time. */
        FEASIBLE,
        REALISED,
        /** Talks that were written down. */
        TALKS,
        SESSIONS,
        /** Organisations in cases that were planted or moved. */
        PARTNERS,
        /** What was verified over periods that ended in it. */
        MATERIAL,
        CO2E,
        MONEY,
        JOBS
    }

    private static void requireReader(@Nullable Person person) {
        if (person == null || !(person.is(Role.COORDINATOR) || person.is(Role.POLICY_OFFICER))) {
            throw new AccessDeniedException("reports on cases are for coordinators and policy officers");
        }
    }

    /** A case, its way, and why it is put aside if it is. */
    private record Known(
            ReportStore.Row row, CasePath path, @Nullable AsideReason reason) {
        static Known of(ReportStore.Row row, Instant now) {
            CaseStatus first = row.moves().isEmpty()
                    ? row.status()
                    : row.moves().getFirst().from();
            List<CasePath.Moved> moves = row.moves().stream()
                    .map(move -> new CasePath.Moved(move.to(), move.reason().equals("undone"), move.at()))
                    .toList();
            AsideReason reason = !row.status().isAside()
                    ? null
                    : row.moves().reversed().stream()
                            .filter(move -> move.to() == row.status())
                            .flatMap(move -> Coded.find(AsideReason.class, move.reason()).stream())
                            .findFirst()
                            .orElse(AsideReason.OTHER);
            return new Known(row, CasePath.of(first, row.planted(), moves, now), reason);
        }
    }

    private List<Known> known(Question question, Instant now) {
        return store.rows(question).stream().map(row -> Known.of(row, now)).toList();
    }

    @Transactional(readOnly = true)
    public Report report(Question question, @Nullable Person person) {
        requireReader(person);
        Instant now = Instant.now();
        List<Known> all = known(question, now);
        return new Report(
                all.size(),
                stages(all),
                origins(all),
                reasons(all),
                totals(all),
                BusinessCases.maySeeAll(person)
                        ? all.stream().map(CaseReports::result).toList()
                        : List.of(),
                now);
    }

    /** How much there was of something from one day to another, both included. */
    @Transactional(readOnly = true)
    public double count(Count what, LocalDate from, LocalDate until, @Nullable Person person) {
        requireReader(person);
        return switch (what) {
            case FEASIBLE -> reached(CaseStatus.FEASIBLE, from, until);
            case REALISED -> reached(CaseStatus.REALISED, from, until);
            default -> store.count(what, from, until);
        };
    }

    private double reached(CaseStatus stage, LocalDate from, LocalDate until) {
        Instant first = Pipeline.begin(from);
        Instant end = Pipeline.begin(until.plusDays(1));
        return known(Question.ALL, Instant.now()).stream()
                .filter(each -> each.path()
                        .reached(stage)
                        .filter(at -> !at.isBefore(first) && at.isBefore(end))
                        .isPresent())
                .count();
    }

    private static List<StageLine> stages(List<Known> all) {
        List<StageLine> lines = new ArrayList<>();
        for (CaseStatus stage : CaseStatus.STAGES) {
            int came = 0;
            int onward = 0;
            int here = 0;
            int aside = 0;
            List<Double> gone = new ArrayList<>();
            List<Double> waiting = new ArrayList<>();
            for (Known each : all) {
                CasePath path = each.path();
                boolean further = path.furthest().compareTo(stage) > 0;
                if (path.furthest().compareTo(stage) >= 0 && path.first().compareTo(stage) <= 0) {
                    came++;
                    onward += further ? 1 : 0;
                }
                double days = path.daysIn(stage);
                if (path.last() == stage) {
                    here++;
                    waiting.add(path.stays().getLast().days());
                } else if (path.last().isAside() && path.stage() == stage) {
                    aside++;
                } else if (further && days > 0) {
                    gone.add(days);
                }
            }
            lines.add(new StageLine(stage, came, onward, here, aside, middle(gone), middle(waiting)));
        }
        return lines;
    }

    /** The median. */
    private static @Nullable Double middle(List<Double> values) {
        if (values.isEmpty()) {
            return null;
        }
        List<Double> sorted = values.stream().sorted().toList();
        int size = sorted.size();
        return (sorted.get((size - 1) / 2) + sorted.get(size / 2)) / 2;
    }

    private static List<OriginLine> origins(List<Known> all) {
        Map<Origin, int[]> counts = new EnumMap<>(Origin.class);
        for (Known each : all) {
            int[] count = counts.computeIfAbsent(each.row().origin(), origin -> new int[5]);
            CaseStatus furthest = each.path().furthest();
            CaseStatus last = each.path().last();
            count[0]++;
            count[1] += furthest.compareTo(CaseStatus.FEASIBLE) >= 0 ? 1 : 0;
            count[2] += furthest == CaseStatus.REALISED ? 1 : 0;
            count[3] += last == CaseStatus.PARKED ? 1 : 0;
            count[4] += last == CaseStatus.STOPPED ? 1 : 0;
        }
        return counts.entrySet().stream()
                .map(each -> {
                    int[] count = each.getValue();
                    return new OriginLine(each.getKey(), count[0], count[1], count[2], count[3], count[4]);
                })
                .toList();
    }

    private static List<ReasonLine> reasons(List<Known> all) {
        Map<AsideReason, Map<CaseStatus, int[]>> counts = new EnumMap<>(AsideReason.class);
        for (Known each : all) {
            if (each.reason() != null) {
                int[] count = counts.computeIfAbsent(each.reason(), reason -> new EnumMap<>(CaseStatus.class))
                        .computeIfAbsent(each.path().stage(), stage -> new int[2]);
                count[each.path().last() == CaseStatus.PARKED ? 0 : 1]++;
            }
        }
        List<ReasonLine> lines = new ArrayList<>();
        counts.forEach((reason, stages) ->
                stages.forEach((stage, count) -> lines.add(new ReasonLine(reason, stage, count[0], count[1]))));
        lines.sort(Comparator.comparingInt((ReasonLine line) -> line.parked() + line.stopped())
                .reversed());
        return lines;
    }

    private static List<TotalLine> totals(List<Known> all) {
        List<TotalLine> lines = new ArrayList<>();
        for (Dossier.Result.Measure measure : Dossier.Result.Measure.values()) {
            int cases = 0;
            double expected = 0;
            double verified = 0;
            for (Known each : all) {
                Verified reached = each.row().verified().get(measure);
                if (reached != null) {
                    cases++;
                    double perYear = each.row().expected().of(measure);
                    expected += measure == Dossier.Result.Measure.JOBS ? perYear : perYear * reached.days() / YEAR;
                    verified += reached.quantity();
                }
            }
            if (cases > 0) {
                lines.add(new TotalLine(measure, cases, expected, verified));
            }
        }
        return lines;
    }

    private static ResultLine result(Known each) {
        ReportStore.Row row = each.row();
        return new ResultLine(
                row.id(),
                row.title(),
                each.path().last(),
                row.origin(),
                row.planted(),
                each.path().stays().getLast().days(),
                each.reason(),
                row.expected(),
                row.verified());
    }
}
