package org.knooppunt.engine.design;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.knooppunt.engine.inventory.Inventory;
import org.knooppunt.engine.solver.Model;

/**
 * The strong model of {@link ExactPlanner} in which what a partner owns can be used only when the partner takes part: a
 * whole column y per partner, and
 *
 * <pre>
 * Σ x out of an offer ≤ quantity · y(owner)      Σ x into a need ≤ quantity · y(owner)
 * r ≤ y(owner)                                   Σ x into a facility without a choice ≤ capacity · y(owner)
 * </pre>
 *
 * With y fixed it gives the worth of a coalition. Every limit hangs on a y, so the linear relaxation is homogeneous: the
 * reduced costs d of the y in any of its optima satisfy worth(S) ≤ Σ d(i) over S for every coalition S. With a cost on
 * the y it finds the coalition that is worst off under given shares (Drechsel and Kimms 2010).
 *
 * <p>Processes that could feed each other in a circle are those of all partners together, also for a part of them:
 * otherwise a part could do what the whole may not.
 */
public final class CoalitionModel {
    /** Partners are told by the bits of a long. */
    public static final int MOST_PARTNERS = 62;

    private final Network network;
    private final NetworkModel strong;
    private final int partners;
    private final int[] ofRow;
    private final int[] ofColumn;
    private final long[] neighbours;
    private final int[] choices;
    private final int[] offerOwner;
    private final int[] needOwner;
    private final int[] facilityOwner;

    /**
     * @param problem of these partners alone
     * @param partners ids of the organisations; their places are the bits of a coalition
     */
    public CoalitionModel(PlanProblem problem, List<String> partners) {
        if (partners.size() > MOST_PARTNERS) {
            throw new IllegalArgumentException(
                    "a coalition of " + partners.size() + " partners; expected at most " + MOST_PARTNERS);
        }
        this.partners = partners.size();
        network = new Network(problem);
        strong = NetworkModel.strong(network);
        Inventory inventory = problem.inventory();
        Map<String, Integer> places = new HashMap<>();
        for (int i = 0; i < partners.size(); i++) {
            places.put(partners.get(i), i);
        }
        offerOwner = new int[network.offers.length];
        Arrays.setAll(offerOwner, s -> place(places, inventory, network.offers[s].site()));
        needOwner = new int[network.needs.length];
        Arrays.setAll(needOwner, n -> place(places, inventory, network.needs[n].site()));
        facilityOwner = new int[network.facilities.length];
        Arrays.setAll(facilityOwner, h -> place(places, inventory, network.facilities[h].site()));
        ofRow = new int[strong.model.rows()];
        Arrays.fill(ofRow, -1);
        ofColumn = new int[strong.model.columns()];
        Arrays.fill(ofColumn, -1);
        assign(strong.supplyRow, ofRow, offerOwner);
        assign(strong.needRow, ofRow, needOwner);
        assign(strong.intakeRow, ofRow, facilityOwner);
        assign(strong.runColumn, ofColumn, facilityOwner);
        choices = Arrays.stream(strong.runColumn).filter(column -> column >= 0).toArray();
        neighbours = new long[this.partners];
        for (int a = 0; a < network.arcs; a++) {
            if (network.canPay(a)) {
                int giver = giver(a);
                int taker = taker(a);
                neighbours[giver] |= 1L << taker;
                neighbours[taker] |= 1L << giver;
            }
        }
    }

    private static int place(Map<String, Integer> places, Inventory inventory, String site) {
        String owner = inventory.getSite(site).organisation();
        Integer place = places.get(owner);
        if (place == null) {
            throw new IllegalArgumentException("site " + site + " belongs to " + owner + "; expected a partner");
        }
        return place;
    }

    private static void assign(int[] at, int[] to, int[] owner) {
        for (int i = 0; i < at.length; i++) {
            if (at[i] >= 0) {
                to[at[i]] = owner[i];
            }
        }
    }

    private int giver(int arc) {
        int tail = network.tail[arc];
        return network.startsAtOffer(arc) ? offerOwner[tail] : facilityOwner[network.makerOf(arc)];
    }

    private int taker(int arc) {
        int head = network.head[arc];
        return network.endsAtNeed(arc) ? needOwner[head] : facilityOwner[network.takerOf(arc)];
    }

    /** The model in which a coalition takes part and nobody else. */
    public Model of(long coalition) {
        double[] bounds = new double[partners];
        Arrays.setAll(bounds, i -> coalition >> i & 1);
        return strong.model
                .switched(new double[partners], bounds, bounds, ofRow, ofColumn)
                .build();
    }

    /** The model that chooses a coalition, neither nobody nor all, whose worth exceeds its shares most. */
    public Model separating(double[] shares) {
        double[] cost = new double[partners];
        Arrays.setAll(cost, i -> -shares[i] / strong.euros(1));
        double[] ones = new double[partners];
        Arrays.fill(ones, 1);
        Model.Builder builder = strong.model.switched(cost, new double[partners], ones, ofRow, ofColumn);
        builder.row(1, partners - 1.0);
        for (int i = 0; i < partners; i++) {
            builder.entry(partnerColumn(i), 1);
        }
        return builder.build();
    }

    public int partnerColumn(int partner) {
        return strong.model.columns() + partner;
    }

    /** Columns that say whether a facility runs, where that is a choice. */
    public int[] choices() {
        return choices.clone();
    }

    /**
     * The column in {@link #choices()} of the facility that is all a partner has; -1 when it has more, or none. Shut, such
     * a partner might as well not take part.
     */
    public int soleChoice(int partner) {
        boolean more = Arrays.stream(offerOwner).anyMatch(owner -> owner == partner)
                || Arrays.stream(needOwner).anyMatch(owner -> owner == partner)
                || Arrays.stream(facilityOwner)
                                .filter(owner -> owner == partner)
                                .count()
                        != 1;
        if (more) {
            return -1;
        }
        int h = 0;
        while (facilityOwner[h] != partner) {
            h++;
        }
        return strong.runColumn[h];
    }

    /** Partners something can flow to or from, bit by bit. */
    public long neighbours(int partner) {
        return neighbours[partner];
    }

    /** The partner at whose site the facility stands. */
    public int ownerOf(String facility) {
        for (int h = 0; h < facilityOwner.length; h++) {
            if (network.facilities[h].id().equals(facility)) {
                return facilityOwner[h];
            }
        }
        throw new IllegalArgumentException("facility " + facility + " is unknown");
    }

    /** Objective of the model in EUR. */
    public double euros(double objective) {
        return strong.euros(objective);
    }

    /** What happens in a solution of the model: who gives or takes something, and which facilities take something in. */
    public Operation operation(double[] columns) {
        double[] flows = strong.flows(columns);
        long active = 0;
        SortedSet<String> running = new TreeSet<>();
        for (int a = 0; a < flows.length; a++) {
            // less is a crumb of the arithmetic
            if (flows[a] > 1e-6 * network.most[a]) {
                active |= 1L << giver(a) | 1L << taker(a);
                if (!network.endsAtNeed(a)) {
                    running.add(network.facilities[network.facilityOf[network.head[a]]].id());
                }
            }
        }
        return new Operation(active, running);
    }

    /**
     * Who and what is at work.
     *
     * @param active partners that give or take something, bit by bit
     * @param facilities ids of those that run
     */
    public record Operation(long active, SortedSet<String> facilities) {}
}
