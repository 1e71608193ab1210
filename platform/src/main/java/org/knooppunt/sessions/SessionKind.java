package org.knooppunt.sessions;

import org.knooppunt.web.Coded;

/** What people come together for. */
public enum SessionKind implements Coded {
    /** Two parties with the coordinator. */
    TALK,
    PRE_BUSINESS_CASE,
    /** Co-creation, or a living lab. */
    CO_CREATION,
    TRAINING,
    EVENT;

    public String icon() {
        return switch (this) {
            case TALK -> "message-2";
            case PRE_BUSINESS_CASE -> "users-group";
            case CO_CREATION -> "flask";
            case TRAINING -> "school";
            case EVENT -> "confetti";
        };
    }
}
