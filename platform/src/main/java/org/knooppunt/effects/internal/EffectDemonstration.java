package org.knooppunt.effects.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.knooppunt.effects.Approach;
import org.knooppunt.effects.Effect;
import org.knooppunt.effects.EffectText;
import org.knooppunt.effects.Effects;
import org.knooppunt.effects.FigureText;
import org.knooppunt.effects.Grade;
import org.knooppunt.engine.evaluation.Panel;
import org.knooppunt.identity.Accounts;
import org.knooppunt.identity.Person;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Two effects of the demonstration: one with figures of thirteen cities that do not exist, one that is only said. */
@Component
@ConditionalOnProperty("knooppunt.demonstration")
class EffectDemonstration {
    private static final int FIRST = 2004;
    private static final int LAST = 2020;

    private final EffectStore store;
    private final Effects effects;
    private final Accounts accounts;

    EffectDemonstration(EffectStore store, Effects effects, Accounts accounts) {
        this.store = store;
        this.effects = effects;
        this.accounts = accounts;
    }

    /** Once accounts are there. */
    @EventListener(ApplicationReadyEvent.class)
    public void fill() {
        Optional<Person> officer = accounts.find("policy-officer@example.org");
        if (officer.isEmpty() || !store.isEmpty()) {
            return;
        }
        Person person = officer.get();
        long depot = effects.begin(
                new EffectText(
                        "Buurtpunt voor sorteren (voorbeeld)",
                        "Een verzonnen voorbeeld. De stad Lindeberg opende in 2014 een bemand buurtpunt waar bewoners"
                                + " materialen gesorteerd brengen. De dertien steden en hun cijfers bestaan niet.",
                        "Meer materialen krijgen een tweede leven",
                        "Lindeberg",
                        2014),
                person);
        effects.bring(depot, "gesorteerd-afval-verzonnen.csv", table(), person);
        effects.name(
                depot,
                new FigureText(
                        "Aandeel gesorteerd huishoudelijk afval",
                        "%",
                        "Verzonnen cijfers voor de demonstratie",
                        "stad",
                        "jaar",
                        "gesorteerd"),
                person);
        Panel panel = effects.panel(depot, person).orElseThrow();
        List<String> others =
                panel.units().stream().filter(unit -> !unit.equals("Lindeberg")).toList();
        effects.choose(depot, new Effect.Choice("Lindeberg", FIRST, LAST, others), person);
        effects.work(depot, Approach.SYNTHETIC_CONTROL, person);
        effects.judge(
                depot,
                Grade.COUNTERFACTUAL,
                "De tweeling volgt Lindeberg tien jaar lang, en nergens anders is het verschil daarna zo groot.",
                person);
        effects.publish(depot, true, person);

        long week = effects.begin(
                new EffectText(
                        "Kennismakingsweek voor bedrijven (voorbeeld)",
                        "Een verzonnen voorbeeld. Bedrijven van hetzelfde park ontmoetten elkaar een week lang. Deelnemers"
                                + " zeggen dat ze nu vaker materialen doorgeven; geteld werd het niet.",
                        "",
                        "Poort Genk",
                        2025),
                person);
        effects.work(week, Approach.ASSERTED, person);
        effects.judge(week, Grade.ASSERTED, "Gehoord van zes deelnemers; er is nog geen cijfer.", person);
    }

    private static byte[] table() {
        try (InputStream in =
                Objects.requireNonNull(EffectDemonstration.class.getResourceAsStream("/demonstration/effects.csv"))) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
