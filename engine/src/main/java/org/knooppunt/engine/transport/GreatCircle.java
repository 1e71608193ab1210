package org.knooppunt.engine.transport;

/** Distance over the sphere: haversine, mean earth radius. Symmetric to the last bit, and 0 for one and the same place. */
public final class GreatCircle {
    public static final double EARTH_RADIUS_KM = 6371.0088;

    private GreatCircle() {}

    /** Distance in km between two places in degrees, WGS 84. */
    public static double km(double lat1, double lon1, double lat2, double lon2) {
        double radians1 = Math.toRadians(lat1);
        double radians2 = Math.toRadians(lat2);
        return km(radians1, Math.cos(radians1), lon1, radians2, Math.cos(radians2), lon2);
    }

    /**
     * The very same number for who asks often and keeps what a place always gives.
     *
     * @param lat1 radians
     * @param cosLat1 cosine of {@code lat1}
     * @param lon1 degrees
     */
    public static double km(double lat1, double cosLat1, double lon1, double lat2, double cosLat2, double lon2) {
        double sinLat = Math.sin((lat2 - lat1) / 2);
        double sinLon = Math.sin(Math.toRadians(lon2 - lon1) / 2);
        double a = sinLat * sinLat + cosLat1 * cosLat2 * sinLon * sinLon;
        return 2 * EARTH_RADIUS_KM * Math.asin(Math.min(1, Math.sqrt(a)));
    }
}
