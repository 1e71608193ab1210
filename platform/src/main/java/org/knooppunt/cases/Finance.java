package org.knooppunt.cases;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.knooppunt.cases.internal.FinanceStore;
import org.knooppunt.engine.finance.CashFlowProblem;
import org.knooppunt.engine.finance.CashFlowReport;
import org.knooppunt.engine.finance.CashLine;
import org.knooppunt.engine.finance.InvestmentAppraisal;
import org.knooppunt.identity.Person;
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

    Finance(FinanceStore store, BusinessCases cases) {
        this.store = store;
        this.cases = cases;
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
