package org.knooppunt.indicators;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.knooppunt.PlainBrowser;
import org.knooppunt.PlatformTest;
import org.knooppunt.identity.Accounts;
import org.knooppunt.identity.Role;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An area among all areas of its level, not only among the centre cities. */
class RankingTest extends PlatformTest {
    private static final int AREAS = 60;

    @Autowired
    Indicators indicators;

    @Autowired
    Accounts accounts;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    JsonMapper json;

    @LocalServerPort
    int port;

    private String own;
    private String code;
    private PlainBrowser visitor;

    /** Sixty neighbourhoods with figures 1 to 60, one of them without a place on the map, and one that is not told. */
    @BeforeEach
    void manyAreas() {
        own = "t" + UUID.randomUUID().toString().substring(0, 8);
        code = "r_" + own;
        visitor = new PlainBrowser(port);
        indicators.add(
                DraftForTest.of(code, "Rang " + own).per(AreaKind.NEIGHBOURHOOD).draft(),
                accounts.create(own + "@example.org", "Ines", null, Set.of(Role.POLICY_OFFICER), Set.of()));
        jdbc.sql(
                        "insert into indicator_area (code, kind, name, lat, lon) select ? || '-' || n, 'neighbourhood', 'Wijk '"
                                + " || n, case when n < ? then 50.9 + n * 0.001 end, case when n < ? then 5.5 end"
                                + " from generate_series(1, ? + 1) n")
                .params(own, AREAS, AREAS, AREAS)
                .update();
        jdbc.sql("insert into indicator_source (name) values ('Proef') on conflict do nothing")
                .update();
        jdbc.sql("insert into observation_load (actor, why) values ('Proef', ?)")
                .param(own)
                .update();
        jdbc.sql("""
                        insert into observation (indicator, area, period, category, source, status, value, load)
                        select i.id, a.id, 202400, 0, s.id, case when n.n > ? then 2 else 1 end,
                            case when n.n > ? then null else n.n end, l.id
                        from generate_series(1, ? + 1) n (n) join indicator_area a on a.code = ? || '-' || n.n
                        join indicator i on i.code = ? join indicator_source s on s.name = 'Proef'
                        join observation_load l on l.why = ?
                        """).params(AREAS, AREAS, AREAS, own, code, own).update();
    }

    /** What was observed stays, so that its areas can only come to an end. */
    @AfterEach
    void noMoreAreas() {
        jdbc.sql("update indicator_area set last_day = date '2025-12-31' where code like ? || '-%'")
                .param(own)
                .update();
    }

    private String path(String rest, String more) {
        return "/indicators/" + code + rest + "?area=" + own + "-30" + more;
    }

    @Test
    void anAreaIsRankedAmongAllOfItsLevelOnPagesAndItsOwnPlaceIsSaid() {
        String first = visitor.get(path("", "&compare=all")).body();
        assertThat(first)
                .contains("Wijk 30 staat in 2024 op plaats 31 van 60 gebieden.")
                .contains(">Wijk 60<", ">Wijk 11<", "1–50 van 60")
                .doesNotContain(">Wijk 10</a>")
                .contains("page=2#rank", "<option value=\"all\" selected");
        String second = visitor.get(path("", "&compare=all&page=2")).body();
        assertThat(second).contains(">Wijk 10</a>", "51–60 van 60").doesNotContain(">Wijk 60</a>");
        assertThat(second).as("what is not told has no place").doesNotContain(">Wijk 61</a>");
        for (String nonsense : List.of("&compare=all&page=veel", "&compare=all&page=999", "&compare=allemaal")) {
            assertThat(visitor.get(path("", nonsense)).statusCode())
                    .as(nonsense)
                    .isEqualTo(200);
        }
    }

    @Test
    void whoAsksNothingSeesTheCentreCitiesOnly() {
        assertThat(visitor.get(path("", "")).body())
                .contains("<option value=\"all\">")
                .doesNotContain(">Wijk 60</a>", "op plaats");
    }

    @Test
    void thePictureHasBothEndsAndTheAreaWithThoseAroundItAndTheFileHasAll() {
        JsonNode picture = json.readTree(visitor.bytes(path("/rank.json", "&compare=all")));
        List<String> names =
                picture.get("x").valueStream().map(JsonNode::asString).toList();
        assertThat(names).hasSize(25).startsWith("1. Wijk 60", "2. Wijk 59").endsWith("60. Wijk 1");
        assertThat(names).contains("29. Wijk 32", "31. Wijk 30", "33. Wijk 28").doesNotContain("34. Wijk 27");
        assertThat(names.get(picture.get("own").asInt())).isEqualTo("31. Wijk 30");
        String file = new String(visitor.bytes(path("/ranking", "&compare=all")), StandardCharsets.UTF_8);
        assertThat(file.lines()).hasSize(AREAS + 1);
        assertThat(file).contains("Wijk 30").doesNotContain("Wijk 61");
    }

    @Test
    void theMapHasAllThatHaveAPlace() {
        JsonNode map = json.readTree(visitor.bytes(path("/map.geojson", "&compare=all")));
        assertThat(map.get("features").size()).isEqualTo(AREAS - 1);
        assertThat(json.readTree(visitor.bytes(path("/map.geojson", "")))
                        .get("features")
                        .size())
                .isLessThan(2);
    }
}
