package org.knooppunt;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.modulith.Modulithic;

/** The platform: one module per capability, see ARCHITECTURE.md. */
@SpringBootApplication
@ConfigurationPropertiesScan
@Modulithic(systemName = "Knooppunt", sharedModules = "web")
public class Application {}
