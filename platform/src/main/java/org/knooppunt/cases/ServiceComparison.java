package org.knooppunt.cases;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.knooppunt.cases.internal.FinanceStore;
import org.knooppunt.cases.internal.ServiceStore;
import org.knooppunt.engine.finance.ProductAsService;
import org.knooppunt.engine.finance.ServiceProblem;
import org.knooppunt.engine.finance.ServiceReport;
import org.knooppunt.engine.finance.ServiceSwing;
import org.knooppunt.identity.Person;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * What a product of a case brings as a service beside what it brings sold. For coordinators: it tells prices and margins of
 * whoever would offer it. The discount rate is that of the case.
 */
@Service
public class ServiceComparison {
    /** By how much each input is changed to see what the result depends on. */
    public static final double RANGE = Finance.RANGE;

    private final ServiceStore store;
    private final FinanceStore finance;
    private final BusinessCases cases;

    ServiceComparison(ServiceStore store, FinanceStore finance, BusinessCases cases) {
        this.store = store;
        this.finance = finance;
        this.cases = cases;
    }

    /**
     * What is known.
     *
     * @param rate discount rate of the case, a share
     * @param version of the terms; 0 when nothing was saved yet
     * @param result absent when there are no terms
     */
    public record View(double rate, int version, @Nullable Result result) {}

    /**
     * What the terms bring.
     *
     * @param swings what the advantage over selling depends on, the widest first
     */
    public record Result(
            ServiceTerms terms, Instant savedAt, String writer, ServiceReport report, List<ServiceSwing> swings) {
        /** EUR of year 0 that the service brings more than selling; below 0 when it brings less. */
        public double advantage() {
            return report.presentValue() - report.salePresentValue();
        }
    }

    @Transactional(readOnly = true)
    public View view(long id, @Nullable Person person) {
        cases.requireToChange(id, person);
        double rate = finance.frame(id).rate();
        Optional<ServiceStore.Kept> kept = store.latest(id);
        return new View(
                rate,
                kept.map(ServiceStore.Kept::version).orElse(0),
                kept.filter(each -> !each.terms().fleet().isEmpty())
                        .map(each -> result(each, rate))
                        .orElse(null));
    }

    private static Result result(ServiceStore.Kept kept, double rate) {
        ServiceProblem problem = problem(kept.terms(), rate);
        return new Result(
                kept.terms(),
                kept.savedAt(),
                kept.writer(),
                ProductAsService.compare(problem),
                ProductAsService.swings(problem, RANGE));
    }

    private static ServiceProblem problem(ServiceTerms terms, double rate) {
        return new ServiceProblem(
                terms.fleet(),
                new ServiceProblem.Product(
                        terms.unitCost().doubleValue(),
                        terms.salePrice().doubleValue(),
                        terms.residualValue().doubleValue()),
                new ServiceProblem.Contract(
                        terms.contractYears(),
                        terms.fee().doubleValue(),
                        terms.maintenance().doubleValue()),
                new ServiceProblem.Returns(
                        terms.returned(),
                        terms.refurbishable(),
                        terms.refurbishmentCost().doubleValue()),
                rate);
    }

    /**
     * Saves terms.
     *
     * @param version as it was when the form was shown
     * @return false when somebody else saved first
     * @throws IllegalArgumentException when nothing can be worked out from these terms
     */
    @Transactional
    public boolean save(long id, ServiceTerms terms, int version, Person person) {
        cases.requireToChange(id, person);
        // what cannot be worked out is not kept
        problem(terms, finance.frame(id).rate());
        return keep(id, terms, version, person);
    }

    /**
     * Takes the latest saving back: what was there before counts again.
     *
     * @param version the one to take back
     * @return false when it is not the latest any more
     */
    @Transactional
    public boolean takeBack(long id, int version, Person person) {
        cases.requireToChange(id, person);
        Optional<ServiceTerms> latest = store.find(id, version);
        if (latest.isEmpty()) {
            return false;
        }
        ServiceTerms before = store.find(id, version - 1).orElseGet(() -> empty(latest.get()));
        return keep(id, before, version, person);
    }

    private static ServiceTerms empty(ServiceTerms of) {
        return new ServiceTerms(
                List.of(),
                of.unitCost(),
                of.salePrice(),
                of.residualValue(),
                of.contractYears(),
                of.fee(),
                of.maintenance(),
                of.returned(),
                of.refurbishable(),
                of.refurbishmentCost());
    }

    private boolean keep(long id, ServiceTerms terms, int version, Person person) {
        if (!store.add(id, version, terms, person.name())) {
            return false;
        }
        cases.changed(id, person, Map.of("service", version + 1));
        return true;
    }
}
