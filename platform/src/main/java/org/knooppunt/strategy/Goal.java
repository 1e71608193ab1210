package org.knooppunt.strategy;

import java.util.UUID;

/**
 * A goal as one version of its framework words it. Its id and code stay the same through all versions.
 *
 * @param framework code of its framework
 * @param named whether the source names it; otherwise it only counts it
 * @param ownPriority whether it was given priority itself
 * @param priority whether it has priority, its own or that of one below it
 * @param source where the source tells of it
 */
public record Goal(
        UUID id,
        String framework,
        Words frameworkName,
        String code,
        int version,
        String level,
        Words levelName,
        boolean named,
        Words title,
        Words words,
        boolean ownPriority,
        boolean priority,
        String source) {
    /** The address of its page. */
    public String path() {
        return "/strategy/" + framework + "/goals/" + code;
    }
}
