package org.knooppunt.cases;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.knooppunt.cases.internal.FinanceStore;
import org.knooppunt.engine.coalition.Split;
import org.knooppunt.engine.finance.CashFlowProblem;
import org.knooppunt.engine.finance.CashFlowReport;
import org.knooppunt.engine.finance.CashLine;
import org.knooppunt.engine.finance.InvestmentAppraisal;
import org.knooppunt.identity.Person;
import org.knooppunt.planning.Splits;
import org.knooppunt.planning.report.SplitDocument;
import org.knooppunt.web.Missing;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * What a case costs and brings over years, of all partners or of one. A coordinator sees all; a member sees the lines of its
 * own organisations, and what follows from these.
 */
@Service
public class Finance {
    /** By how much each input is changed to see what the result depends on. */
    public static final double RANGE = 0.2;

    public static final int MOST_YEARS = 40;
    private static final int MOST_LINES = 200;

    private final FinanceStore store;
    private final BusinessCases cases;
    private final Splits splits;

    Finance(FinanceStore store, BusinessCases cases, Splits splits) {
        this.store = store;
        this.cases = cases;
        this.splits = splits;
    }

    /**
     * The money of a case as a person may see it.
     *
     * @param report absent when there are no lines yet
     */
    public record Outlook(
            double rate,
            int years,
            List<MoneyLine> lines,
            @Nullable CashFlowReport report) {}

    /** @param partner only of this one; empty for all that the person may see */
    @Transactional(readOnly = true)
    public Outlook outlook(long id, String partner, @Nullable Person person) {
        cases.requireSeen(id, person);
        boolean full = BusinessCases.maySeeAll(person);
        List<MoneyLine> lines = store.lines(id).stream()
                .filter(line -> full || BusinessCases.own(person).contains(line.partner()))
                .filter(line -> partner.isEmpty() || line.partner().equals(partner))
                .toList();
        FinanceStore.Frame frame = store.frame(id);
        return new Outlook(
                frame.rate(),
                frame.years(),
                lines,
                lines.isEmpty()
                        ? null
                        : InvestmentAppraisal.appraise(problem(lines, frame.rate(), frame.years()), RANGE));
    }

    /**
     * What each partner puts in and gets out, beside what the plan's split gives it.
     *
     * @param split absent for a case that came out of no plan, or when the plan has no answer any more
     */
    public record PerPartner(
            List<PartnerMoney> partners, @Nullable PlanSplit split) {}

    /**
     * The money of one partner by the lines of the case.
     *
     * @param partner key of the organisation; empty for what is of all together
     * @param investment EUR up to the horizon
     * @param subsidy EUR up to the horizon
     * @param benefits EUR per year, on average over the horizon
     * @param costs EUR per year, on average over the horizon
     * @param presentValue EUR of year 0
     * @param share EUR per year by the plan's split; absent when there is none
     */
    public record PartnerMoney(
            String partner,
            String name,
            double investment,
            double subsidy,
            double benefits,
            double costs,
            double presentValue,
            @Nullable Double share) {}

    /**
     * The split of the case in the plan it came out of.
     *
     * @param madeAt absent when nobody had it worked out yet
     * @param possible whether it can be
     * @param stable whether no group of partners would do better by itself
     */
    public record PlanSplit(
            long plan,
            String planCase,
            String planName,
            @Nullable Instant madeAt,
            boolean possible,
            boolean stable) {}

    /** For a coordinator: a split tells every partner's yield. */
    @Transactional(readOnly = true)
    public PerPartner perPartner(long id, Person person) {
        cases.requireToChange(id, person);
        BusinessCase found = cases.get(id, person);
        Splits.State state = splitOf(found, person);
        SplitDocument document = state == null ? null : state.document();
        Map<String, Double> shares = new LinkedHashMap<>();
        if (document != null) {
            document.split().shares().forEach(share -> shares.put(share.partner(), share.amount()));
        }
        Map<String, String> names = new LinkedHashMap<>();
        found.partners().forEach(partner -> names.put(partner.organisation(), partner.name()));
        List<MoneyLine> lines = store.lines(id);
        lines.forEach(line -> names.putIfAbsent(line.partner(), line.partner()));
        FinanceStore.Frame frame = store.frame(id);
        List<PartnerMoney> partners = names.entrySet().stream()
                .map(partner -> money(
                        partner.getKey(),
                        partner.getValue(),
                        lines.stream()
                                .filter(line -> line.partner().equals(partner.getKey()))
                                .toList(),
                        frame,
                        shares.get(partner.getKey())))
                .toList();
        Long plan = found.plan();
        String planCase = found.planCase();
        return new PerPartner(
                partners,
                plan == null || planCase == null || state == null
                        ? null
                        : new PlanSplit(
                                plan,
                                planCase,
                                found.planName(),
                                state.madeAt(),
                                state.possible(),
                                document != null && document.split().kind() == Split.Kind.CORE));
    }

    private Splits.@Nullable State splitOf(BusinessCase found, Person person) {
        Long plan = found.plan();
        String planCase = found.planCase();
        if (plan == null || planCase == null) {
            return null;
        }
        try {
            return splits.get(plan, planCase, person);
        } catch (Missing gone) {
            // the case outlives its plan
            return null;
        }
    }

    private static PartnerMoney money(
            String partner, String name, List<MoneyLine> lines, FinanceStore.Frame frame, @Nullable Double share) {
        CashFlowReport report = InvestmentAppraisal.appraise(problem(lines, frame.rate(), frame.years()), RANGE);
        double investment = 0;
        double subsidy = 0;
        double benefits = 0;
        double costs = 0;
        for (CashFlowReport.Year year : report.years()) {
            investment += year.investment();
            subsidy += year.subsidy();
            benefits += year.benefits();
            costs += year.costs();
        }
        return new PartnerMoney(
                partner,
                name,
                investment,
                subsidy,
                benefits / frame.years(),
                costs / frame.years(),
                report.presentValue(),
                share);
    }

    /** What lies beyond the horizon does not count. */
    private static CashFlowProblem problem(List<MoneyLine> lines, double rate, int years) {
        TreeMap<Integer, Double> investment = new TreeMap<>();
        TreeMap<Integer, Double> subsidies = new TreeMap<>();
        List<CashLine> flows = new ArrayList<>();
        for (MoneyLine line : lines) {
            double amount = line.amount().doubleValue();
            if (line.first() > years) {
                continue;
            }
            if (line.kind().isOnce()) {
                (line.kind() == MoneyLine.Kind.INVESTMENT ? investment : subsidies)
                        .merge(line.first(), amount, Double::sum);
            } else {
                flows.add(new CashLine(
                        line.name(),
                        line.kind() == MoneyLine.Kind.BENEFIT ? CashLine.Kind.BENEFIT : CashLine.Kind.COST,
                        amount,
                        line.first(),
                        Math.min(line.last(), years),
                        line.growth(),
                        line.byVolume()));
            }
        }
        return new CashFlowProblem(investment, subsidies, flows, rate, years);
    }

    @Transactional
    public void frame(long id, double rate, int years, Person person) {
        cases.requireToChange(id, person);
        store.setFrame(id, rate, years);
        cases.changed(id, person, Map.of("rate", rate, "years", years));
    }

    /** False when there is a line of that name, or too many lines. */
    @Transactional
    public boolean add(long id, MoneyLine line, Person person) {
        cases.requireToChange(id, person);
        if (store.lines(id).size() >= MOST_LINES || !store.add(id, line)) {
            return false;
        }
        cases.changed(id, person, Map.of("money", line.name()));
        return true;
    }

    @Transactional
    public void remove(long id, long line, Person person) {
        cases.requireToChange(id, person);
        if (store.remove(id, line)) {
            cases.changed(id, person, Map.of("money-removed", line));
        }
    }
}
