package org.knooppunt.database;

import org.jspecify.annotations.Nullable;

/** The database cannot be used, for a reason the person at the console can mend. Shown without a stack trace. */
public final class DatabaseFault extends RuntimeException {
    private final String remedy;

    DatabaseFault(String problem, String remedy) {
        this(problem, remedy, null);
    }

    DatabaseFault(String problem, String remedy, @Nullable Throwable cause) {
        super(problem, cause);
        this.remedy = remedy;
    }

    /** What is wrong and where. */
    public String problem() {
        return String.valueOf(getMessage());
    }

    /** What to do next. */
    public String remedy() {
        return remedy;
    }
}
