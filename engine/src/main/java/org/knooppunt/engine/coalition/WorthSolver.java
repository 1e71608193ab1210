package org.knooppunt.engine.coalition;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongSupplier;
import org.knooppunt.engine.design.CoalitionModel;
import org.knooppunt.engine.solver.Highs;
import org.knooppunt.engine.solver.LinearSession;
import org.knooppunt.engine.solver.Solution;
import org.knooppunt.engine.solver.SolveOptions;

/**
 * Worths of many coalitions of one case, one after the other: branch and bound on which facilities run, over one linear
 * model that stays in the solver and changes bounds only. Its reduced costs bound every other coalition too (the
 * relaxation is homogeneous in who takes part, see {@link CoalitionModel}), so where such a bound meets what a part of
 * the coalition reaches already, nothing is solved.
 *
 * <p>Where what a coalition reaches without each of its partners is known, the facility that is all a partner has need
 * not be tried shut: that is the coalition without this partner. It then runs whenever its owner takes part, which leaves
 * little to branch on; with its fixed cost on the owner the relaxation stays homogeneous.
 *
 * <p>Belongs to one thread. Deterministic for the sequence of questions.
 */
final class WorthSolver implements AutoCloseable {
    /** Relative; a worth is right within this share of the case's. */
    private static final double TOLERANCE = 1e-9;

    private static final double WHOLE = 1e-9;
    private static final int MOST_BOUNDS = 256;
    /** With more, the search of HiGHS is the better one. */
    private static final int MOST_NODES = 400;

    private static final SolveOptions SEARCH = SolveOptions.DEFAULT.withGap(0).withEffort(SolveOptions.Effort.LIGHT);

    private final CoalitionModel model;
    private final LinearSession session;
    private final int partners;
    private final int[] choices;
    private final LongSupplier left;
    /** Per partner the facility that runs when it takes part, -1 for none. */
    private final int[] running;

    private final List<double[]> bounds = new ArrayList<>();
    private final double tolerance;
    private int oldest;
    private long present;
    private double best;
    private double[] bestColumns = new double[0];
    private boolean keepColumns;
    private int nodes;
    private boolean proven = true;

    /**
     * @param partsKnown whether every question tells a worth that is at least that of the coalition without any one
     *     partner
     * @param left nanoseconds until it must stop
     */
    WorthSolver(CoalitionModel model, int partners, boolean partsKnown, LongSupplier left) {
        this.model = model;
        this.partners = partners;
        this.left = left;
        choices = model.choices();
        running = new int[partners];
        Arrays.setAll(running, i -> partsKnown ? model.soleChoice(i) : -1);
        session = new LinearSession(model.of(0));
        long all = -1L >>> (Long.SIZE - partners);
        takePart(all);
        tolerance = TOLERANCE
                * Math.max(1, session.solve() == Solution.Status.OPTIMAL ? model.euros(session.objective()) : 1);
    }

    /** Whether every answer so far is exact. */
    boolean isProven() {
        return proven;
    }

    /** @param known what the coalition reaches at least */
    double worth(long coalition, double known) {
        if (bound(coalition) <= known + tolerance) {
            return known;
        }
        best = known;
        force(coalition, 1);
        solve(coalition);
        force(coalition, 0);
        return best;
    }

    /** Values of all columns of an optimum of the coalition; empty when it does nothing. */
    double[] operate(long coalition) {
        best = 0;
        bestColumns = new double[0];
        keepColumns = true;
        solve(coalition);
        keepColumns = false;
        return bestColumns;
    }

    private void solve(long coalition) {
        takePart(coalition);
        nodes = 0;
        if (!branch()) {
            search(coalition);
        }
    }

    private void takePart(long coalition) {
        for (long changed = present ^ coalition; changed != 0; changed &= changed - 1) {
            int i = Long.numberOfTrailingZeros(changed);
            double there = coalition >> i & 1;
            session.setBounds(model.partnerColumn(i), there, there);
        }
        present = coalition;
    }

    /** Facilities that are all their owners have run at least so much. */
    private void force(long coalition, double least) {
        for (long rest = coalition; rest != 0; rest &= rest - 1) {
            int choice = running[Long.numberOfTrailingZeros(rest)];
            if (choice >= 0) {
                session.setBounds(choice, least, Double.POSITIVE_INFINITY);
            }
        }
    }

    private double bound(long coalition) {
        double bound = Double.POSITIVE_INFINITY;
        for (double[] credit : bounds) {
            double sum = 0;
            for (long rest = coalition; rest != 0; rest &= rest - 1) {
                sum += credit[Long.numberOfTrailingZeros(rest)];
            }
            bound = Math.min(bound, sum);
        }
        return bound;
    }

    /** The best with the facilities fixed so far; false when there are too many cases to look at. */
    private boolean branch() {
        if (++nodes > MOST_NODES || left.getAsLong() <= 0) {
            return false;
        }
        Solution.Status status = session.solve();
        if (status == Solution.Status.INFEASIBLE) {
            return true;
        }
        if (status != Solution.Status.OPTIMAL) {
            return false;
        }
        if (nodes == 1) {
            remember();
        }
        double reach = model.euros(session.objective());
        if (reach <= best + tolerance) {
            return true;
        }
        int broken = -1;
        double far = WHOLE;
        for (int choice : choices) {
            double share = session.primal(choice);
            double distance = Math.abs(share - Math.rint(share));
            if (distance > far) {
                far = distance;
                broken = choice;
            }
        }
        if (broken < 0) {
            best = reach;
            if (keepColumns) {
                bestColumns = session.primal();
            }
            return true;
        }
        double first = session.primal(broken) >= 0.5 ? 1 : 0;
        session.setBounds(broken, first, first);
        boolean done = branch();
        if (done) {
            session.setBounds(broken, 1 - first, 1 - first);
            done = branch();
        }
        session.setBounds(broken, 0, Double.POSITIVE_INFINITY);
        return done;
    }

    private void remember() {
        double[] credit = new double[partners];
        for (int i = 0; i < partners; i++) {
            double reduced = session.reducedCost(model.partnerColumn(i));
            // forced to run it is no longer free to be at 0, so what it adds hangs on its owner too
            credit[i] = model.euros(running[i] < 0 ? reduced : reduced + session.reducedCost(running[i]));
        }
        if (bounds.size() < MOST_BOUNDS) {
            bounds.add(credit);
        } else {
            bounds.set(oldest++ % MOST_BOUNDS, credit);
        }
    }

    private void search(long coalition) {
        long nanos = left.getAsLong();
        if (nanos <= 0) {
            proven = false;
            return;
        }
        Solution solution = Highs.solve(model.of(coalition), SEARCH.withTimeLimit(Duration.ofNanos(nanos)));
        proven &= solution.status() == Solution.Status.OPTIMAL;
        if (solution.hasPrimal() && model.euros(solution.objective()) > best) {
            best = model.euros(solution.objective());
            bestColumns = solution.primal();
        }
    }

    @Override
    public void close() {
        session.close();
    }
}
