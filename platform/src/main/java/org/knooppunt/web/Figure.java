package org.knooppunt.web;

import java.time.Instant;

/**
 * One figure of the region on the front door.
 *
 * @param labelKey message key of what is counted, in the room's own message file
 * @param value already written in the reader's language, see {@link Formats}
 * @param unit already written; empty when the label says it
 * @param source where it comes from, in words
 * @param at when it was true
 */
public record Figure(String labelKey, String value, String unit, String source, Instant at) {}
