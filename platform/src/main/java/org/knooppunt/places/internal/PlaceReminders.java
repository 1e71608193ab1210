package org.knooppunt.places.internal;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import org.knooppunt.cases.Pipeline;
import org.knooppunt.places.Contract;
import org.knooppunt.places.Contracts;
import org.knooppunt.places.Experiment;
import org.knooppunt.places.Experiments;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Reminds of dates that come, and forgets who made reservations that are long over. */
@Component
public class PlaceReminders {
    /** Long enough to settle what a use cost or broke. */
    static final Duration KEPT = Duration.ofDays(365);

    private final ContractStore contracts;
    private final ExperimentStore experiments;
    private final UseStore uses;
    private final PlaceLetters letters;

    PlaceReminders(ContractStore contracts, ExperimentStore experiments, UseStore uses, PlaceLetters letters) {
        this.contracts = contracts;
        this.experiments = experiments;
        this.uses = uses;
        this.letters = letters;
    }

    /**
     * Posts a letter for each date that is near. A letter says which date it is of, so doing it again posts none twice, and a
     * date that moved is told anew.
     *
     * @return how many letters
     */
    @Transactional
    public int remind() {
        LocalDate today = Pipeline.today();
        int sent = 0;
        for (Contract contract : contracts.near(today, Contracts.NOTICE_DAYS, Contracts.END_DAYS)) {
            LocalDate notice = contract.noticeDay();
            if (notice != null && !notice.isBefore(today) && !notice.isAfter(today.plusDays(Contracts.NOTICE_DAYS))) {
                sent += remind(contract, "notice", notice);
            }
            LocalDate end = contract.untilDay();
            if (end != null && !end.isBefore(today) && !end.isAfter(today.plusDays(Contracts.END_DAYS))) {
                sent += remind(contract, "end", end);
            }
        }
        for (Experiment experiment : experiments.near(today, Experiments.REMIND_DAYS)) {
            boolean over = experiment.untilDay().isBefore(today);
            LocalDate day = over ? experiment.evaluateBy() : experiment.untilDay();
            sent += letters.remind(
                    experiment.owner(),
                    null,
                    "experiment/" + experiment.id() + "/" + (over ? "evaluate/" : "end/") + day,
                    over ? "place.letter.evaluate" : "place.letter.experiment",
                    experiment.placeName(),
                    experiment.title(),
                    day,
                    experiment.path());
        }
        return sent;
    }

    private int remind(Contract contract, String what, LocalDate day) {
        return letters.remind(
                contract.owner(),
                contract.tenant(),
                "contract/" + contract.id() + "/" + what + "/" + day,
                "place.letter." + what,
                contract.placeName(),
                contract.tenantName(),
                day,
                contract.path());
    }

    /** @return of how many reservations */
    @Transactional
    public int forget() {
        return uses.forget(Instant.now().minus(KEPT));
    }
}
