package org.knooppunt.strategy;

/** A goal by the codes a room may keep of it, for example {@code sdg} and {@code 12}. */
public record GoalKey(String framework, String goal) {}
