package org.knooppunt.engine.design;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Local search over which facilities run, without making a plan for each set of them. With all facilities decided what is
 * left is linear, so the {@link Relaxation} has no gap: what {@link Volume} brings its bound down to is what the best plan
 * with that set earns. A set is tried from the prices of the one it differs from, and dropped once its bound is below.
 *
 * <p>One facility is stopped or started, or one exchanged for another. At the prices of the best set so far, with v what
 * running a facility adds, no set that stops i and starts j can earn more than v(j) − v(i) above that set's bound (Lagrangian
 * duality): what could not gain is not tried. How much of that is left depends on what the exchange sets in motion: nearly
 * all where j takes from and brings to whom i did; elsewhere what i leaves has to find another way, and what j needs is taken
 * from others. So first comes what could gain most per unit that i and j do not share. Several are tried side by side, always
 * as many, and the best of them is taken, so that the threads do not matter. A step costs time linear in the arcs.
 *
 * <p>Made for regions in which many facilities could do each other's work and few run in part on average: there the set that
 * rounding gives is a tenth of a percent worse than what two or three exchanges lead to.
 */
final class FacilityExchange {
    /** Beyond, sets take so long to settle that neighbourhoods bring more. */
    private static final int MOST_ARCS = 600_000;

    /** Tried side by side. */
    private static final int TOGETHER = 4;
    /** Tried at once from one set. */
    private static final int MOST_TRIED = 24;
    /** What a set has to earn more, of the bound: less than this is how far its own bound may still come down. */
    private static final double LEAST_GAIN = 1e-5;
    /** An exchange moves at least this share of what the two take and bring: best answers to prices are rough. */
    private static final double LEAST_MOVED = 1e-3;

    private final Network network;
    private final Relaxation relaxation;
    private final SearchState state;
    private final Set<BitSet> tried = new HashSet<>();
    private @Nullable Volume best;
    private @Nullable Volume secondBest;

    FacilityExchange(Network network, Relaxation relaxation, SearchState state) {
        this.network = network;
        this.relaxation = relaxation;
        this.state = state;
    }

    /** Whether exchanges are worth their time: where a number of all that run is known, other ways are better. */
    static boolean isWorthwhile(Network network, List<Relaxation.Count> counts) {
        return counts.isEmpty() && network.arcs <= MOST_ARCS;
    }

    /** Facilities that stop or start, and what is gained at most, by what has to find another way. */
    private record Move(int[] facilities, double gainPerUnit) {}

    /**
     * From the best of some sets of facilities, or from the best known before where none of them is better, to better ones,
     * until as many exchanges as are tried at once do not gain or the set is as good as is asked. Going on tries what was
     * not tried.
     *
     * @param from a search from whose prices to begin
     * @param starts per set whether each facility runs
     * @param enough what is good enough, EUR per year
     * @return the search with the best set decided, where that is another than before; null where it is not
     */
    @Nullable
    Volume search(Volume from, List<boolean[]> starts, double enough) {
        Volume before = best;
        secondBest = before;
        for (boolean[] runs : starts) {
            start(from, runs);
        }
        Volume last = best;
        while (last != null && !state.stopped() && last.bound() < enough) {
            best = last;
            last = better(last);
        }
        best = last == null ? best : last;
        return best == before ? null : best;
    }

    private void start(Volume from, boolean[] runs) {
        byte[] states = new byte[runs.length];
        for (int h = 0; h < runs.length; h++) {
            states[h] = !network.isChoice(h) ? NetworkModel.FREE : runs[h] ? NetworkModel.RUNS : NetworkModel.SHUT;
        }
        if (tried.add(running(states))) {
            double least = best == null ? 0 : best.bound() * (1 + LEAST_GAIN);
            Volume start = from.at(from.point().lively(), states).settled(least, state::stopped);
            if (start.bound() > least) {
                best = start;
            }
        }
    }

    /** The best set turned out to earn no more than the one known before: bounds settle only nearly. */
    void takeBack() {
        best = secondBest == null ? best : secondBest;
    }

    private @Nullable Volume better(Volume from) {
        double least = from.bound() * (1 + LEAST_GAIN);
        byte[] states = from.states();
        Volume.Point point = from.point().lively();
        List<byte[]> next = new ArrayList<>();
        int count = 0;
        for (Move move : moves(from)) {
            byte[] changed = states.clone();
            for (int h : move.facilities) {
                changed[h] = states[h] == NetworkModel.RUNS ? NetworkModel.SHUT : NetworkModel.RUNS;
            }
            if (tried.add(running(changed))) {
                next.add(changed);
                count++;
            }
            if (next.size() == TOGETHER) {
                Volume found = bestOf(next, from, point, least);
                if (found != null || count >= MOST_TRIED || state.stopped()) {
                    return found;
                }
                next.clear();
            }
        }
        return next.isEmpty() ? null : bestOf(next, from, point, least);
    }

    /** Of sets of facilities that with the highest bound of those that still are better once they settled. */
    private @Nullable Volume bestOf(List<byte[]> sets, Volume from, Volume.Point point, double least) {
        IntStream numbers = IntStream.range(0, sets.size());
        List<Volume> left = (state.options.threads() > 1 ? numbers.parallel() : numbers)
                .mapToObj(i -> from.beside(point, sets.get(i)).movedOn(least, state::stopped))
                .filter(one -> one.bound() > least)
                .sorted(Comparator.comparingDouble(Volume::bound).reversed())
                .toList();
        for (Volume one : left) {
            Volume settled = from.at(one.point(), one.states()).settled(least, state::stopped);
            if (settled.bound() > least) {
                return settled;
            }
        }
        return null;
    }

    /** What may gain, the most for each unit that has to find another way first. */
    private List<Move> moves(Volume from) {
        Relaxation.Answer running = relaxation.running(from.prices);
        double[] value = running.value;
        double[] flow = running.flow;
        List<List<Integer>> arcs = arcsInUse(flow);
        double[] units = arcs.stream()
                .mapToDouble(used -> used.stream().mapToDouble(a -> flow[a]).sum())
                .toArray();
        byte[] states = from.states();
        double least = LEAST_GAIN * Math.abs(from.bound());
        int[] out = choices(states, NetworkModel.SHUT);
        List<Move> moves = new ArrayList<>();
        double[] freed = new double[relaxation.rows];
        for (int i : choices(states, NetworkModel.RUNS)) {
            for (int a : arcs.get(i)) {
                freed[row(a)] += flow[a];
            }
            add(moves, -value[i], least, units[i], i);
            for (int o : out) {
                if (value[o] - value[i] > least) {
                    double kept = arcs.get(o).stream()
                            .mapToDouble(a -> Math.min(flow[a], freed[row(a)]))
                            .sum();
                    double both = units[i] + units[o];
                    add(moves, value[o] - value[i], least, Math.max(both - 2 * kept, LEAST_MOVED * both), i, o);
                }
            }
            for (int a : arcs.get(i)) {
                freed[row(a)] = 0;
            }
        }
        for (int o : out) {
            add(moves, value[o], least, units[o], o);
        }
        moves.sort(Comparator.comparingDouble(Move::gainPerUnit).reversed());
        return moves;
    }

    private static void add(List<Move> moves, double gain, double least, double moved, int... facilities) {
        if (gain > least) {
            moves.add(new Move(facilities, gain / moved));
        }
    }

    /** Per facility the arcs by which it takes and delivers. */
    private List<List<Integer>> arcsInUse(double[] flow) {
        List<List<Integer>> arcs = new ArrayList<>();
        for (int h = 0; h < network.facilities.length; h++) {
            arcs.add(new ArrayList<>());
        }
        for (int a = network.directEnd; a < flow.length; a++) {
            if (flow[a] > 0) {
                arcs.get(network.endsAtNeed(a) ? network.makerOf(a) : network.takerOf(a))
                        .add(a);
            }
        }
        return arcs;
    }

    /** Whom the facility takes from, or brings to, on the arc. */
    private int row(int arc) {
        return network.endsAtNeed(arc) ? relaxation.firstNeed + network.head[arc] : relaxation.tailRow(arc);
    }

    private int[] choices(byte[] states, byte wanted) {
        return IntStream.range(0, states.length)
                .filter(h -> states[h] == wanted && network.isChoice(h))
                .toArray();
    }

    private static BitSet running(byte[] states) {
        BitSet set = new BitSet(states.length);
        for (int h = 0; h < states.length; h++) {
            set.set(h, states[h] == NetworkModel.RUNS);
        }
        return set;
    }
}
