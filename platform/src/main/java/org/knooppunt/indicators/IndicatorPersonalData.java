package org.knooppunt.indicators;

import java.util.Map;
import org.knooppunt.identity.Person;
import org.knooppunt.identity.PersonalData;
import org.knooppunt.indicators.internal.ObservationStore;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * What this room keeps of a person: which figures they brought in, when and with which words. It is kept as long as the
 * figures, since their history says who brought them.
 */
@Component
class IndicatorPersonalData implements PersonalData {
    private final ObservationStore store;

    IndicatorPersonalData(ObservationStore store) {
        this.store = store;
    }

    @Override
    public String room() {
        return "indicators";
    }

    @Override
    @Transactional(readOnly = true)
    public Map<String, ?> of(Person person) {
        return Map.of("brought", store.broughtBy(person.id()));
    }
}
