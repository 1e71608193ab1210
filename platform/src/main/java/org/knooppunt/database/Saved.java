package org.knooppunt.database;

/** How saving a row ended. */
public enum Saved {
    DONE,
    /** Somebody else changed it since it was read. */
    CHANGED_MEANWHILE,
    KEY_TAKEN,
    /** Something still needs it. */
    IN_USE;

    /** Of a row that was added, or not since its key was taken. */
    public static Saved added(boolean done) {
        return done ? DONE : KEY_TAKEN;
    }

    /** Of a row that was changed or deleted, or not since it is another version by now. */
    public static Saved changed(boolean done) {
        return done ? DONE : CHANGED_MEANWHILE;
    }
}
