package org.knooppunt.cases;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How a circular case earns its money. */
public enum EarningModel {
    RESOURCE_RECOVERY,
    LIFE_EXTENSION,
    PRODUCT_AS_A_SERVICE,
    SHARING,
    GROUP_PURCHASE,
    SHARED_INFRASTRUCTURE;

    @JsonValue
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<EarningModel> find(String code) {
        return Arrays.stream(values())
                .filter(model -> model.code().equals(code))
                .findFirst();
    }
}
