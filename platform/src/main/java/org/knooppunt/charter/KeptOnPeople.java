package org.knooppunt.charter;

import java.util.List;
import java.util.Map;
import org.knooppunt.identity.Person;
import org.knooppunt.identity.PersonalData;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * What this room keeps of a person: what they signed for an organisation, as what and when, and what they reported of
 * commitments. It is kept as long as the text, for a signature without a signer proves nothing.
 */
@Component
class KeptOnPeople implements PersonalData {
    private final Signing signing;

    KeptOnPeople(Signing signing) {
        this.signing = signing;
    }

    @Override
    public String room() {
        return "charter";
    }

    @Override
    @Transactional(readOnly = true)
    public Map<String, ?> of(Person person) {
        List<Map<String, Object>> signed = signing.signedBy(person).stream()
                .map(each -> Map.<String, Object>of(
                        "text", each.title(),
                        "version", each.version(),
                        "organisation", each.organisationName(),
                        "capacity", each.capacity(),
                        "at", each.signedAt().toString()))
                .toList();
        return Map.of("signatures", signed, "reports", signing.reportedBy(person));
    }
}
