package org.knooppunt.cases;

import org.knooppunt.web.Coded;

/** How a circular case earns its money. */
public enum EarningModel implements Coded {
    RESOURCE_RECOVERY,
    LIFE_EXTENSION,
    PRODUCT_AS_A_SERVICE,
    SHARING,
    GROUP_PURCHASE,
    SHARED_INFRASTRUCTURE
}
