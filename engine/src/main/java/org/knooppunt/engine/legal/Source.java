package org.knooppunt.engine.legal;

import java.time.LocalDate;

/**
 * Where a rule comes from.
 *
 * @param law name of the law, or of the authority that explains it
 * @param article article, or that it still has to be checked
 * @param address where it is officially published or explained
 * @param consulted when somebody last read it there
 */
public record Source(String law, String article, String address, LocalDate consulted) {}
