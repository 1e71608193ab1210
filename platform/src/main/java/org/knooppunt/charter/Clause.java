package org.knooppunt.charter;

/**
 * One clause of a version.
 *
 * @param root the number that the clause keeps through all versions
 * @param place from 1
 */
public record Clause(long id, long root, int place, String heading, String words) {}
