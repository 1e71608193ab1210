package org.knooppunt.planning;

/**
 * Which flows of a plan; an empty text means all.
 *
 * @param text words to find in organisations, streams and classes
 * @param kind code
 * @param resourceClass id of the class that moves
 * @param at id of an offer, need or facility that gives or takes
 */
public record FlowQuery(String text, String kind, String inCase, String resourceClass, String at) {
    public static FlowQuery ofCase(String inCase) {
        return new FlowQuery("", "", inCase, "", "");
    }

    public FlowQuery ofKind(String other) {
        return new FlowQuery(text, other, inCase, resourceClass, at);
    }

    /** Whether it asks for one class or one thing. */
    public boolean isNear() {
        return !resourceClass.isEmpty() || !at.isEmpty();
    }
}
