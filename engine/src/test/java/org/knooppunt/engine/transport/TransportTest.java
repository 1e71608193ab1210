package org.knooppunt.engine.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.knooppunt.engine.inventory.Kind;
import org.knooppunt.engine.inventory.Link;
import org.knooppunt.engine.inventory.Mode;
import org.knooppunt.engine.inventory.ResourceClass;
import org.knooppunt.engine.inventory.Site;

class TransportTest {
    private static final Site GENK = site("genk", 50.9661, 5.5021);
    private static final Site HASSELT = site("hasselt", 50.9307, 5.3325);
    private static final Site NEAR_GENK = site("near", 50.9751, 5.5021);

    private static final ResourceClass SAND = new ResourceClass("sand", null, Kind.MATERIAL, "sand");

    private static Site site(String id, double lat, double lon) {
        return new Site(id, "org", id, "", lat, lon, Set.of());
    }

    private static ResourceClass energy(String id) {
        return new ResourceClass(id, null, Kind.ENERGY, id);
    }

    @Test
    void directTransportIsTheGreatCircleTimesTheDetour() {
        // Genk to Hasselt: 12.5 km as the crow flies
        Haul haul = new DirectTransport(DirectTransport.Rates.STANDARD)
                .find(SAND, GENK, HASSELT)
                .orElseThrow();

        assertThat(haul.km()).isCloseTo(12.516 * 1.3, within(0.02));
        assertThat(haul.cost()).isCloseTo(haul.km() * 0.12, within(1e-9));
        assertThat(haul.co2()).isCloseTo(haul.km() * 0.10163, within(1e-9));
        assertThat(haul.mode()).isEqualTo(Mode.ROAD);
    }

    @Test
    void aDegreeOfLatitudeIs111Kilometres() {
        assertThat(GreatCircle.km(50, 5, 51, 5)).isCloseTo(111.195, within(0.001));
    }

    @Test
    void heatAndWaterHaveAReachAndElectricityHasNone() {
        Transport transport = Transport.of(org.knooppunt.engine.inventory.Inventory.EMPTY);
        ResourceClass water = new ResourceClass("water.process", null, Kind.WATER, "water");

        assertThat(transport.find(energy("heat.low"), GENK, HASSELT)).isEmpty();
        assertThat(transport.find(energy("energy.heat"), GENK, HASSELT)).isEmpty();
        assertThat(transport.find(water, GENK, HASSELT)).isEmpty();
        assertThat(transport.find(energy("energy.electricity"), GENK, HASSELT)).isPresent();
        assertThat(transport.find(energy("heating.oil"), GENK, HASSELT)).isPresent();
        Haul heat = transport.find(energy("heat.low"), GENK, NEAR_GENK).orElseThrow();
        assertThat(heat.cost()).isCloseTo(2.0 * 1.3 * 1.0008, within(0.01));
        assertThat(transport.find(water, GENK, NEAR_GENK).orElseThrow().cost()).isCloseTo(0.13, within(0.01));
    }

    @Test
    void theLongestClassKeyGoesFirst() {
        DirectTransport.Rates rates = new DirectTransport.Rates(
                1,
                DirectTransport.Rates.STANDARD.byKind(),
                new TreeMap<>(Map.of(
                        "energy", new DirectTransport.Rate(1, 0, 100),
                        "energy.heat", new DirectTransport.Rate(2, 0, 100))));

        assertThat(rates.of(energy("energy.heat.low")).costPerKm()).isEqualTo(2);
        assertThat(rates.of(energy("energy.power")).costPerKm()).isEqualTo(1);
        assertThat(rates.of(energy("energyx")).costPerKm()).isZero();
    }

    @Test
    void theSameSiteIsFree() {
        assertThat(new DirectTransport(DirectTransport.Rates.STANDARD).find(energy("heat"), GENK, GENK))
                .contains(new Haul(0, 0, 0, Mode.ROAD));
        assertThat(new LinkTransport(List.of()).find(SAND, GENK, GENK)).contains(new Haul(0, 0, 0, Mode.ROAD));
    }

    @Test
    void linksHoldOneWayAtTheirFiguresAndTheCheapestWins() {
        Transport transport = new LinkTransport(List.of(
                new Link("genk", "hasselt", 5, 16, 2, Mode.ROAD),
                new Link("genk", "hasselt", 4, 20, 1, Mode.WATER),
                new Link("genk", "hasselt", 4, 20, 3, Mode.RAIL)));

        assertThat(transport.find(SAND, GENK, HASSELT)).contains(new Haul(4, 20, 1, Mode.WATER));
        assertThat(transport.find(SAND, HASSELT, GENK)).isEmpty();
        assertThat(transport.listReachable(GENK)).contains(Set.of("genk", "hasselt"));
        assertThat(transport.listReachable(HASSELT)).contains(Set.of("hasselt"));
    }

    @Test
    void ratesThatAreNoRatesAreRefused() {
        assertThatThrownBy(() -> new DirectTransport.Rate(Double.NaN, 0, 1)).hasMessageContaining("rate is NaN EUR");
        assertThatThrownBy(
                        () -> new DirectTransport.Rates(0.9, DirectTransport.Rates.STANDARD.byKind(), new TreeMap<>()))
                .hasMessageContaining("detour is 0.9");
        assertThatThrownBy(() -> new DirectTransport.Rates(1, Map.of(), new TreeMap<>()))
                .hasMessageContaining("no rate for material");
    }
}
