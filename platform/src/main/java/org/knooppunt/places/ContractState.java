package org.knooppunt.places;

import org.knooppunt.web.Coded;

/** How far a contract is. */
public enum ContractState implements Coded {
    DRAFT,
    SIGNED,
    CANCELLED
}
