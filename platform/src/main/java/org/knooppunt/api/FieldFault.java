package org.knooppunt.api;

import org.jspecify.annotations.Nullable;

/**
 * One field that is wrong.
 *
 * @param field its path in the body, or the name of the parameter
 * @param value what was given; absent when nothing was
 * @param expected what would be right
 */
public record FieldFault(String field, @Nullable Object value, String expected) {}
