package org.knooppunt.voices.internal;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.knooppunt.identity.Accounts;
import org.knooppunt.identity.Person;
import org.knooppunt.voices.Voice;
import org.knooppunt.voices.Voices;
import org.knooppunt.voices.Voices.Outcome;
import org.knooppunt.web.Formats;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Invented voices, on an empty room. */
@Component
@ConditionalOnProperty("knooppunt.demonstration")
class VoiceDemonstration {
    private final Voices voices;
    private final Accounts accounts;

    VoiceDemonstration(Voices voices, Accounts accounts) {
        this.voices = voices;
        this.accounts = accounts;
    }

    @EventListener(ApplicationReadyEvent.class)
    @Order(70)
    @Transactional
    public void fill() {
        Optional<Person> officer = accounts.find("policy-officer@example.org");
        Optional<Person> resident = accounts.find("resident@example.org");
        Optional<Person> coach = accounts.find("coach@example.org");
        if (!voices.isEmpty() || officer.isEmpty() || resident.isEmpty() || coach.isEmpty()) {
            return;
        }
        LocalDate today = LocalDate.now(Formats.ZONE);
        tell(
                "Op het speelplein vragen ouders waar ze een fiets kunnen laten herstellen. Vroeger kochten ze een nieuwe.",
                "Sledderlo",
                "herstellen",
                today.minusDays(40),
                Voice.SeenAs.RESIDENT,
                Voice.Readers.EVERYBODY,
                resident.get(),
                officer.get());
        tell(
                "Mensen die de opleiding demonteren volgden, komen vragen naar een vervolg. Ze hebben nog geen werk, maar wel"
                        + " meer zelfvertrouwen.",
                "Winterslag",
                "werk",
                today.minusDays(18),
                Voice.SeenAs.WORKER,
                Voice.Readers.MEMBERS,
                coach.get(),
                officer.get());
        tell(
                "De buurt wil graag weten wat er met het oude schoolgebouw gebeurt. Niemand lijkt het te kunnen zeggen.",
                "Kolderbos",
                "ruimte",
                today.minusDays(3),
                Voice.SeenAs.RESIDENT,
                Voice.Readers.EVERYBODY,
                resident.get(),
                null);
    }

    private void tell(
            String words,
            String place,
            String theme,
            LocalDate day,
            Voice.SeenAs seenAs,
            Voice.Readers readers,
            Person who,
            @Nullable Person releaser) {
        Outcome outcome =
                voices.tell(new Voice.Draft(words, place, theme, day, seenAs, readers, List.of()), false, who);
        if (!(outcome instanceof Outcome.Done done)) {
            throw new IllegalStateException("the demonstration could not tell: " + outcome);
        }
        if (releaser != null) {
            voices.release(done.id(), voices.get(done.id(), releaser).version(), releaser);
        }
    }
}
