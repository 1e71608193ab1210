package org.knooppunt.introductions.internal;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.knooppunt.engine.transport.GreatCircle;
import org.knooppunt.introductions.Statement;
import org.knooppunt.introductions.StreamFacts;
import org.knooppunt.inventory.Side;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Who might fit a stream, and what its owner is told of them. Of streams that members may see, the distance and quantity
 * on the fixed scales; of all others only what their veil says. Price and qualities play no part: whether a partner
 * appears must not depend on anything that its owner keeps to itself, or changing one's own price would find it out.
 */
@Repository
public class Matches {
    /** More are not told of one stream; the nearest are. */
    private static final int MOST = 500;

    private static final String LIVE = " join region_stream t on t.side = m.side and t.key = m.stream"
            + " and t.visibility = 'coordinator' and t.deleted_at is null";

    private final JdbcClient jdbc;

    Matches(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A partner of a stream; only {@code token} and {@code statement} may be told. */
    public record Partner(String token, Statement statement, String stream, String organisation, String visibility) {}

    /** All that a reader who acts for these organisations is told of a stream of theirs, nearest first. */
    public List<Partner> of(StreamFacts own, Collection<String> organisations) {
        List<Partner> partners = new ArrayList<>();
        Sealer sealer = new Sealer(secret(), own);
        open(own, organisations, sealer, partners);
        hidden(own, organisations, sealer, partners);
        // among equals by a number that nobody can guess: an order by anything else would tell that
        partners.sort(Comparator.<Partner>comparingInt(Matches::nearest).thenComparing(Partner::token));
        return partners.size() > MOST ? partners.subList(0, MOST) : partners;
    }

    private static int nearest(Partner partner) {
        Integer from = partner.statement().kmFrom();
        return from == null ? Integer.MAX_VALUE : from;
    }

    private void open(StreamFacts own, Collection<String> organisations, Sealer sealer, List<Partner> partners) {
        jdbc.sql("select t.key, t.quantity, t.visibility, c.name as class_name, p.organisation, p.lat, p.lon"
                        + " from region_stream t join resource_class c on c.key = t.resource_class"
                        + " join site_place p on p.key = t.site where t.side = :other and t.deleted_at is null"
                        + " and t.visibility in ('public', 'members') and p.organisation not in (:own)"
                        + " and t.resource_class = any(array(select "
                        + (own.side() == Side.OFFER ? "class_and_above" : "class_and_below") + "(:class)))"
                        + " order by power(p.lat - :lat, 2) + power((p.lon - :lon) * cos(radians(:lat)), 2), t.key limit "
                        + MOST)
                .param("lat", own.lat())
                .param("lon", own.lon())
                .param("other", Row.other(own.side()).code())
                .param("own", orNone(organisations))
                .param("class", own.resourceClass())
                .query(row -> {
                    partners.add(new Partner(
                            sealer.token("open", row.getString("key")),
                            open(
                                    own,
                                    row.getString("class_name"),
                                    row.getDouble("lat"),
                                    row.getDouble("lon"),
                                    row.getDouble("quantity")),
                            row.getString("key"),
                            row.getString("organisation"),
                            row.getString("visibility")));
                });
    }

    private static Statement open(StreamFacts reader, String className, double lat, double lon, double quantity) {
        double km = GreatCircle.km(reader.lat(), reader.lon(), lat, lon);
        Scales.Kilometres far = Scales.kilometres(km, km);
        int step = Scales.step(quantity);
        Double to = step >= Scales.LAST ? null : (Double) Scales.edge(step + 1);
        return new Statement(reader.kind(), className, far.from(), far.to(), Scales.edge(step), to);
    }

    private void hidden(StreamFacts own, Collection<String> organisations, Sealer sealer, List<Partner> partners) {
        jdbc.sql("select m.stream, m.organisation, m.since, v.*, c.name as class_name from veil v"
                        + " join veiled_stream m on m.veil = v.id" + LIVE
                        + " join resource_class c on c.key = v.resource_class"
                        + " where v.side = :other and m.organisation not in (:own) and " + fits(own.side())
                        + " and " + others("m"))
                .param("other", Row.other(own.side()).code())
                .param("own", orNone(organisations))
                .param("class", own.resourceClass())
                .query(row -> {
                    partners.add(new Partner(
                            sealer.token(row.getLong("id") + " " + row.getInt("since"), row.getString("stream")),
                            veiled(own, veil(row), row.getString("class_name")),
                            row.getString("stream"),
                            row.getString("organisation"),
                            "coordinator"));
                });
    }

    /**
     * Classes of veils under which there may be a partner. An offer goes to needs of its class or one above; a need takes
     * offers of its class or below, and of a veil of a class above nobody says which of these they are.
     */
    private static String fits(Side own) {
        String above = "v.resource_class = any(array(select class_and_above(:class)))";
        return own == Side.OFFER
                ? above
                : "(v.resource_class = any(array(select class_and_below(:class))) or " + above
                        + " and exists (select from resource_class r where r.key = v.resource_class"
                        + " and r.parent is not null))";
    }

    /** Enough firms under a stream's veil, as long as it, besides the reader's own and those it got to know. */
    private static String others(String stream) {
        return "(select count(distinct f.organisation) from veiled_stream f join region_stream t on t.side = f.side"
                + " and t.key = f.stream and t.visibility = 'coordinator' and t.deleted_at is null"
                + " where f.veil = " + stream + ".veil and f.since <= " + stream + ".since"
                + " and f.organisation not in (:own) and f.organisation not in (select unnest(array[i.offer_organisation,"
                + " i.need_organisation]) from introduction i where (i.offer_organisation in (:own)"
                + " or i.need_organisation in (:own)) and i.offer_organisation is not null"
                + " and i.need_organisation is not null and exists (select from introduction_step s"
                + " where s.introduction = i.id and s.kind = 'named'))) >= "
                + Veiling.OTHERS;
    }

    static Statement veiled(StreamFacts reader, Veil veil, String className) {
        Scales.Kilometres far = veil.from(reader.lat(), reader.lon());
        return new Statement(
                reader.kind(),
                className,
                far == null ? null : (Integer) far.from(),
                far == null ? null : far.to(),
                veil.least(),
                veil.most());
    }

    /** What the owner of one stream is told of another stream that the desk puts before it. */
    public Statement told(StreamFacts reader, StreamFacts of) {
        if (!of.isHidden()) {
            return open(reader, of.className(), of.lat(), of.lon(), of.quantity());
        }
        Optional<Statement> veiled = jdbc.sql("select v.*, c.name as class_name from veiled_stream k"
                        + " join veil v on v.id = k.veil join resource_class c on c.key = v.resource_class"
                        + " where k.side = :side and k.stream = :stream and " + others("k"))
                .param("side", of.side().code())
                .param("stream", of.key())
                .param("own", List.of(reader.organisation()))
                .query((row, index) -> veiled(reader, veil(row), row.getString("class_name")))
                .optional();
        return veiled.orElseGet(() -> Statement.widest(reader.kind()));
    }

    static Veil veil(ResultSet row) throws SQLException {
        return new Veil(
                row.getString("resource_class"),
                row.getInt("level"),
                row.getLong("cell_row"),
                row.getLong("cell_column"),
                row.getInt("span"),
                row.getInt("span_at"));
    }

    /** SQL has no empty list, and no key is empty. */
    static Collection<String> orNone(Collection<String> keys) {
        return keys.isEmpty() ? List.of("") : keys;
    }

    private String secret() {
        return jdbc.sql("select secret from introduction_secret")
                .query(String.class)
                .single();
    }

    /** Makes the tokens of one stream's partners: the same again, unlike those of any other stream. */
    private static final class Sealer {
        private final Mac mac;
        private final String own;

        Sealer(String secret, StreamFacts own) {
            this.own = own.side().code() + "\n" + own.key() + "\n";
            try {
                mac = Mac.getInstance("HmacSHA256");
                mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("every Java has HmacSHA256", e);
            }
        }

        /** @param under the veil, so that a stream that comes under another is not known again */
        String token(String under, String stream) {
            byte[] sum = mac.doFinal((own + under + "\n" + stream).getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(java.util.Arrays.copyOf(sum, 16));
        }
    }

    /** Finds the partner that a token names; nothing when it names none any more. */
    public @Nullable Partner find(StreamFacts own, Collection<String> organisations, String token) {
        return of(own, organisations).stream()
                .filter(partner -> partner.token().equals(token))
                .findFirst()
                .orElse(null);
    }
}
