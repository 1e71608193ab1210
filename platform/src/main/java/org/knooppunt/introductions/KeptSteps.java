package org.knooppunt.introductions;

import java.util.List;
import java.util.Map;
import org.knooppunt.identity.Person;
import org.knooppunt.introductions.internal.IntroductionStore;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * What introductions keep about people: who spoke for an organisation, and when. It is kept so that both sides can rely on
 * what was agreed, until three years after the introduction ended. When an account goes, its link goes and the name in the
 * steps stays that long. A name and an e-mail address are shown to the other side once both agree, as the button says.
 */
@Service
public class KeptSteps {
    private final IntroductionStore store;

    KeptSteps(IntroductionStore store) {
        this.store = store;
    }

    @Transactional(readOnly = true)
    public List<Map<String, Object>> of(Person person) {
        return store.stepsOf(person.id());
    }
}
