package org.knooppunt.challenges;

import java.util.List;
import org.knooppunt.cases.SeedBed;
import org.knooppunt.challenges.internal.SolutionStore;
import org.knooppunt.identity.Person;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Tells a case which challenge it won. */
@Component
class ChallengeSeeds implements SeedBed {
    private final SolutionStore store;

    ChallengeSeeds(SolutionStore store) {
        this.store = store;
    }

    @Override
    @Transactional(readOnly = true)
    public List<Link> of(long businessCase, Person person) {
        return store
                .bedOf(businessCase, person)
                .map(bed -> new Link("challenge.case.origin", bed.title(), "/challenges/" + bed.challenge()))
                .stream()
                .toList();
    }
}
