package org.knooppunt.planning;

import java.util.List;
import java.util.Map;
import org.knooppunt.engine.inventory.Site;
import org.knooppunt.planning.report.Place;
import org.knooppunt.planning.report.PlanReport;

/**
 * What the map of a plan shows: its places one by one where they are few, else clusters of them, and flows.
 *
 * @param places empty where there are clusters
 * @param flows all, or of many the largest
 * @param near whether more comes to light from nearer by, so that another box gives another map
 */
public record PlanMap(List<Place> places, List<Cluster> clusters, List<PlanReport.FlowLine> flows, boolean near) {
    /** Above this many places they are shown as clusters. */
    public static final int MOST_PLACES = 250;

    /** Of more flows than this the largest of their kind are shown. */
    public static final int MOST_FLOWS = 150;

    public PlanMap {
        places = List.copyOf(places);
        clusters = List.copyOf(clusters);
        flows = List.copyOf(flows);
    }

    /**
     * Places near each other.
     *
     * @param lat of their middle
     * @param lon of their middle
     * @param roles how many of them give, take or process
     */
    public record Cluster(double lat, double lon, Box box, String kind, int places, Map<String, Integer> roles) {}

    /** A part of the earth, in degrees. */
    public record Box(double west, double south, double east, double north) {
        public static final Box WORLD = new Box(-180, -90, 180, 90);

        boolean holds(Site site) {
            return site.lon() >= west && site.lon() <= east && site.lat() >= south && site.lat() <= north;
        }

        /** @throws IllegalArgumentException when it is not four numbers, west, south, east, north */
        public static Box parse(String text) {
            String[] sides = text.split(",");
            if (sides.length != 4) {
                throw new IllegalArgumentException("box is '" + text + "'; expected west,south,east,north");
            }
            return new Box(
                    Double.parseDouble(sides[0]),
                    Double.parseDouble(sides[1]),
                    Double.parseDouble(sides[2]),
                    Double.parseDouble(sides[3]));
        }
    }
}
