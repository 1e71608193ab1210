package org.knooppunt.strategy;

/**
 * Something of a room that serves a goal.
 *
 * @param ref the key by which its room knows it
 * @param path address of its page
 */
public record LinkedThing(String kind, String ref, String title, String path) {}
