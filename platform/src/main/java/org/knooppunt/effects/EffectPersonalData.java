package org.knooppunt.effects;

import java.util.Map;
import org.knooppunt.effects.internal.EffectStore;
import org.knooppunt.identity.Person;
import org.knooppunt.identity.PersonalData;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * What is kept about a person: which effects they described, worked out or judged. Kept so that a judgement has somebody who
 * answers for it; never shown to visitors.
 */
@Component
class EffectPersonalData implements PersonalData {
    private final EffectStore store;

    EffectPersonalData(EffectStore store) {
        this.store = store;
    }

    @Override
    public String room() {
        return "effects";
    }

    @Override
    @Transactional(readOnly = true)
    public Map<String, ?> of(Person person) {
        return store.of(person.id());
    }
}
