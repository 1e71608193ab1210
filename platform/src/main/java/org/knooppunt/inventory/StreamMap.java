package org.knooppunt.inventory;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.knooppunt.identity.Person;
import org.knooppunt.web.Keys;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The streams of the region as places on a map. */
@Service
public class StreamMap {
    /** Beyond this a map is a blot; streams of a kind at one place are one spot already. */
    private static final int MOST = 5_000;

    private final JdbcClient jdbc;

    StreamMap(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * What lies at a site, per side and kind.
     *
     * @param name of the stream, or of the first when there are several
     * @param count how many streams
     * @param href the stream's page, or that of the organisation when there are several
     */
    public record Spot(
            String side,
            String kind,
            String name,
            String href,
            String organisation,
            String place,
            long count,
            double lat,
            double lon) {}

    @Transactional(readOnly = true)
    public List<Spot> list(@Nullable Person person) {
        Sight sight = Sight.of(person);
        return jdbc.sql(part(Side.OFFER, sight) + " union all " + part(Side.NEED, sight)
                        + " order by site, side desc, kind limit :most")
                .param("own", sight.ownOrNone())
                .param("most", MOST)
                .query((row, index) -> {
                    Side side = row.getString("side").equals("offer") ? Side.OFFER : Side.NEED;
                    long count = row.getLong("number");
                    return new Spot(
                            side.code(),
                            row.getString("kind"),
                            row.getString("title"),
                            count == 1
                                    ? "/" + side.plural() + "/" + Keys.path(row.getString("first"))
                                    : "/organisations/" + Keys.path(row.getString("organisation")),
                            row.getString("organisation_name"),
                            row.getString("site_name"),
                            count,
                            row.getDouble("lat"),
                            row.getDouble("lon"));
                })
                .list();
    }

    private static String part(Side side, Sight sight) {
        return "select '" + side.code() + "' as side, t.site, c.kind, count(*) as number, min(t.key) as first,"
                + " min(case when t.description = '' then c.name else t.description end) as title,"
                + " p.organisation, p.organisation_name, p.name as site_name, p.lat, p.lon from " + side.code()
                + " t join resource_class c on c.key = t.resource_class join site_place p on p.key = t.site where "
                + sight.streams("t")
                + " group by t.site, c.kind, p.organisation, p.organisation_name, p.name, p.lat, p.lon";
    }
}
