package org.knooppunt;

import com.tngtech.archunit.core.domain.JavaClass;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

/** The house as ARCHITECTURE.md draws it. */
class HouseTest {
    @Test
    void modulesTalkOnlyThroughTheirPublicFace() {
        // the engine is a library, not a module of the platform
        ApplicationModules.of(Application.class, JavaClass.Predicates.resideInAPackage("org.knooppunt.engine.."))
                .verify();
    }
}
