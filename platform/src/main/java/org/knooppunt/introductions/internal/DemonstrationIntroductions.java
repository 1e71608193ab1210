package org.knooppunt.introductions.internal;

import java.util.Optional;
import java.util.Set;
import org.knooppunt.KnooppuntProperties;
import org.knooppunt.identity.Person;
import org.knooppunt.identity.Role;
import org.knooppunt.introductions.StreamFacts;
import org.knooppunt.inventory.Side;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Three introductions of the demonstration region: one that a member is asked about, one that stalls, one for the desk. */
@Component
class DemonstrationIntroductions {
    private final boolean on;
    private final IntroductionStore store;
    private final Matches matches;
    private final Veils veils;
    private final JdbcClient jdbc;

    DemonstrationIntroductions(
            KnooppuntProperties properties, IntroductionStore store, Matches matches, Veils veils, JdbcClient jdbc) {
        this.on = properties.demonstration();
        this.store = store;
        this.matches = matches;
        this.veils = veils;
        this.jdbc = jdbc;
    }

    /** After the streams and accounts of the demonstration are there. */
    @EventListener(ApplicationReadyEvent.class)
    @Transactional
    public void begin() {
        if (!on || store.all(null, false, 1, 1).total() > 0) {
            return;
        }
        veils.renew();
        asked(Side.OFFER, "O004", "N001", "An Voorbeeld", 2);
        asked(Side.OFFER, "O020", "N015", "Griet Voorbeeld", 9);
        sought(Side.OFFER, "O016", "Griet Voorbeeld");
    }

    private static Person spokesman(String name, StreamFacts own) {
        return new Person(0, "", name, null, "nl", true, Set.of(Role.MEMBER), Set.of(own.organisation()));
    }

    private void asked(Side side, String key, String partner, String name, int daysAgo) {
        Optional<StreamFacts> own = store.stream(side, key);
        Optional<StreamFacts> other = store.stream(Row.other(side), partner);
        if (own.isEmpty() || other.isEmpty()) {
            return;
        }
        StreamFacts to = other.get();
        store.begin(
                        own.get(),
                        to.key(),
                        to.organisation(),
                        to.visibility(),
                        matches.told(own.get(), to),
                        null,
                        "",
                        spokesman(name, own.get()))
                .ifPresent(id -> {
                    store.step(id, side.code(), "interested", null, spokesman(name, own.get()));
                    store.ask(id, to.side(), to.visibility(), matches.told(to, own.get()));
                    store.step(id, "desk", "asked", null, spokesman("Noor Voorbeeld", own.get()));
                    daysAgo(id, daysAgo);
                });
    }

    private void sought(Side side, String key, String name) {
        store.stream(side, key)
                .flatMap(own -> store.begin(
                        own,
                        null,
                        null,
                        null,
                        null,
                        null,
                        "We hebben elke maand grond. Wie kan die gebruiken?",
                        spokesman(name, own)))
                .ifPresent(id -> {
                    store.step(
                            id,
                            side.code(),
                            "sought",
                            null,
                            spokesman(name, store.stream(side, key).orElseThrow()));
                    daysAgo(id, 1);
                });
    }

    private void daysAgo(String id, int days) {
        jdbc.sql("update introduction set begun_at = begun_at - make_interval(days => :days),"
                        + " moved_at = moved_at - make_interval(days => :days) where id = :id")
                .param("days", days)
                .param("id", id)
                .update();
        jdbc.sql("update introduction_step set at = at - make_interval(days => :days) where introduction = :id")
                .param("days", days)
                .param("id", id)
                .update();
    }
}
