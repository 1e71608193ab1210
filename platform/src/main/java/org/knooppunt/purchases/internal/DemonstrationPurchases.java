package org.knooppunt.purchases.internal;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.knooppunt.engine.finance.PurchaseProblem;
import org.knooppunt.identity.Accounts;
import org.knooppunt.identity.OrganisationNames;
import org.knooppunt.identity.Person;
import org.knooppunt.purchases.Joining;
import org.knooppunt.purchases.Later;
import org.knooppunt.purchases.PurchaseTerms;
import org.knooppunt.purchases.Purchases;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Two purchases of the demonstration region: one on its way to the threshold, one that reached it. All is invented. */
@Component
@ConditionalOnProperty("knooppunt.demonstration")
class DemonstrationPurchases {
    /** Accounts of the demonstration by the organisation they act for. */
    private static final Map<String, String> BUYERS = Map.of(
            "rubberhof", "member@example.org",
            "speelvloer", "member-2@example.org",
            "graafwerk", "member-3@example.org");

    private final PurchaseStore store;
    private final Purchases purchases;
    private final Accounts accounts;
    private final OrganisationNames organisations;

    DemonstrationPurchases(
            PurchaseStore store, Purchases purchases, Accounts accounts, OrganisationNames organisations) {
        this.store = store;
        this.purchases = purchases;
        this.accounts = accounts;
        this.organisations = organisations;
    }

    /** Once accounts and organisations are there. */
    @EventListener(ApplicationReadyEvent.class)
    @Transactional
    public void fill() {
        Optional<Person> coordinator = accounts.find("coordinator@example.org");
        if (!store.isEmpty()
                || coordinator.isEmpty()
                || organisations.find(BUYERS.keySet()).size() < BUYERS.size()
                || BUYERS.values().stream()
                        .anyMatch(email -> accounts.find(email).isEmpty())) {
            return;
        }
        long power = purchases.open(
                new PurchaseTerms(
                        "Groene stroom 2027",
                        "Elektriciteit van windmolens in Limburg, een jaar lang, geleverd op elke vestiging.",
                        "MWh",
                        "Limburgs Windgilde",
                        null,
                        new BigDecimal("400"),
                        new BigDecimal("104"),
                        List.of(tier("0", "96.5"), tier("500", "91"), tier("1000", "87.25")),
                        Purchases.today().plusDays(45),
                        Joining.EVERYBODY,
                        Later.FALLING_PRICE,
                        "Levering vanaf 1 januari 2027; betaling per maand."),
                null,
                false,
                coordinator.get());
        pledge(power, "rubberhof", "180", "95");
        pledge(power, "speelvloer", "60", "97");
        pledge(power, "graafwerk", "90", "97");
        long containers = purchases.open(
                new PurchaseTerms(
                        "Rolcontainers van 1.100 liter",
                        "Gegalvaniseerd, met deksel en vier wielen, om materiaal gescheiden te houden.",
                        "stuk",
                        "Bakkenmakerij De Kempen",
                        null,
                        new BigDecimal("20"),
                        new BigDecimal("365"),
                        List.of(tier("0", "310"), tier("40", "285")),
                        Purchases.today().plusDays(20),
                        Joining.EVERYBODY,
                        Later.FALLING_PRICE,
                        "Levering zes weken na de sluitingsdag."),
                null,
                false,
                coordinator.get());
        pledge(containers, "graafwerk", "12", "320");
        pledge(containers, "rubberhof", "10", "330");
    }

    private static PurchaseProblem.Tier tier(String threshold, String price) {
        return new PurchaseProblem.Tier(new BigDecimal(threshold), new BigDecimal(price));
    }

    private void pledge(long id, String organisation, String volume, String limit) {
        Person person = accounts.find(BUYERS.getOrDefault(organisation, "")).orElseThrow();
        purchases.pledge(
                id,
                organisation,
                new BigDecimal(volume),
                new BigDecimal(limit),
                purchases.get(id, person).version(),
                person);
    }
}
