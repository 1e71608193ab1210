package org.knooppunt.charter;

/** A commitment that a text puts forward; who signs fills in how much and by when. */
public record Proposal(long id, int place, String what, String unit, String forWhom) {}
