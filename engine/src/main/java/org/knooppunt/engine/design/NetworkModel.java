package org.knooppunt.engine.design;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.knooppunt.engine.solver.Model;
import org.knooppunt.engine.solver.Solution;

/**
 * A network written as a model for the solver, and the way back. Quantities are scaled by a power of two when they are
 * far from what floating-point tolerances are made for; duals stay EUR per unit.
 */
final class NetworkModel {
    private static final double LARGEST = 1e6;

    final Network network;
    final Model model;
    /** Units in one unit of the model. */
    private final double scale;
    /** Column per arc, -1 when the arc is not in the model. */
    private final int[] flowColumn;
    /** Column per facility, -1 when running is not a choice in the model. */
    private final int[] runColumn;

    private final int[] supplyRow;
    private final int[] needRow;
    private final int[] productRow;
    private final int[] intakeRow;

    /**
     * @param network what can flow
     * @param runs facilities that run, the others being shut; null leaves the choice to the model
     */
    private NetworkModel(Network network, boolean @org.jspecify.annotations.Nullable [] runs) {
        this.network = network;
        int arcs = network.arcs;
        int facilities = network.facilities.length;
        boolean[] used = new boolean[arcs];
        double largest = 0;
        for (int a = 0; a < arcs; a++) {
            used[a] = network.canPay(a)
                    && (runs == null
                            || ((network.startsAtOffer(a) || runs[makerOf(network, a)])
                                    && (network.endsAtNeed(a) || runs[network.facilityOf[network.head[a]]])));
            if (used[a]) {
                largest = Math.max(largest, network.most[a]);
            }
        }
        scale = largest > LARGEST || (largest > 0 && largest < 1)
                ? Math.scalb(1.0, Math.getExponent(largest / LARGEST))
                : 1;

        Model.Builder builder = Model.maximise();
        flowColumn = new int[arcs];
        for (int a = 0; a < arcs; a++) {
            flowColumn[a] = used[a] ? builder.column(network.worth[a], 0, Double.POSITIVE_INFINITY, false) : -1;
        }
        runColumn = new int[facilities];
        Arrays.fill(runColumn, -1);
        if (runs == null) {
            for (int h = 0; h < facilities; h++) {
                if (network.isChoice(h)) {
                    double most = network.facilities[h].capacity() > 0 ? 1 : 0;
                    runColumn[h] = builder.column(-network.facilities[h].fixedCost() / scale, 0, most, true);
                }
            }
        }
        int[][] out = new int[network.offers.length][];
        int[][] in = new int[network.needs.length][];
        int[][] made = new int[network.processOf.length][];
        int[][] fed = new int[network.processes.length][];
        list(used, out, in, made, fed);
        supplyRow = rows(builder, out, s -> network.offers[s].quantity() / scale);
        needRow = rows(builder, in, n -> network.needs[n].quantity() / scale);
        productRow = new int[made.length];
        for (int product = 0; product < made.length; product++) {
            productRow[product] = -1;
            if (made[product].length > 0) {
                productRow[product] = builder.row(Double.NEGATIVE_INFINITY, 0);
                for (int a : made[product]) {
                    builder.entry(flowColumn[a], 1);
                }
                for (int a : fed[network.processOf[product]]) {
                    builder.entry(flowColumn[a], -network.yield[product]);
                }
            }
        }
        intakeRow = new int[facilities];
        Arrays.fill(intakeRow, -1);
        int[][] byFacility = new int[facilities][];
        for (int h = 0; h < facilities; h++) {
            byFacility[h] = new int[0];
        }
        for (int p = 0; p < fed.length; p++) {
            int h = network.facilityOf[p];
            int[] all = Arrays.copyOf(byFacility[h], byFacility[h].length + fed[p].length);
            System.arraycopy(fed[p], 0, all, byFacility[h].length, fed[p].length);
            byFacility[h] = all;
        }
        for (int h = 0; h < facilities; h++) {
            addIntake(builder, h, byFacility[h], runs);
        }
        model = builder.build();
    }

    /** The whole choice, in the strong form: what a facility takes from one source is at most what it can take, if it runs. */
    static NetworkModel strong(Network network) {
        return new NetworkModel(network, null);
    }

    /** The flows alone, with these facilities running and the others shut. */
    static NetworkModel operating(Network network, boolean[] runs) {
        return new NetworkModel(network, runs);
    }

    private static int makerOf(Network network, int arc) {
        return network.facilityOf[network.processOf[network.tail[arc]]];
    }

    private void list(boolean[] used, int[][] out, int[][] in, int[][] made, int[][] fed) {
        int[] outs = new int[out.length];
        int[] ins = new int[in.length];
        int[] mades = new int[made.length];
        int[] feds = new int[fed.length];
        for (int pass = 0; pass < 2; pass++) {
            for (int a = 0; a < used.length; a++) {
                if (used[a]) {
                    boolean offer = network.startsAtOffer(a);
                    boolean need = network.endsAtNeed(a);
                    put(pass, offer ? outs : mades, offer ? out : made, network.tail[a], a);
                    put(pass, need ? ins : feds, need ? in : fed, network.head[a], a);
                }
            }
            if (pass == 0) {
                allocate(outs, out);
                allocate(ins, in);
                allocate(mades, made);
                allocate(feds, fed);
            }
        }
    }

    private static void put(int pass, int[] counts, int[][] lists, int at, int arc) {
        if (pass == 1) {
            lists[at][counts[at]] = arc;
        }
        counts[at]++;
    }

    private static void allocate(int[] counts, int[][] lists) {
        for (int i = 0; i < counts.length; i++) {
            lists[i] = new int[counts[i]];
            counts[i] = 0;
        }
    }

    private int[] rows(Model.Builder builder, int[][] lists, java.util.function.IntToDoubleFunction limit) {
        int[] rows = new int[lists.length];
        for (int i = 0; i < lists.length; i++) {
            rows[i] = -1;
            if (lists[i].length > 0) {
                rows[i] = builder.row(Double.NEGATIVE_INFINITY, limit.applyAsDouble(i));
                for (int a : lists[i]) {
                    builder.entry(flowColumn[a], 1);
                }
            }
        }
        return rows;
    }

    private void addIntake(
            Model.Builder builder, int h, int[] fed, boolean @org.jspecify.annotations.Nullable [] runs) {
        double capacity = network.facilities[h].capacity() / scale;
        double least = network.facilities[h].minIntake() / scale;
        if (runColumn[h] < 0) {
            boolean mustReach = runs != null && runs[h] && least > 0;
            if (fed.length > 0 || mustReach) {
                intakeRow[h] = builder.row(mustReach ? least : Double.NEGATIVE_INFINITY, capacity);
                for (int a : fed) {
                    builder.entry(flowColumn[a], 1);
                }
            }
            return;
        }
        builder.row(Double.NEGATIVE_INFINITY, 0);
        for (int a : fed) {
            builder.entry(flowColumn[a], 1);
        }
        builder.entry(runColumn[h], -capacity);
        if (least > 0) {
            builder.row(0, Double.POSITIVE_INFINITY);
            for (int a : fed) {
                builder.entry(flowColumn[a], 1);
            }
            builder.entry(runColumn[h], -least);
        }
        // offers and products have numbers of their own, so they are told apart by block
        Map<Integer, Integer> groups = new HashMap<>();
        int[] next = new int[fed.length];
        int[] first = new int[fed.length];
        int count = 0;
        for (int i = fed.length - 1; i >= 0; i--) {
            int a = fed[i];
            int source = network.startsAtOffer(a) ? network.tail[a] : -1 - network.tail[a];
            Integer group = groups.get(source);
            if (group == null) {
                groups.put(source, count);
                next[i] = -1;
                first[count++] = i;
            } else {
                next[i] = first[group];
                first[group] = i;
            }
        }
        for (int group = count - 1; group >= 0; group--) {
            builder.row(Double.NEGATIVE_INFINITY, 0);
            for (int i = first[group]; i >= 0; i = next[i]) {
                builder.entry(flowColumn[fed[i]], 1);
            }
            builder.entry(runColumn[h], -network.most[fed[first[group]]] / scale);
        }
    }

    double objective(Solution solution) {
        return solution.objective() * scale;
    }

    double bound(Solution solution) {
        return solution.bound() * scale;
    }

    /** Objective value or bound of the model in EUR. */
    double euros(double value) {
        return value * scale;
    }

    double[] flows(Solution solution) {
        double[] flows = new double[network.arcs];
        for (int a = 0; a < flows.length; a++) {
            if (flowColumn[a] >= 0) {
                flows[a] = Math.max(0, solution.primal()[flowColumn[a]]) * scale;
            }
        }
        return flows;
    }

    /** Share to which each facility runs, 1 where running is no choice. */
    double[] running(Solution solution) {
        double[] running = new double[runColumn.length];
        for (int h = 0; h < running.length; h++) {
            running[h] = runColumn[h] < 0 ? 1 : solution.primal()[runColumn[h]];
        }
        return running;
    }

    /** All columns for flows and running facilities, to start the strong model from. */
    double[] columns(double[] flows, boolean[] runs) {
        double[] columns = new double[model.columns()];
        for (int a = 0; a < flows.length; a++) {
            if (flowColumn[a] >= 0) {
                columns[flowColumn[a]] = flows[a] / scale;
            }
        }
        for (int h = 0; h < runs.length; h++) {
            if (runColumn[h] >= 0) {
                columns[runColumn[h]] = runs[h] ? 1 : 0;
            }
        }
        return columns;
    }

    /** Nothing is scarce: the duals of a model without columns. */
    Duals noDuals() {
        return new Duals(
                new double[supplyRow.length],
                new double[needRow.length],
                new double[productRow.length],
                new double[intakeRow.length]);
    }

    Duals duals(Solution solution) {
        return new Duals(
                pick(solution, supplyRow, true),
                pick(solution, needRow, true),
                pick(solution, productRow, true),
                pick(solution, intakeRow, false));
    }

    private static double[] pick(Solution solution, int[] rows, boolean atLeastZero) {
        double[] duals = new double[rows.length];
        for (int i = 0; i < rows.length; i++) {
            double dual = rows[i] < 0 ? 0 : solution.rowDuals()[rows[i]];
            duals[i] = atLeastZero ? Math.max(0, dual) : dual;
        }
        return duals;
    }

    /** EUR per unit: scarcity of supply, need, product (at least 0), and of a facility's intake (below 0 at its minimum). */
    record Duals(double[] supply, double[] need, double[] product, double[] intake) {}
}
