package org.knooppunt.organisation;

/** A room that shows organisations to everybody is a bean of this: a visitor sees those organisations and no others. */
public interface Showcase {
    /** SQL of our own, without parameters, that selects the keys of the organisations with something public. */
    String organisations();
}
