package org.knooppunt.identity;

import java.util.Collection;
import java.util.Map;

/** The room of organisations is a bean of this, so that an account is tied to organisations that exist. */
public interface OrganisationNames {
    /** Names by key, of those that exist. */
    Map<String, String> find(Collection<String> keys);

    /** The first so many by name: names by key, in that order. */
    Map<String, String> list(int most);
}
