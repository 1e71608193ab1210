package org.knooppunt.places;

import org.knooppunt.cases.Coded;

/** How far a contract is. */
public enum ContractState implements Coded {
    DRAFT,
    SIGNED,
    CANCELLED
}
