package org.knooppunt.purchases;

import java.util.Map;
import org.knooppunt.identity.Person;
import org.knooppunt.identity.PersonalData;
import org.knooppunt.purchases.internal.PurchaseStore;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * What is kept about a person: which pledges they made for their organisation and which purchases they opened. It is kept to
 * show who bound an organisation. A pledge that is withdrawn goes at once; one that is binding stays as the record of what was
 * agreed.
 */
@Component
class PurchasePersonalData implements PersonalData {
    private final PurchaseStore store;

    PurchasePersonalData(PurchaseStore store) {
        this.store = store;
    }

    @Override
    public String room() {
        return "purchases";
    }

    @Override
    @Transactional(readOnly = true)
    public Map<String, ?> of(Person person) {
        return Map.of("pledges", store.pledgesBy(person.id()), "opened", store.openedBy(person.id()));
    }
}
