package org.knooppunt.engine.inventory;

import org.jspecify.annotations.Nullable;

/**
 * A partner: firm, social enterprise, school, government, association.
 *
 * @param type free word for the type of organisation, may be empty
 * @param enterpriseNumber Belgian enterprise number (ten digits), if known
 * @param nace NACE activity code, if known
 */
public record Organisation(
        String id,
        String name,
        String type,
        @Nullable EnterpriseNumber enterpriseNumber,
        @Nullable String nace) {
    public Organisation {
        Check.id("organisation", id);
    }
}
