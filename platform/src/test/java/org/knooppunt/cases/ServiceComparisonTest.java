package org.knooppunt.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.knooppunt.PlainBrowser;
import org.knooppunt.PlatformTest;
import org.knooppunt.identity.Accounts;
import org.knooppunt.identity.Person;
import org.knooppunt.identity.Role;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.security.access.AccessDeniedException;

class ServiceComparisonTest extends PlatformTest {
    @Autowired
    ServiceComparison comparison;

    @Autowired
    Finance finance;

    @Autowired
    Pipeline pipeline;

    @Autowired
    Accounts accounts;

    @LocalServerPort
    int port;

    private Person coordinator;
    private long id;

    @BeforeEach
    void plant() {
        String email = "service-" + UUID.randomUUID() + "@example.org";
        coordinator = accounts.create(email, "Coördinator", null, Set.of(Role.COORDINATOR), Set.of());
        id = pipeline.plant("Wasmachines " + UUID.randomUUID(), "", Origin.DESK, coordinator);
        finance.frame(id, 0.1, 10, coordinator);
    }

    /** The machines that the engine's own test works out by hand. */
    private static ServiceTerms machines(String fee) {
        return new ServiceTerms(
                List.of(10, 10, 10, 10),
                new BigDecimal("100"),
                new BigDecimal("140"),
                new BigDecimal("20"),
                2,
                new BigDecimal(fee),
                new BigDecimal("6"),
                0.8,
                0.5,
                new BigDecimal("30"));
    }

    private ServiceComparison.Result result() {
        return Objects.requireNonNull(comparison.view(id, coordinator).result());
    }

    @Test
    void whatIsSavedIsWorkedOutAtTheRateOfTheCase() {
        assertThat(comparison.view(id, coordinator).result()).isNull();
        assertThat(comparison.save(id, machines("5"), 0, coordinator)).isTrue();

        assertThat(result().report().presentValue()).isCloseTo(292.0839, within(1e-4));
        assertThat(result().advantage()).isCloseTo(292.0839 - 598.3471, within(1e-4));
        assertThat(result().report().peakCapital()).isEqualTo(1000);

        finance.frame(id, 0, 10, coordinator);
        assertThat(result().report().presentValue()).isCloseTo(680, within(1e-9));
    }

    @Test
    void theLatestSavingCanBeTakenBackAndTheFirstLeavesNothing() {
        comparison.save(id, machines("5"), 0, coordinator);
        comparison.save(id, machines("7"), 1, coordinator);

        assertThat(comparison.takeBack(id, 1, coordinator)).as("not the latest").isFalse();
        assertThat(comparison.takeBack(id, 2, coordinator)).isTrue();
        assertThat(result().terms().fee()).isEqualByComparingTo("5");
        assertThat(comparison.view(id, coordinator).version()).isEqualTo(3);

        long other = pipeline.plant("Nog een " + UUID.randomUUID(), "", Origin.DESK, coordinator);
        comparison.save(other, machines("5"), 0, coordinator);
        assertThat(comparison.takeBack(other, 1, coordinator)).isTrue();
        assertThat(comparison.view(other, coordinator).result()).isNull();
    }

    @Test
    void ofTwentyWhoSaveAtOnceOneIsFirstAndTheOthersAreTold() throws Exception {
        List<Callable<Boolean>> all = IntStream.range(0, 20)
                .<Callable<Boolean>>mapToObj(
                        at -> () -> comparison.save(id, machines(Integer.toString(at + 1)), 0, coordinator))
                .toList();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            long first = threads.invokeAll(all).stream()
                    .map(each -> each.resultNow())
                    .filter(saved -> saved)
                    .count();
            assertThat(first).isEqualTo(1);
        }
        assertThat(comparison.view(id, coordinator).version()).isEqualTo(1);
    }

    @Test
    void whatCannotBeIsNotKeptAndOthersMayNotLook() {
        ServiceTerms shrinking = new ServiceTerms(
                List.of(10, 4),
                BigDecimal.ONE,
                BigDecimal.ONE,
                BigDecimal.ZERO,
                2,
                BigDecimal.ONE,
                BigDecimal.ZERO,
                1,
                1,
                BigDecimal.ZERO);
        assertThatThrownBy(() -> comparison.save(id, shrinking, 0, coordinator))
                .hasMessageContaining("fleet in year 2");
        assertThat(comparison.view(id, coordinator).version()).isZero();
        Person member =
                new Person(0, "m@example.org", "Lid", null, "nl", true, Set.of(Role.MEMBER), Set.of("rubberhof"));
        assertThatThrownBy(() -> comparison.view(id, member)).isInstanceOf(AccessDeniedException.class);
    }

    @Test
    void thePageKeepsWhatWasTypedAndTellsWhatIsWrongWithValueAndExpectation() {
        PlainBrowser browser = PlainBrowser.as(port, "coordinator");
        String address = "/cases/" + id + "/finance/service";

        HttpResponse<String> wrong = browser.post(
                address,
                address,
                "version",
                "0",
                "fleet",
                "10",
                "fleet",
                "4",
                "contractYears",
                "3",
                "fee",
                "vijf",
                "maintenance",
                "6",
                "unitCost",
                "100",
                "salePrice",
                "140",
                "returned",
                "180",
                "refurbishable",
                "50",
                "refurbishmentCost",
                "30",
                "residualValue",
                "20");
        assertThat(wrong.body())
                .contains("Jaar 2: je vulde 4 in, maar van 10 stuks loopt het contract nog")
                .contains("Dit is geen getal")
                .contains("180 past hier niet. Geef een getal van 0 tot 100")
                .contains("value=\"vijf\"");
        assertThat(comparison.view(id, coordinator).version()).isZero();

        HttpResponse<String> right = browser.post(
                address,
                address,
                "version",
                "0",
                "fleet",
                "10",
                "fleet",
                "10",
                "fleet",
                "10",
                "fleet",
                "10",
                "contractYears",
                "2",
                "fee",
                "5",
                "maintenance",
                "6",
                "unitCost",
                "100",
                "salePrice",
                "140",
                "returned",
                "80",
                "refurbishable",
                "50",
                "refurbishmentCost",
                "30",
                "residualValue",
                "20");
        assertThat(right.body()).contains("Als dienst brengt dit over 4 jaar");
        assertThat(result().report().presentValue()).isCloseTo(292.0839, within(1e-4));
        assertThat(new String(browser.bytes(address + "/service.json"), StandardCharsets.UTF_8))
                .contains("\"format\":\"knooppunt-service/1\"", "\"discountRate\":0.1", "\"peakCapital\":1000.0");
        assertThat(new String(browser.bytes(address + "/chart.json"), StandardCharsets.UTF_8))
                .contains("-1000.00", "\"type\":\"line\"");
    }

    @Test
    void onlyACoordinatorComesIn() {
        String address = "/cases/" + id + "/finance/service";
        assertThat(Set.of("member", "resident", "administrator", "policy-officer").stream()
                        .collect(Collectors.toMap(
                                role -> role,
                                role -> PlainBrowser.as(port, role).get(address).statusCode())))
                .allSatisfy((role, status) -> assertThat(status).as(role).isEqualTo(403));
        assertThat(new PlainBrowser(port).get(address).uri().getPath()).isEqualTo("/sign-in");
    }
}
